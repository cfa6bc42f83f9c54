import type { Facts } from './contract.js'
import type { Flow } from './flow-schema.js'
import { ask } from './ask.js'
import { findEntry, findFlow, startOf } from './library.js'
import type { Json } from './message.js'
import { replyPhrase, phrase, runningTalk } from './say.js'
import { emptyState, type Talk } from './state.js'
import { addDuration, type Turn } from './turn.js'
import { placeOf, walk } from './walk.js'

type Opening = { answers?: { [name: string]: Json }; facts?: Facts; aside: boolean }

/** Begins a flow above whatever runs, and follows it to its first question. */
export function openTalk(turn: Turn, flow: Flow, opening: Opening): void {
  const talk: Talk = {
    frames: [startOf(flow)],
    answers: opening.answers ?? {},
    shown: {},
    facts: opening.facts ?? {},
    trail: [],
    wait: null,
    change: null,
    expiresAt: addDuration(turn.now, flow.expires).toISOString(),
    aside: opening.aside,
    leaving: false,
  }
  turn.state.talks.push(talk)
  proceed(turn, talk)
}

/** Opens what a keyword stands for. A talk that a keyword opened before gives way to it, but not with a draft in it. */
export function openEntry(turn: Turn, entry: string, answers: { [name: string]: Json } = {}): void {
  const flow = findEntry(turn.library, entry)
  if (!flow) {
    replyPhrase(turn, 'lost')
    return
  }
  const running = runningTalk(turn)
  const isSpent = running?.aside && !hasStop(turn, running)
  if (isSpent || running?.frames.every((frame) => frame.flow === flow.id)) turn.state.talks.pop()
  openTalk(turn, flow, { answers, aside: turn.state.talks.length > 0 })
}

/** A flow that does something when it is stopped holds something that must not be lost on the way. */
function hasStop(turn: Turn, talk: Talk): boolean {
  return talk.frames.some((frame) => findFlow(turn.library, frame)?.defaults?.stop !== undefined)
}

/** Walks on, and cares for what the walk leaves behind. */
export function proceed(turn: Turn, talk: Talk): void {
  switch (walk(turn, talk)) {
    case 'waiting':
    case 'effect':
      return
    case 'ended':
      if (!turn.memory.isTimeout) returnToTalkBelow(turn)
      return
    case 'too_many_steps':
      turn.alarm = 'too_many_steps'
      startOver(turn, talk, 'too_many_steps')
      return
    case 'lost':
      startOver(turn, talk, 'lost')
  }
}

/** Asks the running question again, after `before`. Without one there is nothing to ask. */
export function askAgain(turn: Turn, before = ''): boolean {
  const place = placeOf(turn)
  if (place?.node.kind !== 'ask') return false
  ask(turn, place, place.node, 'again', before)
  return true
}

export function dropTalk(turn: Turn, talk: Talk): void {
  turn.state.talks = turn.state.talks.filter((one) => one !== talk)
}

/** Talks whose question no version has any more are over: an apology, and what lies below goes on. */
export function dropLostTalks(turn: Turn): void {
  for (let talk = runningTalk(turn); talk; talk = runningTalk(turn)) {
    if (talk.wait && placeOf(turn, talk)?.node.kind === 'ask') return
    dropTalk(turn, talk)
    replyPhrase(turn, 'lost')
  }
}

function returnToTalkBelow(turn: Turn): void {
  dropLostTalks(turn)
  if (runningTalk(turn) && !turn.handed) askAgain(turn, phrase(turn, 'returned'))
}

/** The menu gets a fresh count: if it is broken too, the talk rests after the apology. */
function startOver(turn: Turn, talk: Talk, why: 'too_many_steps' | 'lost'): void {
  dropTalk(turn, talk)
  turn.memory.replies = []
  turn.effect = null
  replyPhrase(turn, why)
  const menu = findEntry(turn.library, 'menu')
  if (!menu || talk.frames[0]?.flow === menu.id) {
    turn.state.talks = emptyState().talks
    return
  }
  turn.memory.visits = 0
  openTalk(turn, menu, { aside: turn.state.talks.length > 0 })
}
