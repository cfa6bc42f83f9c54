import type { Effects } from '../../platform/effects.js'
import { forgetTexts } from '../../platform/forget-texts.js'
import { forgetSubscription } from '../subscriptions/subscribe.js'

export const forgetEffects: Effects = {
  /** A talk that was no tip: nothing that was said in it stays (P9). */
  async forget_talk(tx, _deps, { conversationId }) {
    await forgetTexts(tx, conversationId)
    return { outcome: 'ok' }
  },
  /** The citizen's wish: how to reach them goes, and the tie between this chat and its tips. The tips stay, by law. */
  async forget_me(tx, _deps, { conversationId }) {
    await tx
      .updateTable('tipReporter')
      .set({ contact: null, conversationId: null, receiptCopy: null, receiptCopyUntil: null })
      .where('conversationId', '=', conversationId)
      .execute()
    await tx.updateTable('consent').set({ conversationId: null }).where('conversationId', '=', conversationId).execute()
    await tx.deleteFrom('quizRepetition').where('conversationId', '=', conversationId).execute()
    await tx.deleteFrom('officerChat').where('conversationId', '=', conversationId).execute()
    await forgetSubscription(tx, conversationId)
    await forgetTexts(tx, conversationId)
    return { outcome: 'ok' }
  },
}
