import type { MiddlewareHandler } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { type CountUnread, type FindSession, sessionGuard } from '../../console/session-guard.js'
import { findSession } from './sessions.js'

/** For `consoleApp`: who a session's token belongs to. */
export function sessionFinder(edge: Edge): FindSession {
  return (token, isActive) => findSession(edge.db, edge.deps, token, isActive)
}

/** Puts the signed-in officer into the context, or sends the visitor to the sign-in page. */
export function requireOfficer(edge: Edge, countUnread?: CountUnread): MiddlewareHandler<ConsoleEnv> {
  return sessionGuard(sessionFinder(edge), countUnread)
}
