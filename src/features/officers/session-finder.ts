import type { Edge } from '../../console/edge.js'
import type { FindSession } from '../../console/session-guard.js'
import { findSession } from './sessions.js'

/** For the console's guard: who a session's token belongs to. */
export function sessionFinder(edge: Edge): FindSession {
  return (token, isActive) => findSession(edge.db, edge.deps, token, isActive)
}
