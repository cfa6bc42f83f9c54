import { holds, evaluate } from './expressions.js'
import type { Flow, FlowNode, NodeOf } from './flow-schema.js'
import { expressionOf, findCalled, findFlow, startOf } from './library.js'
import { ask } from './ask.js'
import { fillText, reply, replyPhrase, runningTalk } from './say.js'
import {
  type Change,
  emptyState,
  type FrameRef,
  forgetAnswer,
  putAnswer,
  setAnswer,
  type Talk,
  topFrame,
} from './state.js'
import { scopeOf, type Turn } from './turn.js'

const MAX_VISITS = 100

export type Place = { talk: Talk; frame: FrameRef; flow: Flow; node: FlowNode }

/** How a walk ended: at a question, at an effect, with its talk over, or not at all. */
export type Stop = 'waiting' | 'effect' | 'ended' | 'too_many_steps' | 'lost'

/** Follows the flow from the node that the talk stands at until somebody else must speak. */
export function walk(turn: Turn, talk: Talk): Stop {
  for (;;) {
    turn.memory.visits += 1
    if (turn.memory.visits > MAX_VISITS) return 'too_many_steps'
    const place = placeOf(turn, talk)
    if (!place) return 'lost'
    if (isBackAtSummary(turn, place)) continue
    const stop = visit(turn, place)
    if (stop) return stop
  }
}

export function placeOf(turn: Turn, talk: Talk | undefined = runningTalk(turn)): Place | undefined {
  const frame = talk && topFrame(talk)
  const flow = frame && (findFlow(turn.library, frame) ?? turn.library.current.get(frame.flow))
  const node = flow?.nodes[frame?.node ?? '']
  return talk && frame && flow && node ? { talk, frame, flow, node } : undefined
}

/** A change of one line is over once another section would begin. */
function isBackAtSummary(turn: Turn, { talk, node }: Place): boolean {
  const { change } = talk
  if (!change || node.section === undefined || change.sections.includes(node.section)) return false
  talk.frames = structuredClone(change.frames)
  if (change.also !== undefined) return goThere(turn, talk, change, change.also)
  talk.change = null
  const summary = talk.trail.findIndex((entry) => sameFrames(entry.frames, change.frames))
  if (summary >= 0) talk.trail.length = summary
  return placeOf(turn, talk) !== undefined
}

/** One more part of the change, before the way back. */
function goThere(turn: Turn, talk: Talk, { frames }: Change, node: string): boolean {
  const frame = topFrame(talk)
  if (frame) frame.node = node
  const section = placeOf(turn, talk)?.node.section
  talk.change = { sections: section === undefined ? [] : [section], frames }
  return section !== undefined
}

function sameFrames(left: FrameRef[], right: FrameRef[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

function visit(turn: Turn, place: Place): Stop | undefined {
  const { talk, frame, node } = place
  applySets(turn, place, node.set)
  for (const path of node.forget ?? []) forgetAnswer(talk, path)
  switch (node.kind) {
    case 'say':
      sayText(turn, place, node)
      frame.node = node.next
      return undefined
    case 'go':
      frame.node = node.go
      return undefined
    case 'branch':
      frame.node = branchTarget(turn, place, node)
      return undefined
    case 'call':
      return enterCall(turn, place, node)
    case 'effect':
      turn.effect = { name: node.effect, args: argsOf(turn, place, node) }
      return 'effect'
    case 'ask':
      ask(turn, place, node)
      return 'waiting'
    case 'end':
      sayText(turn, place, node)
      if (node.hand) turn.handed = handedBy(turn, place, node.hand)
      return node.end === 'all' ? leaveAll(turn) : leaveFrame(turn, talk)
    case 'resume':
      sayText(turn, place, node)
      return resume(turn, talk)
  }
}

/** While a question still waits, a handler runs: what it sets stays through "back". `lang` is the talk's language. */
export function applySets(
  turn: Turn,
  place: Pick<Place, 'talk' | 'flow'>,
  sets: Record<string, string> | undefined,
): void {
  const { talk, flow } = place
  for (const [path, source] of Object.entries(sets ?? {})) {
    const value = evaluate(expressionOf(turn.library, source), scopeOf(turn, talk, flow))
    if (path === 'lang') turn.state.lang = value === 'en' ? 'en' : 'vi'
    else if (talk.wait) putAnswer(talk, path, value)
    else setAnswer(talk, path, value)
  }
}

function sayText(turn: Turn, { talk, flow, node }: Place, { say }: Pick<NodeOf<'end'>, 'say'>): void {
  if (say !== undefined) reply(turn, { text: fillText(turn, talk, flow, node, say) })
}

function branchTarget(turn: Turn, { talk, flow }: Place, node: NodeOf<'branch'>): string {
  const scope = scopeOf(turn, talk, flow)
  return node.branch.find((arm) => holds(expressionOf(turn.library, arm.when), scope))?.next ?? node.else
}

/** The caller already stands behind its call, so that the called flow's end needs no special place. */
function enterCall(turn: Turn, { talk, frame, flow }: Place, node: NodeOf<'call'>): Stop | undefined {
  const { call } = node
  const of = typeof call === 'string' ? null : evaluate(expressionOf(turn.library, call.of), scopeOf(turn, talk, flow))
  const id = typeof call === 'string' ? call : call.flows[String(of)]
  frame.node = node.next
  const called = id === undefined ? undefined : findCalled(turn.library, id)
  if (called) talk.frames.push(startOf(called))
  return id !== undefined && !called ? 'lost' : undefined
}

function argsOf(turn: Turn, { talk, flow }: Place, node: NodeOf<'effect'>) {
  const scope = scopeOf(turn, talk, flow)
  const args = Object.entries(node.args).map(([name, source]) => [
    name,
    evaluate(expressionOf(turn.library, source), scope),
  ])
  return Object.fromEntries(args)
}

function handedBy(turn: Turn, { talk, flow }: Place, hand: NonNullable<NodeOf<'end'>['hand']>): Turn['handed'] {
  const read = (source: string) => evaluate(expressionOf(turn.library, source), scopeOf(turn, talk, flow))
  const [text, media] = [read(hand.text), read(hand.media)]
  return { text: typeof text === 'string' ? text : '', media: Array.isArray(media) ? media : [] }
}

function leaveFrame(turn: Turn, talk: Talk): Stop | undefined {
  if (!talk.leaving) talk.frames.pop()
  if (!talk.leaving && talk.frames.length > 0) return undefined
  turn.state.talks = turn.state.talks.filter((one) => one !== talk)
  return 'ended'
}

function leaveAll(turn: Turn): Stop {
  Object.assign(turn.state, emptyState())
  return 'ended'
}

/** Back to the question that something interrupted, with the wait that it had. */
function resume(turn: Turn, talk: Talk): Stop | undefined {
  const entry = talk.trail.at(-1)
  if (!entry) return leaveFrame(turn, talk)
  talk.frames = structuredClone(entry.frames)
  const place = placeOf(turn, talk)
  if (place?.node.kind !== 'ask') return 'lost'
  if (!talk.wait) replyPhrase(turn, 'returned')
  ask(turn, place, place.node, 'again')
  return 'waiting'
}
