import { localDay } from '../engine/local-day.js'
import type { Facts, StepInput } from '../engine/contract.js'
import type { Outgoing, TurnContent } from '../engine/message.js'
import type { State } from '../engine/state.js'
import { step } from '../engine/step.js'
import type { Tx } from '../platform/db.js'
import type { EffectContext } from '../platform/effects.js'
import type { WakeName } from '../platform/jobs.js'
import { type ConversationRow, listDrafts } from './queries.js'
import type { Shell } from './shell.js'
import { raiseTurnAlarm } from './turn-alarm.js'
import type { TurnWrites } from './turn-writes.js'

export type EngineInput =
  | { kind: 'message'; content: TurnContent }
  | { kind: 'open'; flow: string; facts: Facts }
  | { kind: 'timeout' }

/** When the citizen wrote, for the conversation's row. */
export type Seen = { lastEventAt?: Date; lastSentAt?: Date }

/** The turn's transaction, and what is written at its end. */
export type TurnWork = { tx: Tx; writes: TurnWrites }

type Ran = { replies: Outgoing[]; wakes: readonly WakeName[] }

/** Steps through the flow until it waits; each effect is carried out here, in the turn's transaction. */
export async function runEngine(
  shell: Shell,
  { tx, writes }: TurnWork,
  conversation: ConversationRow,
  input: EngineInput,
  seen: Seen,
): Promise<Ran> {
  const { clock } = shell.deps
  const context = await effectContext(shell, conversation)
  const facts = await baseFacts(shell, conversation)
  const before = openState(shell, conversation)
  const library = await shell.flows.libraryFor(tx, before)
  const replies: Outgoing[] = []
  const wakes = new Set<WakeName>()
  let result = step(library, before, withFacts(input, facts), clock.now())
  let { alarm } = result
  replies.push(...result.replies)
  for (let call = result.effects[0]; call; call = result.effects[0]) {
    const effect = shell.effects.get(call.name)
    if (!effect) throw new Error(`no feature carries out the effect ${call.name}`)
    const lang = result.state?.lang ?? 'vi'
    const done = await effect(tx, shell.deps, { ...context, lang }, call.args)
    for (const name of done.wakes ?? []) wakes.add(name)
    const answer: StepInput = { kind: 'outcome', outcome: done.outcome, facts: { ...facts, ...done.facts } }
    result = step(library, result.state, answer, clock.now())
    alarm ??= result.alarm
    replies.push(...result.replies)
  }
  if (alarm)
    await raiseTurnAlarm(tx, clock.now(), 'Một kịch bản trò chuyện chạy quá nhiều bước; hãy kiểm tra các tệp flows.')
  const plain = result.state ? JSON.stringify(result.state) : ''
  const state = result.state ? shell.deps.keys.seal('state', plain, conversation.id) : null
  writes.states.push({ conversationId: conversation.id, state, timeoutAt: result.timeoutAt, ...seen })
  // Files that came with this event may have been stored after the conversation was read.
  const drafts = hasFiles(input) ? await listDrafts(tx, conversation.id) : conversation.drafts
  await dropLooseFiles(shell, tx, { conversationId: conversation.id, drafts, state: plain })
  return { replies, wakes: [...wakes] }
}

function withFacts(input: EngineInput, facts: Facts): StepInput {
  switch (input.kind) {
    case 'message':
      return { kind: 'message', content: input.content, facts }
    case 'open':
      return { kind: 'open', flow: input.flow, facts: { ...facts, ...input.facts } }
    default:
      return { kind: 'timeout', facts }
  }
}

async function effectContext(shell: Shell, conversation: ConversationRow): Promise<Omit<EffectContext, 'lang'>> {
  const account = await shell.findAccount(conversation.accountId)
  return { accountId: conversation.accountId, conversationId: conversation.id, channel: account?.name ?? '' }
}

async function baseFacts(shell: Shell, conversation: ConversationRow): Promise<Facts> {
  const account = await shell.findAccount(conversation.accountId)
  const today = localDay(shell.deps.clock.now(), shell.timeZone)
  return { accountName: account?.unitName ?? '', accountAreaCode: account?.areaCode ?? null, today }
}

function openState(shell: Shell, { id, state }: ConversationRow): State | null {
  if (!state) return null
  return JSON.parse(shell.deps.keys.open('state', state, id).toString('utf8')) as State
}

function hasFiles(input: EngineInput): boolean {
  return input.kind === 'message' && input.content.kind === 'media'
}

type LooseFiles = { conversationId: string; drafts: readonly string[]; state: string }

/** Files that the talk no longer holds are let go of in the same transaction. */
async function dropLooseFiles(shell: Shell, tx: Tx, { conversationId, drafts, state }: LooseFiles): Promise<void> {
  const dropped = drafts.filter((id) => !state.includes(id))
  await shell.dropFiles(tx, conversationId, dropped)
}
