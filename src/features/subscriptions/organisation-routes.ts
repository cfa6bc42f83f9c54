import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { handleSaveOrganisation, showAddOrganisation, showOrganisation } from './organisation.page.js'
import { handleSwitchOrganisation, showOrganisations } from './organisations.page.js'

export function organisationRoutes(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/organisations', (c) => showOrganisations(c, edge))
  routes.get('/organisations/new', (c) => showAddOrganisation(c, edge))
  routes.post('/organisations/new', (c) => handleSaveOrganisation(c, edge, true))
  routes.get('/organisations/:id', (c) => showOrganisation(c, edge))
  routes.post('/organisations/:id', (c) => handleSaveOrganisation(c, edge, false))
  routes.post('/organisations/:id/disable', (c) => handleSwitchOrganisation(c, edge, false))
  routes.post('/organisations/:id/enable', (c) => handleSwitchOrganisation(c, edge, true))
  return routes
}
