import type { Hono } from 'hono'
import type { Edge } from '../console/edge.js'
import { findTokenOfficer } from '../features/officers/api-tokens.js'
import { apiRoutes } from '../features/tips/api/api-routes.js'
import type { ApiEnv } from '../features/tips/api/bearer.js'
import type { Jobs } from '../platform/jobs.js'
import { wakeCarriers } from './console.js'

/** The JSON API for other systems. */
export function assembleApi(edge: Edge, { jobs, timeZone }: { jobs: Jobs; timeZone: string }): Hono<ApiEnv> {
  return apiRoutes(edge, {
    findTokenOfficer: (token) => findTokenOfficer(edge.db, edge.deps, token),
    timeZone,
    wake: () => wakeCarriers(jobs),
  })
}
