import type { EffectCall, Facts } from '../../engine/contract.js'
import { type FlowLibrary, loadFlows } from '../../engine/library.js'
import type { TurnContent } from '../../engine/message.js'
import { withNumberedChoices } from '../../engine/numbered.js'
import { readFlowFolder } from './flow-folder.js'
import { type PlayedEffect, playedEffects } from './play-effects.js'
import { newPlayer, type Played, type Player } from './player.js'

export const FLOW_FOLDER = new URL('../../../flows/', import.meta.url).pathname

export const NOW = new Date('2026-11-21T03:00:00Z')

export type GivenTalk = {
  player: Player
  /** Every effect that was asked for so far. */
  effects: EffectCall[]
  /** Sends each text in turn; what was said to the last of them. */
  say(...texts: string[]): string
  send(content: TurnContent): string
  picture(id: string, caption?: string): string
  press(value: string, waitId?: string): string
  open(flow: string, facts: Facts): string
  waitId(): string
  called(name: string): EffectCall['args'][]
}

/** A talk over the real flows with played effects; a test says only what differs. */
export function givenTalk(
  given: { effects?: { [name: string]: PlayedEffect }; facts?: Facts; library?: FlowLibrary } = {},
): GivenTalk {
  const player = newPlayer(given.library ?? realFlows(), { ...playedEffects(), ...given.effects }, NOW)
  Object.assign(player.facts, given.facts)
  const effects: EffectCall[] = []
  let waitId = ''
  const take = (played: Played) => {
    effects.push(...played.effects)
    waitId = played.replies.at(-1)?.waitId ?? waitId
    return played.replies.map(withNumberedChoices).join('\n----\n')
  }
  const send = (content: TurnContent) => take(player.send(content))
  return {
    player,
    effects,
    send,
    say: (...texts) => texts.map((text) => send({ kind: 'text', text })).at(-1) ?? '',
    picture: (id, caption) =>
      send({
        kind: 'media',
        media: [{ attachmentId: id, mime: 'image/png', size: 9 }],
        ...(caption ? { caption } : {}),
      }),
    press: (value, id) => send({ kind: 'choice', waitId: id ?? waitId, value }),
    open: (flow, facts) => take(player.open(flow, facts)),
    waitId: () => waitId,
    called: (name) => effects.filter((effect) => effect.name === name).map((effect) => effect.args),
  }
}

let loaded: FlowLibrary | undefined

/** Loaded once: a library holds no talk. */
export function realFlows(): FlowLibrary {
  loaded ??= loadFlows(readFlowFolder(FLOW_FOLDER))
  return loaded
}
