import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { handleSwitch, showAccounts } from './accounts.page.js'
import { handleAddAccount, showAddAccount } from './add-account.page.js'
import type { ChannelForm } from './channel-form.js'

/** `forms`: the channels that an account can be added for. */
export function accountRoutes(edge: Edge, { forms }: { forms: readonly ChannelForm[] }): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/accounts', (c) => showAccounts(c, edge, forms))
  routes.get('/accounts/new', (c) => showAddAccount(c, edge, forms))
  routes.post('/accounts/new', (c) => handleAddAccount(c, edge, forms))
  routes.post('/accounts/:id/enable', (c) => handleSwitch(c, edge, true))
  routes.post('/accounts/:id/disable', (c) => handleSwitch(c, edge, false))
  return routes
}
