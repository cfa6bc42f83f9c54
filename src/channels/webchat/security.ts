import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'

const SELF = ["'self'"]
const NONE = ["'none'"]

/** A citizen's page loads nothing from anybody else and is kept by no cache. */
export function chatHeaders(): MiddlewareHandler[] {
  return [
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: NONE,
        scriptSrc: SELF,
        styleSrc: SELF,
        connectSrc: SELF,
        imgSrc: ["'self'", 'data:'],
        formAction: SELF,
        baseUri: NONE,
        frameAncestors: NONE,
      },
      // With `no-referrer` browsers send "Origin: null" from our own forms.
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
    }),
    async (c, next) => {
      await next()
      if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
    },
  ]
}

/** Our own address is the one set, or the one that the visitor asked for: another site can forge neither. */
export function onlyOwnForms(publicUrl: string): MiddlewareHandler {
  const own = new URL(publicUrl).host
  return csrf({
    origin: (origin, c) => {
      const host = URL.canParse(origin) ? new URL(origin).host : ''
      return host !== '' && (host === own || host === (c.req.header('host') ?? new URL(c.req.url).host))
    },
  })
}
