import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { handleRemoveDay, handleSaveDay, showAddDay, showDay } from './pages/day.page.js'
import { showDaysOff } from './pages/days-off.page.js'
import { handleRemoveRest, handleSaveRest, showRest } from './pages/weekly.page.js'

export function daysOffRoutes(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/days-off', (c) => showDaysOff(c, edge))
  routes.get('/days-off/new', (c) => showAddDay(c, edge))
  routes.post('/days-off/new', (c) => handleSaveDay(c, edge, true))
  routes.get('/days-off/weekly', (c) => showRest(c, edge))
  routes.post('/days-off/weekly', (c) => handleSaveRest(c, edge))
  routes.post('/days-off/weekly/:since/remove', (c) => handleRemoveRest(c, edge))
  routes.get('/days-off/:day', (c) => showDay(c, edge))
  routes.post('/days-off/:day', (c) => handleSaveDay(c, edge, false))
  routes.post('/days-off/:day/remove', (c) => handleRemoveDay(c, edge))
  return routes
}
