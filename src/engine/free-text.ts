import type { AskNode } from './flow-schema.js'
import { MAX_TEXT } from './read-answer.js'
import { fillText, phrase } from './say.js'
import { putAnswer, readPath } from './state.js'
import type { AskPlace } from './take.js'
import { askAgain, proceed } from './talks.js'
import { foldText } from './text-key.js'
import type { Turn } from './turn.js'

/** Enough of a text to be the start of a report, not a slip of the finger or a greeting. */
export function isTelling(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  return words.length >= 3 || (words.length > 0 && [...text.trim()].length >= 15)
}

export function isFree(free: NonNullable<AskNode['free']>, text: string): boolean {
  if (free.except && isAbout(text, free.except)) return false
  return free.short ? /\p{L}{2}|\p{L}\.? ?\d|^\d{5}$/u.test(text.trim()) : isTelling(text)
}

const SHORT_WORDS = 12

function isAbout(text: string, words: readonly string[]): boolean {
  const folded = foldText(text)
  return folded.split(' ').length <= SHORT_WORDS && words.some((word) => ` ${folded} `.includes(` ${foldText(word)} `))
}

/** Adds to what is there, so that nothing written before is lost; false where it grows beyond what a text may be. */
export function appendText({ talk }: Pick<AskPlace, 'talk'>, path: string, text: string): boolean {
  const before = readPath(talk.answers, path)
  const all = typeof before === 'string' && before !== '' ? `${before}\n${text}` : text
  if ([...all].length > MAX_TEXT) return false
  putAnswer(talk, path, all)
  return true
}

export function takeFree(turn: Turn, place: AskPlace, free: NonNullable<AskNode['free']>, text: string): void {
  if (!free.add) putAnswer(place.talk, free.save, text)
  else if (!appendText(place, free.save, text)) {
    askAgain(turn, phrase(turn, 'too_long', { max: MAX_TEXT }))
    return
  }
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
