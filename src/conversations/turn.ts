import type { TurnContent } from '../engine/message.js'
import type { Tx } from '../platform/db.js'
import type { WakeName } from '../platform/jobs.js'
import { enqueueMessages } from '../platform/outbox.js'
import { acknowledge } from './acknowledge.js'
import { openEvent, type StoredContent } from './event-body.js'
import { type EngineInput, runEngine, type Seen } from './run-engine.js'
import {
  type ConversationRow,
  clearBlocked,
  findNextEvent,
  forgetBody,
  type InboxRow,
  lockConversation,
  setBlocked,
  takeNextEvent,
} from './queries.js'
import type { Shell } from './shell.js'

export type Turn =
  | { kind: 'done'; hasReplies: boolean; wakes: readonly WakeName[] }
  | { kind: 'wants_files'; event: InboxRow }
  | { kind: 'busy' | 'idle' }

const TAKEN = { kind: 'done', hasReplies: false, wakes: [] } satisfies Turn

/** P2: one transaction holds the event's mark, the new state, the effects and the replies. */
export async function takeTurn(shell: Shell, conversationId: string): Promise<Turn> {
  const turn = await shell.db.transaction().execute(async (tx) => {
    const conversation = await lockConversation(tx, conversationId)
    if (!conversation) return { kind: 'busy' } as const
    const event = await takeNextEvent(tx, conversationId)
    if (event) return takeEvent(shell, tx, conversation, event)
    const waiting = await findNextEvent(tx, conversationId)
    if (waiting?.isDue && waiting.files === 'wanted') return { kind: 'wants_files', event: waiting } as const
    if (waiting) return { kind: 'idle' } as const
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
  if (isSecret(shell, content)) await forgetBody(tx, event.id)
  if (content.kind === 'unknown') return TAKEN
  if (content.kind === 'blocked') {
    await setBlocked(tx, conversation.id, shell.deps.clock.now())
    return TAKEN
  }
  const isBack = conversation.blockedAt !== null && content.kind !== 'open'
  if (isBack) await clearBlocked(tx, conversation.id)
  const talk = isBack ? { ...conversation, blockedAt: null } : conversation
  const turn = content.kind === 'unblocked' ? TAKEN : await takeContent(shell, tx, talk, event, content)
  return isBack && turn.kind === 'done' ? { ...turn, hasReplies: true } : turn
}

async function takeContent(
  shell: Shell,
  tx: Tx,
  talk: ConversationRow,
  event: InboxRow,
  content: StoredContent,
): Promise<Turn> {
  if (isLate(talk, event, content)) return answer(shell, tx, talk, LATE)
  await acknowledge(shell, talk, content)
  const seen = seenNow(talk, event)
  const taken = await shell.intercept(tx, talk.id, typedText(content))
  if (taken === null) return takeInput(shell, tx, talk, toEngineInput(withoutSecrets(shell, content)), seen)
  await tx.updateTable('conversation').set(seen).where('id', '=', talk.id).execute()
  return answer(shell, tx, talk, taken)
}

async function takeInput(
  shell: Shell,
  tx: Tx,
  talk: ConversationRow,
  input: EngineInput,
  seen: Seen = {},
): Promise<Turn> {
  const { replies, wakes } = await runEngine(shell, tx, talk, input, seen)
  await enqueueMessages(tx, shell.deps.keys, targetOf(talk), replies)
  return { kind: 'done', hasReplies: replies.length > 0, wakes }
}

function toEngineInput(content: StoredContent): EngineInput {
  if (content.kind === 'open') return content
  return { kind: 'message', content: content as TurnContent }
}

function isSecret(shell: Shell, content: StoredContent): boolean {
  return shell.isSecretText(wordsOf(content))
}

function wordsOf(content: StoredContent): string {
  if ('text' in content) return content.text
  return 'caption' in content ? (content.caption ?? '') : ''
}

/** State, outbox and tips never hold a receipt code: what the flows do not see, they cannot keep. */
function withoutSecrets(shell: Shell, content: StoredContent): StoredContent {
  if (!isSecret(shell, content)) return content
  if ('text' in content) return { ...content, text: shell.hideSecrets(content.text) }
  return { ...content, caption: shell.hideSecrets(wordsOf(content)) } as StoredContent
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

async function answer(shell: Shell, tx: Tx, talk: ConversationRow, text: string): Promise<Turn> {
  await enqueueMessages(tx, shell.deps.keys, targetOf(talk), [{ text }])
  return { kind: 'done', hasReplies: true, wakes: [] }
}

function targetOf({ accountId, id, blockedAt }: ConversationRow) {
  return { accountId, conversationId: id, isBlocked: blockedAt !== null }
}

function seenNow({ lastSentAt }: ConversationRow, { sentAt }: InboxRow): Seen {
  return { lastEventAt: new Date(), ...(sentAt && (!lastSentAt || sentAt > lastSentAt) && { lastSentAt: sentAt }) }
}

const LATE = 'Một tin nhắn cũ của bạn vừa tới muộn nên chưa được dùng. Nếu nội dung đó còn cần, bạn hãy gửi lại.'
