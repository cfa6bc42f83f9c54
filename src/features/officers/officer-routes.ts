import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { handleAddOfficer, showAddOfficer } from './add-officer.page.js'
import { handleChangeOfficer, handleNewLink, showOfficer } from './change-officer.page.js'
import { handleChatCode, handleChatUnlink, handleOwnPassword, showMe } from './me.page.js'
import { showOfficers } from './officers.page.js'
import { passwordPages } from './password.page.js'
import { setupPages } from './setup.page.js'
import { signInPages } from './sign-in.page.js'
import { showStart } from './start.page.js'

/** Open to everybody: sign-in, the first admin's page, one-time password links. */
export function signInRoutes(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  for (const pages of [signInPages, setupPages, passwordPages]) routes.route('/', pages(edge))
  return routes
}

/** Behind the sign-in: what next, officers, one's own account. */
export function officerRoutes(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/start', (c) => showStart(c, edge))
  routes.get('/officers', (c) => showOfficers(c, edge))
  routes.get('/officers/new', (c) => showAddOfficer(c, edge))
  routes.post('/officers/new', (c) => handleAddOfficer(c, edge))
  routes.get('/officers/:id', (c) => showOfficer(c, edge))
  routes.post('/officers/:id', (c) => handleChangeOfficer(c, edge))
  routes.post('/officers/:id/password-link', (c) => handleNewLink(c, edge))
  routes.get('/me', (c) => showMe(c, edge))
  routes.post('/me/password', (c) => handleOwnPassword(c, edge))
  routes.post('/me/chat', (c) => handleChatCode(c, edge))
  routes.post('/me/chat/unlink', (c) => handleChatUnlink(c, edge))
  return routes
}
