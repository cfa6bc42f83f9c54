import { ask, askMeaning } from './ask.js'
import { chooseByText, numberOf } from './choose.js'
import { clip } from './display.js'
import { isFree, takeFree } from './free-text.js'
import type { Json } from './message.js'
import { readAnswer } from './read-answer.js'
import { fillText, phrase } from './say.js'
import type { Meaning, ShownOption } from './state.js'
import { type AskPlace, choosable, take, takeMany, takeOption } from './take.js'
import { askAgain } from './talks.js'
import { timeOf, type Turn } from './turn.js'

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
      const isOne = reading.candidates.length === 1
      const meanings = reading.candidates.map((one) => ({ ...meaningOf(one), ...(isOne && { words: YES }) }))
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

export function takeMeaning(turn: Turn, place: AskPlace, meaning: Exclude<Meaning, { kind: 'keyword' }>): void {
  const option = place.talk.wait?.options.find((one) => meaning.kind === 'option' && one.key === meaning.key)
  if (meaning.kind === 'answer') take(turn, place, meaning.value, meaning.shown)
  else if (meaning.kind === 'text') answerText(turn, place, meaning.text)
  else if (option) takeOption(turn, place, option)
}

function unreadable(turn: Turn, place: AskPlace): void {
  const { node, flow, talk } = place
  const own = node.unreadable ?? flow.defaults?.unreadable
  const before =
    own === undefined
      ? phrase(turn, node.input ? `unreadable_${node.input}` : 'unreadable')
      : fillText(turn, talk, flow, node, own)
  ask(turn, place, node, 'again', before)
}

/** "1" where a number is asked: the first option, or the number one? */
function isAlsoNumber(turn: Turn, { node }: AskPlace, text: string): boolean {
  if (node.input !== 'number' && node.input !== 'money') return false
  const number = numberOf(text)
  return number !== undefined && readAnswer(node, String(number), timeOf(turn)).kind !== 'none'
}

function askNumberOrOption(turn: Turn, { node, talk }: AskPlace, text: string, option: ShownOption): true {
  const reading = readAnswer(node, String(numberOf(text)), timeOf(turn))
  const read = reading.kind === 'read' ? [reading] : reading.kind === 'ask' ? reading.candidates : []
  const meanings = read.map(meaningOf)
  const chosen = { label: option.label, meaning: { kind: 'option' as const, key: option.key } }
  if (talk.wait) askMeaning(turn, talk.wait, clip(text, 40), [...meanings, chosen])
  return true
}

/** Said to the only meaning there is. */
const YES = ['đúng', 'đúng rồi', 'đúng vậy', 'có', 'phải', 'ok', 'yes']

function meaningOf({ value, shown }: { value: Json; shown: string }) {
  return { label: shown, meaning: { kind: 'answer' as const, value, shown } }
}
