import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { idParam } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import type { BroadcastParts } from '../broadcast-parts.js'
import { sendTest } from '../send-test.js'

export async function handleSendTest(c: ConsoleContext, parts: BroadcastParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'comms', 'lead')
  const id = idParam(c)
  const { db, deps } = parts.edge
  const conversationId = await db.transaction().execute((tx) => sendTest(tx, deps, officer, id))
  parts.wakeSend(conversationId)
  setFlash(c, 'success', 'Đã gửi thử. Xin xem trong cuộc trò chuyện đã liên kết của đồng chí.')
  return c.redirect(`/console/bulletins/${id}/send`, 303)
}
