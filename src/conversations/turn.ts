import type { TurnContent } from '../engine/message.js'
import type { Tx } from '../platform/db.js'
import type { WakeName } from '../platform/jobs.js'
import { acknowledge } from './acknowledge.js'
import { openEvent, type StoredContent } from './event-body.js'
import { type EngineInput, runEngine, type Seen, type TurnWork } from './run-engine.js'
import {
  type ConversationRow,
  clearBlocked,
  listNextEvents,
  forgetBody,
  type InboxRow,
  lockConversations,
  setBlocked,
  takeNextEvents,
} from './queries.js'
import type { Shell } from './shell.js'
import { type ClaimedReply, newWrites, saveWrites } from './turn-writes.js'

export type DoneTurn = {
  kind: 'done'
  conversation: ConversationRow
  hasReplies: boolean
  replies: readonly ClaimedReply[]
  wakes: readonly WakeName[]
}
/** `replies`: claimed, to be sent now. `hasReplies`: something may be sent, also what is not claimed. */
export type Turn = DoneTurn | { kind: 'wants_files'; event: InboxRow } | { kind: 'busy' | 'idle' }

const QUIET = { kind: 'done', hasReplies: false, replies: [], wakes: [] } as const

/** P2: one transaction holds the event's mark, the new state, the effects and the replies. */
export async function takeTurn(shell: Shell, conversationId: string): Promise<Turn> {
  const turns = await takeTurns(shell, [conversationId])
  return turns.get(conversationId) ?? { kind: 'busy' }
}

/**
 * The next event of each conversation in one transaction, whose statements they share: the same promises as alone. When
 * one throws, all of it is as if it had not been.
 */
export async function takeTurns(shell: Shell, ids: readonly string[]): Promise<Map<string, Turn>> {
  return shell.pipelined(async (tx) => {
    const work = { tx, writes: newWrites() }
    const turns = new Map<string, Turn>()
    for (const one of await takeNextOf(tx, await lockConversations(tx, ids))) {
      turns.set(one.conversation.id, await takeOne(shell, work, one))
    }
    const replies = await saveWrites(tx, shell.deps.keys, work.writes)
    for (const [id, turn] of turns) {
      if (turn.kind !== 'done' || !turn.hasReplies) continue
      turns.set(id, { ...turn, replies: replies.filter((reply) => reply.conversationId === id) })
    }
    return turns
  })
}

/** `event` is taken; `waiting` is the next when it cannot be taken now. */
type Next = { conversation: ConversationRow; event?: InboxRow; waiting?: InboxRow & { isDue: boolean } }

async function takeNextOf(tx: Tx, conversations: readonly ConversationRow[]): Promise<Next[]> {
  const events = await takeNextEvents(
    tx,
    conversations.map(({ id }) => id),
  )
  const rest = conversations.filter(({ id }) => !events.some((event) => event.conversationId === id))
  const others = await listNextEvents(
    tx,
    rest.map(({ id }) => id),
  )
  return conversations.map((conversation) => {
    const event = events.find(({ conversationId }) => conversationId === conversation.id)
    const waiting = others.find(({ conversationId }) => conversationId === conversation.id)
    return { conversation, ...(event && { event }), ...(waiting && { waiting }) }
  })
}

async function takeOne(shell: Shell, work: TurnWork, { conversation, event, waiting }: Next): Promise<Turn> {
  if (event) return takeEvent(shell, work, conversation, event)
  if (waiting?.isDue && waiting.files === 'wanted') return { kind: 'wants_files', event: waiting }
  if (waiting) return { kind: 'idle' }
  if (conversation.timeoutAt && conversation.timeoutAt <= shell.deps.clock.now()) {
    return takeInput(shell, work, conversation, { kind: 'timeout' })
  }
  return { kind: 'idle' }
}

async function takeEvent(
  shell: Shell,
  work: TurnWork,
  conversation: ConversationRow,
  event: InboxRow,
): Promise<DoneTurn> {
  const { tx } = work
  if (!event.body) throw new Error('an open event lost its body')
  const content = openEvent(shell.deps.keys, event.accountId, event.eventId, event.body)
  if (isSecret(shell, content)) await forgetBody(tx, event.id)
  const quiet = { ...QUIET, conversation }
  if (content.kind === 'unknown') return quiet
  if (content.kind === 'blocked') {
    await setBlocked(tx, conversation.id, shell.deps.clock.now())
    return quiet
  }
  const isBack = conversation.blockedAt !== null && content.kind !== 'open'
  if (isBack) await clearBlocked(tx, conversation.id)
  const talk = isBack ? { ...conversation, blockedAt: null } : conversation
  const turn = content.kind === 'unblocked' ? quiet : await takeContent(shell, work, talk, event, content)
  return isBack ? { ...turn, hasReplies: true } : turn
}

async function takeContent(
  shell: Shell,
  work: TurnWork,
  talk: ConversationRow,
  event: InboxRow,
  content: StoredContent,
): Promise<DoneTurn> {
  if (isLate(talk, event, content)) return answer(work, talk, LATE)
  await acknowledge(shell, talk, content)
  const seen = seenNow(talk, event)
  const taken = await shell.intercept(work.tx, talk.id, typedText(content))
  if (taken === null) return takeInput(shell, work, talk, toEngineInput(withoutSecrets(shell, content)), seen)
  await work.tx.updateTable('conversation').set(seen).where('id', '=', talk.id).execute()
  return answer(work, talk, taken)
}

async function takeInput(
  shell: Shell,
  work: TurnWork,
  talk: ConversationRow,
  input: EngineInput,
  seen: Seen = {},
): Promise<DoneTurn> {
  const { replies, wakes } = await runEngine(shell, work, talk, input, seen)
  for (const message of replies) work.writes.messages.push({ ...targetOf(talk), message })
  return { ...QUIET, conversation: talk, hasReplies: replies.length > 0, wakes }
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

function answer({ writes }: TurnWork, talk: ConversationRow, text: string): DoneTurn {
  writes.messages.push({ ...targetOf(talk), message: { text } })
  return { ...QUIET, conversation: talk, hasReplies: true }
}

function targetOf({ accountId, id, blockedAt }: ConversationRow) {
  return { accountId, conversationId: id, isBlocked: blockedAt !== null }
}

function seenNow({ lastSentAt }: ConversationRow, { sentAt }: InboxRow): Seen {
  return { lastEventAt: new Date(), ...(sentAt && (!lastSentAt || sentAt > lastSentAt) && { lastSentAt: sentAt }) }
}

const LATE = 'Một tin nhắn cũ của bạn vừa tới muộn nên chưa được dùng. Nếu nội dung đó còn cần, bạn hãy gửi lại.'
