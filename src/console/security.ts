import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'

const SELF = ["'self'"]
const NONE = ["'none'"]

/** Nothing from elsewhere, nothing inline, no frames; pages with people's data are kept by no cache. */
export function consoleHeaders(): MiddlewareHandler[] {
  return [
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: SELF,
        imgSrc: ["'self'", 'data:'],
        objectSrc: NONE,
        baseUri: NONE,
        formAction: SELF,
        frameAncestors: NONE,
      },
      // Not `no-referrer`: it would also take the Origin from our own forms, which `sameOriginOnly` looks at.
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
      // A file that citizens sent comes with a stricter policy of its own.
      overwrite: false,
    }),
    async (c, next) => {
      await next()
      if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
    },
  ]
}

/** A form from another site is refused, on top of the cookie being SameSite=Strict. */
export function sameOriginOnly(publicUrl: string): MiddlewareHandler {
  const own = new URL(publicUrl).host
  return csrf({
    origin: (origin, c) => {
      const host = URL.canParse(origin) ? new URL(origin).host : ''
      return host !== '' && (host === own || host === (c.req.header('host') ?? new URL(c.req.url).host))
    },
  })
}
