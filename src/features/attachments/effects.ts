import { z } from 'zod'
import type { Effects } from '../../platform/effects.js'
import { dropDraftFiles } from './tip-files.js'

const Args = z.object({ attachments: z.array(z.object({ attachmentId: z.string() })) })

export const attachmentEffects: Effects = {
  /** Files that nobody has looked at and nobody will: rows now, bytes after the commit. */
  async discard_attachments(tx, _deps, { conversationId }, args) {
    const { attachments } = Args.parse(args)
    await dropDraftFiles(
      tx,
      conversationId,
      attachments.map(({ attachmentId }) => attachmentId),
    )
    return { outcome: 'ok' }
  },
}
