import type { EffectCall, Facts, StepInput } from './contract.js'
import { effectOutcome } from './on-outcome.js'
import type { FlowLibrary } from './library.js'
import type { Outgoing } from './message.js'
import { joinReplies } from './join-replies.js'
import { migrateState } from './migrate.js'
import { onHanded } from './on-media.js'
import { onMessage } from './on-message.js'
import { runHandler } from './on-keyword.js'
import { emptyState, type State, type Talk } from './state.js'
import { dropTalk, openTalk } from './talks.js'
import type { Turn } from './turn.js'

export type StepResult = {
  state: State | null
  /** None or one: the turn then goes on with `{ kind: 'outcome' }` in the same transaction. */
  effects: EffectCall[]
  /** Empty while an effect is asked for: the turn's replies come with its last result. */
  replies: Outgoing[]
  timeoutAt: Date | null
  alarm?: 'too_many_steps'
}

/**
 * One step of a conversation. Pure: what it needs comes in, what should happen comes out. A turn begins by moving the
 * talk to today's flows where it can; `library` should hold the versions that the state names.
 */
export function step(library: FlowLibrary, state: State | null, input: StepInput, now: Date): StepResult {
  const turn = beginTurn(library, state, input, now)
  switch (input.kind) {
    case 'message':
      onMessage(turn, input.content)
      break
    case 'outcome':
      effectOutcome(turn, input.outcome, input.facts)
      break
    case 'timeout':
      onTimeout(turn)
      break
    case 'open':
      onOpen(turn, input.flow, input.facts)
  }
  onHanded(turn)
  return endTurn(turn)
}

function beginTurn(library: FlowLibrary, state: State | null, input: StepInput, now: Date): Turn {
  const given = state ? structuredClone(state) : emptyState()
  const own = input.kind === 'outcome' ? given : migrateState(given, library)
  const fresh = { visits: 0, isTimeout: input.kind === 'timeout', facts: input.facts, secrets: {}, replies: [] }
  const memory = input.kind === 'outcome' && own.turn ? own.turn : fresh
  delete own.turn
  return { library, state: own, memory, now, effect: null, alarm: null, handed: null }
}

function endTurn(turn: Turn): StepResult {
  const { state, effect, memory } = turn
  if (effect) state.turn = memory
  const timeoutAt = earliest(state.talks)
  const isUntouched = state.sequence === 0 && state.lang === null
  const isOver = state.talks.length === 0 && !effect && (memory.isTimeout || isUntouched)
  return {
    state: isOver ? null : state,
    effects: effect ? [effect] : [],
    replies: effect ? [] : joinReplies(memory.replies),
    timeoutAt,
    ...(turn.alarm ? { alarm: turn.alarm } : {}),
  }
}

/** Talks that nobody touched in time end, the lowest first; a flow may have a last thing to do. */
function onTimeout(turn: Turn): void {
  const isDue = (talk: Talk) => new Date(talk.expiresAt) <= turn.now
  for (const talk of turn.state.talks.filter(isDue)) {
    if (!runHandler(turn, talk, 'timeout')) dropTalk(turn, talk)
    if (turn.effect) return
  }
}

function onOpen(turn: Turn, flow: string, facts: Facts): void {
  const found = turn.library.current.get(flow)
  if (found) openTalk(turn, found, { facts, aside: false })
}

function earliest(talks: readonly Talk[]): Date | null {
  const times = talks.map((talk) => new Date(talk.expiresAt).getTime())
  return times.length > 0 ? new Date(Math.min(...times)) : null
}
