import { ask } from './ask.js'
import { chooseMany } from './choose.js'
import type { AskNode, FlowOption } from './flow-schema.js'
import type { Json } from './message.js'
import { readAnswer } from './read-answer.js'
import { phrase } from './say.js'
import { type ShownOption, setAnswer } from './state.js'
import { proceed } from './talks.js'
import { timeOf, type Turn } from './turn.js'
import { applySets, type Place, placeOf } from './walk.js'

export type AskPlace = Place & { node: AskNode }

/** Where a question waits for its answer. */
export function askPlaceOf(turn: Turn): AskPlace | undefined {
  const place = placeOf(turn)
  return place?.node.kind === 'ask' && place.talk.wait ? { ...place, node: place.node } : undefined
}

export function takeOption(turn: Turn, place: AskPlace, shown: ShownOption): void {
  const { node, talk } = place
  const option = node.options?.find((one) => one.value === shown.key)
  if (!option && node.from === undefined) {
    askAnew(turn, place)
    return
  }
  const meant = option?.as === undefined ? undefined : readAnswer(node, option.as, timeOf(turn))
  if (meant?.kind === 'read') {
    take(turn, place, meant.value, meant.shown)
    return
  }
  if (node.many && !option) {
    take(turn, place, [shown.value], shown.label)
    return
  }
  saveOption(place, option, shown)
  talk.wait = null
  applySets(turn, place, option?.set)
  if (node.save && option?.set?.[node.save]) talk.shown[node.save] = shown.label
  goOn(turn, place, option)
}

/** The flow changed while the question waited, and this option is no more. */
function askAnew(turn: Turn, place: AskPlace): void {
  place.talk.wait = null
  ask(turn, place, place.node, 'again', phrase(turn, 'old_button'))
}

/** An option in place of an input ("I do not remember") is no value, but shown; one to pass over is nothing. */
function saveOption({ node, talk }: AskPlace, option: FlowOption | undefined, shown: ShownOption): void {
  if (node.save === undefined || option?.change !== undefined) return
  if (option?.pass) setAnswer(talk, node.save, undefined)
  else if (!option || !node.input) setAnswer(talk, node.save, shown.value, shown.label)
  else if (node.input !== 'media') setAnswer(talk, node.save, null, shown.label)
}

/** The answer is kept (for this turn only, where it is secret) and the talk goes on. */
export function take(turn: Turn, place: AskPlace, value: Json, shown: string): void {
  const { node, talk } = place
  if (node.save && node.secret) turn.memory.secrets[node.save] = value
  else if (node.save) setAnswer(talk, node.save, value, shown)
  goOn(turn, place)
}

/** Several numbers at once; one of the fixed options ("keep all") stands alone. */
export function takeMany(turn: Turn, place: AskPlace, text: string): boolean {
  const options = place.talk.wait?.options ?? []
  const indexes = chooseMany(text, choosable(place.node, options))
  if (!indexes) return false
  const picked = indexes.map((index) => options[index]).filter((option) => option !== undefined)
  const fixed = picked.find((option) => place.node.options?.some((one) => one.value === option.key))
  if (fixed) takeOption(turn, place, fixed)
  else takeAll(turn, place, picked)
  return true
}

function takeAll(turn: Turn, place: AskPlace, picked: ShownOption[]): void {
  const values = picked.map((option) => option.value)
  take(turn, place, values, picked.map((option) => option.label).join(', '))
}

export function choosable(node: AskNode, options: ShownOption[]) {
  return options.map((option) => ({
    label: option.label,
    typed: option.typed,
    words: node.options?.find((one) => one.value === option.key)?.words,
  }))
}

function goOn(turn: Turn, place: AskPlace, option?: FlowOption): void {
  const { talk, frame, node } = place
  if (option?.change) beginChange(place, option)
  frame.node = option?.change ?? option?.next ?? node.next ?? frame.node
  talk.wait = null
  proceed(turn, talk)
}

function beginChange({ talk, flow, frame }: AskPlace, option: FlowOption): void {
  const section = flow.nodes[option.change ?? '']?.section
  const sections = [...(section === undefined ? [] : [section]), ...(option.through ?? [])]
  const frames = structuredClone([...talk.frames.slice(0, -1), { ...frame }])
  talk.change = { sections, frames, ...(option.also !== undefined && { also: option.also }) }
}
