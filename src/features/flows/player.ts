import { localDay } from '../../engine/local-day.js'
import type { EffectCall, Facts, StepInput } from '../../engine/contract.js'
import type { FlowLibrary } from '../../engine/library.js'
import type { Outgoing, TurnContent } from '../../engine/message.js'
import type { State } from '../../engine/state.js'
import { type StepResult, step } from '../../engine/step.js'
import type { PlayedEffect } from './play-effects.js'

export type Played = { replies: Outgoing[]; effects: EffectCall[]; alarm: string | null }

export type Player = {
  state: State | null
  now: Date
  facts: Facts
  send(content: TurnContent): Played
  open(flow: string, facts: Facts): Played
  timeOut(): Played
  timeoutAt: Date | null
}

/** A whole turn at a time, as the shell does it. The state is marshalled and reloaded between every two turns. */
export function newPlayer(library: FlowLibrary, effects: { [name: string]: PlayedEffect }, now: Date): Player {
  const player: Player = {
    state: null,
    now,
    facts: { lang: 'vi', accountName: 'Công an Phường Đức Phổ', accountAreaCode: null, today: dayOf(now) },
    timeoutAt: null,
    send: (content) => turn(player, library, effects, { kind: 'message', content, facts: player.facts }),
    open: (flow, facts) => turn(player, library, effects, { kind: 'open', flow, facts: { ...player.facts, ...facts } }),
    timeOut: () => turn(player, library, effects, { kind: 'timeout', facts: player.facts }),
  }
  return player
}

function turn(
  player: Player,
  library: FlowLibrary,
  effects: { [name: string]: PlayedEffect },
  input: StepInput,
): Played {
  const played: Played = { replies: [], effects: [], alarm: null }
  const took = (result: StepResult) => {
    played.replies.push(...result.replies)
    if (result.alarm) played.alarm = result.alarm
    return result
  }
  let result = took(step(library, reload(player.state), input, player.now))
  for (let call = result.effects[0]; call; call = result.effects[0]) {
    const effect = effects[call.name]
    if (!effect) throw new Error(`no answer to the effect ${call.name}`)
    played.effects.push(call)
    const { outcome, facts } = effect(call.args)
    result = took(
      step(
        library,
        reload(result.state),
        { kind: 'outcome', outcome, facts: { ...player.facts, ...facts } },
        player.now,
      ),
    )
  }
  player.state = reload(result.state)
  player.timeoutAt = result.timeoutAt
  return played
}

function reload(state: State | null): State | null {
  return JSON.parse(JSON.stringify(state)) as State | null
}

function dayOf(now: Date): string {
  return localDay(now)
}
