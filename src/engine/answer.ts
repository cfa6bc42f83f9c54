import { ask, askMeaning } from './ask.js'
import { chooseByText, chooseMany, numberOf } from './choose.js'
import type { AskNode, FlowOption } from './flow-schema.js'
import type { Json } from './message.js'
import { readAnswer } from './read-answer.js'
import { clip } from './display.js'
import { phrase, fillText } from './say.js'
import { type Meaning, type ShownOption, putAnswer, readPath, setAnswer } from './state.js'
import { askAgain, proceed } from './talks.js'
import type { Turn } from './turn.js'
import { applySets, type Place, placeOf } from './walk.js'

export type AskPlace = Place & { node: AskNode }

/** Takes a typed text as the answer, or says why it cannot be one and asks again. */
export function answerText(turn: Turn, place: AskPlace, text: string): void {
  const { node, talk } = place
  const reading = node.input
    ? readAnswer(node, node.input === 'text' ? text : text.trim(), timeOf(turn))
    : { kind: 'none' as const }
  switch (reading.kind) {
    case 'read':
      return take(turn, place, reading.value, reading.shown)
    case 'ask': {
      const meanings = reading.candidates.map(({ value, shown }) => ({
        label: shown,
        meaning: { kind: 'answer' as const, value, shown },
      }))
      return talk.wait ? askMeaning(turn, talk.wait, clip(text, 40), meanings) : undefined
    }
    case 'too_long':
      askAgain(turn, phrase(turn, 'too_long', { max: reading.max }))
      return
    case 'none':
      return node.free && isFree(node.free, text) ? takeFree(turn, place, node.free, text) : unreadable(turn, place)
  }
}

/** Whether a typed text is one of the options; if so it is taken. */
export function answerByOption(turn: Turn, place: AskPlace, text: string): boolean {
  const { node, talk } = place
  const options = talk.wait?.options ?? []
  if (options.length === 0) return false
  if (node.many) return takeMany(turn, place, text)
  const chosen = chooseByText(text, choosable(node, options))
  if (chosen.kind === 'several') {
    askAgain(turn, phrase(turn, 'ambiguous'))
    return true
  }
  const option = chosen.kind === 'one' ? options[chosen.index] : undefined
  if (!option) return false
  if (isAlsoNumber(turn, place, text)) return askNumberOrOption(turn, place, text, option)
  takeOption(turn, place, option)
  return true
}

export function takeOption(turn: Turn, place: AskPlace, shown: ShownOption): void {
  const { node, talk } = place
  const option = node.options?.find((one) => one.value === shown.key)
  if (option?.as !== undefined) {
    answerText(turn, place, option.as)
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

export function takeMeaning(turn: Turn, place: AskPlace, meaning: Exclude<Meaning, { kind: 'keyword' }>): void {
  const option = place.talk.wait?.options.find((one) => meaning.kind === 'option' && one.key === meaning.key)
  if (meaning.kind === 'answer') take(turn, place, meaning.value, meaning.shown)
  else if (meaning.kind === 'text') answerText(turn, place, meaning.text)
  else if (option) takeOption(turn, place, option)
}

export function unreadable(turn: Turn, place: AskPlace): void {
  const { node, flow, talk } = place
  const own = node.unreadable ?? flow.defaults?.unreadable
  const before =
    own === undefined
      ? phrase(turn, node.input ? `unreadable_${node.input}` : 'unreadable')
      : fillText(turn, talk, flow, node, own)
  ask(turn, place, node, 'again', before)
}

/** Enough of a text to be the start of a report, not a slip of the finger or a greeting. */
export function isTelling(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length >= 3 || (words.length > 0 && [...text.trim()].length >= 15)
}

function isFree(free: NonNullable<AskNode['free']>, text: string): boolean {
  return free.short ? /\p{L}{2}/u.test(text) : isTelling(text)
}

/** Adds to what is there: nothing that somebody wrote before is lost. */
export function appendText(place: Pick<Place, 'talk'>, path: string, text: string): void {
  const before = readPath(place.talk.answers, path)
  putAnswer(place.talk, path, typeof before === 'string' && before !== '' ? `${before}\n${text}` : text)
}

function takeFree(turn: Turn, place: AskPlace, free: NonNullable<AskNode['free']>, text: string): void {
  if (free.add) appendText(place, free.save, text)
  else putAnswer(place.talk, free.save, text)
  const isSameQuestion = free.next === place.frame.node
  const said = free.say === undefined ? '' : fillText(turn, place.talk, place.flow, place.node, free.say)
  if (isSameQuestion) {
    askAgain(turn, said)
    return
  }
  if (said) turn.memory.replies.push({ text: said })
  place.frame.node = free.next
  proceed(turn, place.talk)
}

function takeMany(turn: Turn, place: AskPlace, text: string): boolean {
  const options = place.talk.wait?.options ?? []
  const indexes = chooseMany(text, choosable(place.node, options))
  if (!indexes) return false
  const picked = indexes.map((index) => options[index]).filter((option) => option !== undefined)
  const fixed = picked.find((option) => place.node.options?.some((one) => one.value === option.key))
  if (fixed) takeOption(turn, place, fixed)
  else
    take(
      turn,
      place,
      picked.map((option) => option.value),
      picked.map((option) => option.label).join(', '),
    )
  return true
}

function choosable(node: AskNode, options: ShownOption[]) {
  return options.map((option) => ({
    label: option.label,
    words: node.options?.find((one) => one.value === option.key)?.words,
  }))
}

/** "1" where a number is asked: the first option, or the number one? */
function isAlsoNumber(turn: Turn, { node }: AskPlace, text: string): boolean {
  if (node.input !== 'number' && node.input !== 'money') return false
  return numberOf(text) !== undefined && readAnswer(node, text, timeOf(turn)).kind !== 'none'
}

function askNumberOrOption(turn: Turn, { node, talk }: AskPlace, text: string, option: ShownOption): true {
  const reading = readAnswer(node, text, timeOf(turn))
  const read = reading.kind === 'read' ? [reading] : reading.kind === 'ask' ? reading.candidates : []
  const meanings = read.map(({ value, shown }) => ({
    label: shown,
    meaning: { kind: 'answer' as const, value, shown },
  }))
  const chosen = { label: option.label, meaning: { kind: 'option' as const, key: option.key } }
  if (talk.wait) askMeaning(turn, talk.wait, clip(text, 40), [...meanings, chosen])
  return true
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
  talk.change = { sections, frames: structuredClone([...talk.frames.slice(0, -1), { ...frame }]) }
}

export function timeOf(turn: Turn): { now: Date; timeZone: string } {
  const zone = turn.memory.facts['timeZone']
  return { now: turn.now, timeZone: typeof zone === 'string' ? zone : 'Asia/Ho_Chi_Minh' }
}

/** Where a question waits for its answer. */
export function askPlaceOf(turn: Turn): AskPlace | undefined {
  const place = placeOf(turn)
  return place?.node.kind === 'ask' && place.talk.wait ? { ...place, node: place.node } : undefined
}
