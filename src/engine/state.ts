import type { Facts } from './contract.js'
import type { Keyword } from './keywords.js'
import type { Json, Outgoing } from './message.js'

export type Lang = 'vi' | 'en'

/** A place in a flow of one version: a running talk finishes on the version that it began with. */
export type FrameRef = { flow: string; version: string; node: string }

/** An option as the person saw it: a number typed later means what was shown then. */
export type ShownOption = { key: string; value: Json; label: string; typed?: true }

/** What an answer could have meant, when the bot had to ask. */
export type Meaning =
  | { kind: 'answer'; value: Json; shown: string }
  | { kind: 'option'; key: string }
  | { kind: 'text'; text: string }
  | { kind: 'keyword'; keyword: Keyword }

export type Wait = {
  id: string
  options: ShownOption[]
  clarify?: { label: string; meaning: Meaning; words?: string[] }[]
}

export type Undo = { [path: string]: { value?: Json; shown?: string } }

/** A question that was asked: where, and what its answer changed, so that "back" can take it back. */
export type TrailEntry = { frames: FrameRef[]; undo: Undo; change: Change | null }

/** The person changes one line of a summary: `frames` is where the talk comes back to. */
export type Change = { sections: string[]; frames: FrameRef[]; also?: string }

/** One conversation from its opening to its end. Flows that it calls share its answers. */
export type Talk = {
  frames: FrameRef[]
  answers: { [name: string]: Json }
  /** Answers as the person should read them, by path. */
  shown: { [path: string]: string }
  facts: Facts
  trail: TrailEntry[]
  wait: Wait | null
  change: Change | null
  expiresAt: string
  /** A keyword opened it: the next keyword replaces it. */
  aside: boolean
  /** Its stop or time-out handler runs: the whole talk ends with it. */
  leaving: boolean
}

/** What lives only between the step calls of one turn; never saved. */
export type TurnMemory = {
  visits: number
  /** Nobody wrote: what a talk below was asking is not asked again. */
  isTimeout: boolean
  facts: Facts
  secrets: { [name: string]: Json }
  replies: Outgoing[]
}

/** Plain JSON. The last talk runs; those before it wait below. */
export type State = {
  v: 1
  lang: Lang | null
  /** Grows with each question, so that no two share a wait id. */
  sequence: number
  talks: Talk[]
  turn?: TurnMemory
}

export function emptyState(): State {
  return { v: 1, lang: null, sequence: 0, talks: [] }
}

export function topTalk(state: State): Talk | undefined {
  return state.talks.at(-1)
}

export function topFrame(talk: Talk): FrameRef | undefined {
  return talk.frames.at(-1)
}

export function readPath(tree: { [name: string]: Json }, path: string): Json | undefined {
  const [head = '', tail] = path.split('.')
  const value = tree[head]
  if (tail === undefined) return value
  return isMap(value) ? value[tail] : undefined
}

/** Sets an answer and remembers, for "back", what was there before. */
export function setAnswer(talk: Talk, path: string, value: Json | undefined, shown?: string): void {
  remember(talk, path)
  putAnswer(talk, path, value, shown)
}

/** Sets what was sent in passing: "back" does not take it away. */
export function putAnswer(talk: Talk, path: string, value: Json | undefined, shown?: string): void {
  writePath(talk.answers, path, value)
  if (shown === undefined) delete talk.shown[path]
  else talk.shown[path] = shown
  if (!path.includes('.')) forgetBelow(talk, path)
}

/** Gone for good, as an answer and as a fact: no step back brings it again. */
export function forgetAnswer(talk: Talk, path: string): void {
  putAnswer(talk, path, undefined)
  delete talk.facts[path]
  for (const { undo } of talk.trail) delete undo[path]
}

export function applyUndo(talk: Talk, undo: Undo): void {
  // The last change first: what was remembered later may contain what was changed earlier.
  for (const [path, before] of Object.entries(undo).reverse()) {
    writePath(talk.answers, path, before.value)
    if (before.shown === undefined) delete talk.shown[path]
    else talk.shown[path] = before.shown
  }
}

export function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function remember(talk: Talk, path: string): void {
  const entry = talk.trail.at(-1)
  if (!entry || Object.hasOwn(entry.undo, path)) return
  const value = readPath(talk.answers, path)
  const shown = talk.shown[path]
  entry.undo[path] = {
    ...(value === undefined ? {} : { value: structuredClone(value) }),
    ...(shown === undefined ? {} : { shown }),
  }
}

function forgetBelow(talk: Talk, path: string): void {
  for (const key of Object.keys(talk.shown)) if (key.startsWith(`${path}.`)) delete talk.shown[key]
}

function writePath(tree: { [name: string]: Json }, path: string, value: Json | undefined): void {
  const [head = '', tail] = path.split('.')
  if (tail === undefined) {
    if (value === undefined) delete tree[head]
    else tree[head] = value
    return
  }
  const below = tree[head]
  const map = isMap(below) ? below : {}
  if (value === undefined) delete map[tail]
  else map[tail] = value
  tree[head] = map
}
