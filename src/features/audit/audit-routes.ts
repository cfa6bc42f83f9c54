import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { showAudit } from './audit.page.js'

export function auditRoutes(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/audit', (c) => showAudit(c, edge))
  return routes
}
