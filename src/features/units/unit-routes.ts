import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { handleAddUnit, showAddUnit } from './add-unit.page.js'
import { handleClearAlarm, showAlarms } from './alarms.page.js'
import type { OnUnitClosed } from './close-unit.js'
import { handleCloseUnit, showCloseUnit } from './close-unit.page.js'
import { showUnit } from './unit.page.js'
import { showUnits } from './units.page.js'

export function unitRoutes(edge: Edge, { onUnitClosed }: { onUnitClosed: OnUnitClosed }): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/units', (c) => showUnits(c, edge))
  routes.get('/units/new', (c) => showAddUnit(c, edge))
  routes.post('/units/new', (c) => handleAddUnit(c, edge))
  routes.get('/units/:code', (c) => showUnit(c, edge))
  routes.get('/units/:code/close', (c) => showCloseUnit(c, edge))
  routes.post('/units/:code/close', (c) => handleCloseUnit(c, edge, onUnitClosed))
  return routes
}

export function alarmRoutes(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/alarms', (c) => showAlarms(c, edge))
  routes.post('/alarms/:id/clear', (c) => handleClearAlarm(c, edge))
  return routes
}
