import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { loadFlows } from '../../engine/library.js'
import type { TurnContent } from '../../engine/message.js'
import { withNumberedChoices } from '../../engine/numbered.js'
import { readFlowFolder } from './flow-folder.js'
import { type PlayedEffect, playedEffects } from './play-effects.js'
import { newPlayer, type Played, type Player } from './player.js'

export type Play = {
  folder: string
  flow: string
  input: Readable
  output: Writable
  now: () => Date
  effects?: { [name: string]: PlayedEffect }
}

const HELP =
  'Type as a citizen would. /picture sends a picture, /sticker a sticker, /wait lets time run out, /quit ends.'

/** One talk at a terminal, without a database. Resolves when the input ends; false when there is no such flow. */
export async function playFlow({ folder, flow, input, output, now, effects }: Play): Promise<boolean> {
  const library = loadFlows(readFlowFolder(folder))
  const print = (line: string) => output.write(`${line}\n`)
  if (!library.current.has(flow)) {
    print(`There is no flow ${flow}. There are: ${[...library.current.keys()].join(', ')}`)
    return false
  }
  const player = newPlayer(library, effects ?? playedEffects(), now())
  print(HELP)
  show(print, player.open(flow, {}), player)
  let lines = 0
  for await (const line of createInterface({ input })) {
    lines += 1
    if (line.trim() === '/quit') break
    player.now = now()
    show(print, line.trim() === '/wait' ? timeOut(player) : player.send(contentOf(line, lines)), player)
  }
  return true
}

function timeOut(player: Player): Played {
  player.now = player.timeoutAt ?? player.now
  return player.timeOut()
}

function contentOf(line: string, pictures: number): TurnContent {
  if (line.trim() === '/sticker') return { kind: 'unsupported', what: 'sticker' }
  if (line.trim() !== '/picture') return { kind: 'text', text: line }
  return { kind: 'media', media: [{ attachmentId: `played-${pictures}`, mime: 'image/png', size: 1 }] }
}

function show(print: (line: string) => void, played: Played, player: Player): void {
  for (const { name, args } of played.effects) print(`  [${name} ${JSON.stringify(args)}]`)
  for (const reply of played.replies) print(`\n${withNumberedChoices(reply)}\n`)
  if (played.alarm) print(`  [alarm: ${played.alarm}]`)
  if (!player.state?.talks.length) print('  [the talk is over]')
}
