import type { TurnContent } from '../engine/message.js'
import type { Tx } from '../platform/db.js'
import type { Wake } from '../platform/jobs.js'
import { enqueueMessages } from '../platform/outbox.js'
import { acknowledge } from './acknowledge.js'
import { openEvent, type StoredContent } from './event-body.js'
import { type EngineInput, runEngine } from './run-engine.js'
import {
  type ConversationRow,
  clearBlocked,
  findNextEvent,
  type InboxRow,
  lockConversation,
  markEventDone,
  setBlocked,
} from './queries.js'
import type { Shell } from './shell.js'

export type Turn =
  | { kind: 'done'; hasReplies: boolean; wakes: Wake[] }
  | { kind: 'wants_files'; event: InboxRow }
  | { kind: 'busy' | 'idle' }

const TAKEN = { kind: 'done', hasReplies: false, wakes: [] } satisfies Turn

/** P2: one transaction holds the event's mark, the new state, the effects and the replies. */
export async function takeTurn(shell: Shell, conversationId: string): Promise<Turn> {
  const turn = await shell.db.transaction().execute(async (tx) => {
    const conversation = await lockConversation(tx, conversationId)
    if (!conversation) return { kind: 'busy' } as const
    const event = await findNextEvent(tx, conversationId)
    if (event && !event.isDue) return { kind: 'idle' } as const
    if (event?.files === 'wanted') return { kind: 'wants_files', event } as const
    if (event) return takeEvent(shell, tx, conversation, event)
    if (conversation.timeoutAt && conversation.timeoutAt <= shell.deps.clock.now()) {
      return takeInput(shell, tx, conversation, { kind: 'timeout' })
    }
    return { kind: 'idle' } as const
  })
  return turn
}

async function takeEvent(shell: Shell, tx: Tx, conversation: ConversationRow, event: InboxRow): Promise<Turn> {
  if (!event.body) throw new Error('an open event lost its body')
  const content = openEvent(shell.deps.keys, event.accountId, event.eventId, event.body)
  await markEventDone(tx, event.id, !isSecret(shell, content))
  if (content.kind === 'unknown') return TAKEN
  if (content.kind === 'blocked') {
    await setBlocked(tx, conversation.id, shell.deps.clock.now())
    return TAKEN
  }
  if (conversation.blockedAt && content.kind !== 'open') await clearBlocked(tx, conversation.id)
  if (content.kind === 'unblocked') return { ...TAKEN, hasReplies: true }
  if (isLate(conversation, event, content)) return answer(shell, tx, conversation, LATE)
  await noteTime(tx, conversation, event)
  await acknowledge(shell, conversation.accountId, content)
  const taken = await shell.intercept(tx, conversation.id, typedText(content))
  if (taken !== null) return answer(shell, tx, conversation, taken)
  return takeInput(shell, tx, conversation, toEngineInput(content))
}

async function takeInput(shell: Shell, tx: Tx, conversation: ConversationRow, input: EngineInput): Promise<Turn> {
  const { replies, wakes } = await runEngine(shell, tx, conversation, input)
  const target = { accountId: conversation.accountId, conversationId: conversation.id }
  await enqueueMessages(tx, shell.deps.keys, target, replies)
  return { kind: 'done', hasReplies: replies.length > 0 || conversation.blockedAt !== null, wakes }
}

function toEngineInput(content: StoredContent): EngineInput {
  if (content.kind === 'open') return content
  return { kind: 'message', content: content as TurnContent }
}

function isSecret(shell: Shell, content: StoredContent): boolean {
  return (content.kind === 'text' || content.kind === 'edited') && shell.isSecretText(content.text)
}

/** A text that the platform delivers after a later one would answer the wrong question (seen after retries). */
function isLate(conversation: ConversationRow, event: InboxRow, content: StoredContent): boolean {
  if (content.kind !== 'text' || !event.sentAt || !conversation.lastSentAt) return false
  return event.sentAt < conversation.lastSentAt
}

function typedText(content: StoredContent): string {
  if (content.kind === 'text') return content.text
  return content.kind === 'start' ? (content.payload ?? '') : ''
}

async function answer(shell: Shell, tx: Tx, conversation: ConversationRow, text: string): Promise<Turn> {
  const target = { accountId: conversation.accountId, conversationId: conversation.id }
  await enqueueMessages(tx, shell.deps.keys, target, [{ text }])
  return { kind: 'done', hasReplies: true, wakes: [] }
}

async function noteTime(tx: Tx, conversation: ConversationRow, event: InboxRow): Promise<void> {
  const { lastSentAt } = conversation
  const latest = event.sentAt && (!lastSentAt || event.sentAt > lastSentAt) ? { lastSentAt: event.sentAt } : {}
  await tx
    .updateTable('conversation')
    .set({ lastEventAt: new Date(), ...latest })
    .where('id', '=', conversation.id)
    .execute()
}

const LATE = 'Một tin nhắn cũ của bạn vừa tới muộn nên chưa được dùng. Nếu nội dung đó còn cần, bạn hãy gửi lại.'
