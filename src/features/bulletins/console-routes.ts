import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { handleAskReview, handlePublish } from './pages/acts.route.js'
import { showBulletin } from './pages/bulletin.page.js'
import { handleSave, showEdit, showNew } from './pages/edit.page.js'
import { showExport } from './pages/export.page.js'
import { showBulletins } from './pages/list.page.js'
import type { BulletinParts } from './pages/parts.js'
import { showPicture } from './pages/picture.route.js'
import { showPreview } from './pages/preview.page.js'
import { handleApprove, handleSendBack, showReview } from './pages/review.page.js'
import { MAX_UPLOAD_BYTES } from './pages/take-picture.js'
import { handleWithdraw, showWithdraw } from './pages/withdraw.page.js'
import { idParam } from '../../console/read-form.js'

/** The forms that carry a picture. */
export const BULLETIN_UPLOADS = { path: /^\/bulletins\/(?:new|\d+\/edit)$/, maxBytes: MAX_UPLOAD_BYTES }

/** The bulletins' pages for officers. Paths are relative to `/console`. */
export function bulletinConsoleRoutes(edge: Edge, parts: BulletinParts): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/bulletins', (c) => showBulletins(c, edge))
  routes.get('/bulletins/new', (c) => showNew(c, edge, parts)).post((c) => handleSave(c, edge, parts, null))
  routes.get('/bulletins/pictures/:picture', (c) => showPicture(c, edge))
  const bulletin = routes.basePath('/bulletins/:id')
  bulletin.get('/', (c) => showBulletin(c, edge, parts))
  bulletin.get('/edit', (c) => showEdit(c, edge, parts)).post((c) => handleSave(c, edge, parts, idParam(c)))
  bulletin.get('/preview', (c) => showPreview(c, edge, parts))
  bulletin.get('/versions/:number', (c) => showPreview(c, edge, parts))
  bulletin.post('/ask-review', (c) => handleAskReview(c, edge, parts))
  bulletin.get('/review', (c) => showReview(c, edge, parts))
  bulletin.post('/approve', (c) => handleApprove(c, edge, parts))
  bulletin.post('/send-back', (c) => handleSendBack(c, edge, parts))
  bulletin.post('/publish', (c) => handlePublish(c, edge))
  bulletin.get('/withdraw', (c) => showWithdraw(c, edge)).post((c) => handleWithdraw(c, edge))
  bulletin.get('/export', (c) => showExport(c, edge))
  return routes
}
