import { join } from 'node:path'
import { PROJECT_DIR } from '../config.js'
import type { Content } from '../content.js'
import type { Channel } from '../conversations/channel.js'
import { openFlowStore, readFlowFiles } from '../conversations/flow-store.js'
import { sentNotes } from '../conversations/send.js'
import { sendSlots } from '../conversations/send-slot.js'
import type { Shell } from '../conversations/shell.js'
import { areaEffects } from '../features/areas/effects.js'
import { openAreaBook } from '../features/areas/area-book.js'
import { attachmentEffects } from '../features/attachments/effects.js'
import { dropDraftFiles } from '../features/attachments/tip-files.js'
import { keepFiles, sealFile } from '../features/attachments/seal-file.js'
import { bulletinEffects } from '../features/bulletins/effects.js'
import { consentEffects } from '../features/consents/record-consent.js'
import { linkReply } from '../features/notices/link-chat.js'
import { findPublic } from '../features/bulletins/public-queries.js'
import { quizEffects } from '../features/quizzes/effects.js'
import type { QuizShelf } from '../features/quizzes/quiz-book.js'
import { subscriptionEffects } from '../features/subscriptions/effects.js'
import { tipEffects } from '../features/tips/effects.js'
import { hideReceipts, mayHoldReceipt } from '../features/tips/receipt.js'
import { fillReceipts } from '../features/tips/receipts.js'
import { makeGate } from '../platform/gate.js'
import { makePacer } from '../platform/pacer.js'
import type { Accounts } from './accounts.js'
import type { Platform } from './platform.js'

/** Of one platform: more than answer at once, few enough that one which hangs holds up only its own chats. */
const SENDS_AT_ONCE = 100
const FETCHES_AT_ONCE = 10

export async function assembleShell(
  { database: { db, pipelined }, deps, jobs }: Platform,
  parts: {
    accounts: Accounts
    channels: readonly Channel[]
    content: Content
    timeZone: string
    quizShelf: QuizShelf
  },
): Promise<Shell> {
  const { accounts, channels, content, timeZone, quizShelf } = parts
  const flows = await openFlowStore(db, await readFlowFiles(join(PROJECT_DIR, 'flows')))
  const readBook = openAreaBook(db)
  const processId = deps.ids.uuid()
  const effects = {
    ...consentEffects,
    ...attachmentEffects,
    ...areaEffects(readBook, timeZone),
    ...subscriptionEffects({ categories: content.catalogue.categories, readBook }),
    ...bulletinEffects,
    ...quizEffects({
      shelf: quizShelf,
      findBulletinTitle: async (tx, slug) => (await findPublic(tx, slug))?.title ?? '',
    }),
    ...tipEffects({
      catalogue: content.catalogue,
      phrases: content.phrases,
      evidenceLabels: flows.answerLabels,
      homeProvince: content.homeProvince,
    }),
  }
  return {
    db,
    pipelined,
    deps,
    jobs,
    timeZone,
    flows,
    effects: new Map(Object.entries(effects)),
    findAccount: accounts.find,
    channels: new Map(channels.map((channel) => [channel.name, channel])),
    sends: makeGate(SENDS_AT_ONCE),
    fetches: makeGate(FETCHES_AT_ONCE),
    pacer: makePacer(),
    processId,
    slots: sendSlots(db, processId),
    noteSent: sentNotes(db),
    seal: (bytes) => sealFile(db, deps, bytes),
    keepFiles,
    dropFiles: dropDraftFiles,
    fillSecrets: (source, text) => fillReceipts(source, deps, text),
    isSecretText: mayHoldReceipt,
    hideSecrets: hideReceipts,
    intercept: (tx, conversationId, text) => linkReply(tx, deps, conversationId, text),
  }
}
