import { ask } from './ask.js'
import type { Keyword } from './keywords.js'
import { replyPhrase, phrase, runningTalk } from './say.js'
import { applyUndo, type Talk } from './state.js'
import { askAgain, dropTalk, openEntry, proceed } from './talks.js'
import type { Turn } from './turn.js'
import { placeOf } from './walk.js'
import { findFlow } from './library.js'

/** Does what a keyword says. An entry's flow is found by the name that the flow gives. */
export function act(turn: Turn, keyword: Keyword): void {
  switch (keyword.kind) {
    case 'menu':
      return openEntry(turn, 'menu')
    case 'start':
      return start(turn, keyword.payload)
    case 'look_up':
      return lookUp(turn, keyword.code)
    case 'subscribe':
    case 'unsubscribe':
    case 'forget':
      return openEntry(turn, keyword.kind)
    case 'leave':
      return leave(turn)
    case 'back':
      return goBack(turn)
  }
}

/** What stands under a bulletin or in a link: two of them do what their keyword does, the menu knows the others. */
function start(turn: Turn, payload: string): void {
  if (payload === 'dung') openEntry(turn, 'unsubscribe')
  else if (payload === 'nhan-tin') openEntry(turn, 'subscribe')
  else openEntry(turn, 'menu', payload ? { payload } : {})
}

/** The code is for this turn only: no state ever holds it. */
function lookUp(turn: Turn, code: string): void {
  if (code !== '') turn.memory.secrets['code'] = code
  openEntry(turn, 'look_up')
}

/** The question before, with the answers as they were when it was asked. */
function goBack(turn: Turn): void {
  const talk = runningTalk(turn)
  if (!talk?.wait) return openEntry(turn, 'menu')
  if (talk.trail.length < 2) {
    askAgain(turn, phrase(turn, 'nothing_before'))
    return
  }
  talk.trail.pop()
  const entry = talk.trail.pop()
  if (!entry) return
  applyUndo(talk, entry.undo)
  talk.frames = structuredClone(entry.frames)
  talk.change = structuredClone(entry.change)
  talk.wait = null
  const place = placeOf(turn)
  if (place?.node.kind === 'ask') ask(turn, place, place.node)
  else proceed(turn, talk)
}

/** Leaves the running talk; a flow may have a last thing to do (throw a draft's pictures away). */
function leave(turn: Turn): void {
  const talk = runningTalk(turn)
  if (!talk) return replyPhrase(turn, 'nothing_to_leave')
  if (runHandler(turn, talk, 'stop')) return
  dropTalk(turn, talk)
  if (!askAgain(turn, phrase(turn, 'left_aside'))) replyPhrase(turn, 'left')
}

/** Runs the nearest handler in the called flows, innermost first. The talk ends with it. */
export function runHandler(turn: Turn, talk: Talk, handler: 'stop' | 'timeout'): boolean {
  const node = placeOf(turn, talk)?.node
  const own = node?.kind === 'ask' ? (handler === 'stop' ? node.stop : node.timeout?.next) : undefined
  for (let depth = talk.frames.length; depth > 0; depth -= 1) {
    const frame = talk.frames[depth - 1]
    const flow = frame && findFlow(turn.library, frame)
    const target = (depth === talk.frames.length ? own : undefined) ?? flow?.defaults?.[handler]
    if (!frame || target === undefined) continue
    talk.frames = [...talk.frames.slice(0, depth - 1), { ...frame, node: target }]
    talk.wait = null
    talk.change = null
    talk.leaving = true
    proceed(turn, talk)
    return true
  }
  return false
}
