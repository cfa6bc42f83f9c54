import { Hono } from 'hono'
import type { ConsoleEnv } from '../../console/edge.js'
import type { BroadcastParts } from './broadcast-parts.js'
import { handleControl, showBroadcast } from './pages/broadcast.page.js'
import { showBroadcasts } from './pages/broadcasts.page.js'
import { handleSendTest } from './pages/send-test.route.js'
import { handleSend, showSend } from './pages/send.page.js'
import { showMonth, showMonthChart } from './pages/month.page.js'
import { aftermathReader } from './outcome-queries.js'
import { progressReader } from './progress.js'

export function broadcastRoutes(parts: BroadcastParts): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const { db } = parts.edge
  const read = { progress: progressReader(db), aftermath: aftermathReader(db) }
  routes.get('/bulletins/:id/send', (c) => showSend(c, parts))
  routes.post('/bulletins/:id/send', (c) => handleSend(c, parts))
  routes.post('/bulletins/:id/send-test', (c) => handleSendTest(c, parts))
  routes.get('/broadcasts', (c) => showBroadcasts(c, parts))
  routes.get('/broadcasts/:id', (c) => showBroadcast(c, parts, read))
  routes.post('/broadcasts/:id/pause', (c) => handleControl(c, parts, 'pause'))
  routes.post('/broadcasts/:id/resume', (c) => handleControl(c, parts, 'resume'))
  routes.post('/broadcasts/:id/cancel', (c) => handleControl(c, parts, 'cancel'))
  routes.get('/statistics', (c) => showMonth(c, parts))
  routes.get('/statistics/chart.svg', (c) => showMonthChart(c, parts))
  return routes
}
