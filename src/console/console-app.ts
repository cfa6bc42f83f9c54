import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { trimTrailingSlash } from 'hono/trailing-slash'
import { AppError } from '../platform/errors.js'
import { assetRoutes } from './assets.js'
import type { ConsoleEnv, Edge } from './edge.js'
import { showError } from './error-page.js'
import { NO_SUCH_PAGE } from './read-form.js'
import { homePath, worksOnTips } from './roles.js'
import { consoleHeaders, sameOriginOnly } from './security.js'
import { DEFAULT_ZONE } from './time.js'
import { type CountUnread, type FindSession, sessionGuard } from './session-guard.js'

const MAX_FORM_BYTES = 256 * 1024

export type ConsoleParts = {
  findSession: FindSession
  countUnread?: CountUnread
  /** The zone that times are shown in; Vietnam's when nothing is said. */
  timeZone?: string
  /** Forms that carry a file, by the path below `/console`, and how big they may be. */
  uploads?: readonly { path: RegExp; maxBytes: number }[]
  /** Pages for everybody: sign-in, first set-up, one-time links. */
  open: readonly Hono<ConsoleEnv>[]
  /** Pages behind the sign-in. Paths are relative to `/console`. */
  guarded: readonly Hono<ConsoleEnv>[]
}

/** The whole console, to be mounted at the root: all its paths begin with `/console`. */
export function consoleApp(edge: Edge, parts: ConsoleParts): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>().basePath('/console')
  app.onError(showError(edge.deps.log))
  app.use('*', ...consoleHeaders(), trimTrailingSlash())
  app.route('/', assetRoutes())
  app.use('*', (c, next) => {
    c.set('timeZone', parts.timeZone ?? DEFAULT_ZONE)
    return next()
  })
  app.use('*', sameOriginOnly(edge.publicUrl))
  app.use('*', limitForms(parts.uploads ?? []))
  for (const routes of parts.open) app.route('/', routes)
  app.use('*', sessionGuard(parts.findSession, parts.countUnread))
  app.get('/', async (c, next) => {
    const { officer } = c.var
    return worksOnTips(officer) ? next() : c.redirect(homePath(officer.role), 303)
  })
  for (const routes of parts.guarded) app.route('/', routes)
  app.all('*', () => {
    throw new AppError('not_found', NO_SUCH_PAGE)
  })
  return app
}

function limitForms(uploads: NonNullable<ConsoleParts['uploads']>): MiddlewareHandler {
  const limit = (maxSize: number) => bodyLimit({ maxSize, onError: refuseSize })
  const usual = limit(MAX_FORM_BYTES)
  const wide = uploads.map(({ path, maxBytes }) => ({ path, limit: limit(maxBytes) }))
  return (c, next) => {
    const upload = wide.find(({ path }) => path.test(c.req.path.slice('/console'.length)))
    return (upload?.limit ?? usual)(c, next)
  }
}

function refuseSize(): never {
  throw new AppError('too_large', 'Nội dung gửi lên lớn hơn mức cho phép.')
}
