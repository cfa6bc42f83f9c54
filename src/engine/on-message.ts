import { askMeaning, shownOptions } from './ask.js'
import { answerByOption, answerText, takeMeaning } from './answer.js'
import { chooseByText, numberOf } from './choose.js'
import { clip } from './display.js'
import { isLinkCode, type KeywordReading, readKeyword } from './keywords.js'
import { type MediaItem, OFFER_WAIT_ID, type TurnContent } from './message.js'
import { isTelling } from './free-text.js'
import { act } from './on-keyword.js'
import { onMedia, refusalHere } from './on-media.js'
import { phrase, replyPhrase } from './say.js'
import { MAX_TEXT } from './read-answer.js'
import { type AskPlace, askPlaceOf, takeOption } from './take.js'
import { askAgain, dropLostTalks, openEntry, proceed } from './talks.js'
import { cleanText } from './text-key.js'
import type { Turn } from './turn.js'

/** The marks around a secret's name: nobody but us may write them. */
const SECRET_MARKS = /[\uE000\uE001]/g

export function onMessage(turn: Turn, content: TurnContent): void {
  if (SILENT.has(content.kind)) return
  dropLostTalks(turn)
  answerContent(turn, content)
}

/** Nobody is there to read, or nobody knows what it was. */
const SILENT: ReadonlySet<TurnContent['kind']> = new Set(['blocked', 'unblocked', 'unknown'])

function answerContent(turn: Turn, content: TurnContent): void {
  switch (content.kind) {
    case 'text':
      return onText(turn, clean(content.text))
    case 'choice':
      return onChoice(turn, content.waitId, content.value)
    case 'media':
      return onPictures(turn, content.media, clean(content.caption ?? ''))
    case 'contact':
      return onContact(turn, clean(content.phone))
    case 'location':
      return onLocation(turn, content)
    case 'start':
      return act(turn, { kind: 'start', payload: clean(content.payload ?? '') })
    case 'unsupported':
      return onRefused(turn, phrase(turn, 'unsupported', { what: content.what }), clean(content.caption ?? ''))
    case 'edited':
      return replyPhrase(turn, 'edited')
  }
}

function onText(turn: Turn, text: string): void {
  const place = askPlaceOf(turn)
  if ([...text].length > MAX_TEXT) return sayAndAskAgain(turn, phrase(turn, 'too_long', { max: MAX_TEXT }))
  if (isLinkCode(text) && place?.node.secret !== true) return sayAndAskAgain(turn, phrase(turn, 'link_code_elsewhere'))
  const reading = readKeyword(text)
  if (!place) {
    if (reading) act(turn, reading.keyword)
    else if (isTelling(text) && !isGreeting(text)) openEntry(turn, 'free', { firstText: text })
    else openMenu(turn, text)
    return
  }
  if (answerMeaning(turn, place, text)) return
  if (answerByOption(turn, place, text)) return
  if (!reading || isNumberHere(place, reading, text)) answerText(turn, place, text)
  else if (couldBeAnswer(place, reading)) askKeywordOrAnswer(turn, place, text, reading)
  else act(turn, reading.keyword)
}

/** Who begins with a word of the menu ("cứu", "help") need not read it first; a number means nothing yet. */
function openMenu(turn: Turn, text: string): void {
  openEntry(turn, 'menu')
  const place = askPlaceOf(turn)
  if (!place || numberOf(text) !== undefined) return
  const menu = turn.memory.replies
  turn.memory.replies = []
  if (!answerByOption(turn, place, text)) turn.memory.replies = menu
}

/** Beside a file that is taken, a caption that is a command says nothing about the picture. */
function onPictures(turn: Turn, media: MediaItem[], caption: string): void {
  const refusal = refusalHere(turn, media)
  if (refusal !== null && caption.trim() !== '') onRefused(turn, refusal, caption)
  else onMedia(turn, media, readKeyword(caption)?.sure ? '' : caption)
}

/** What was not taken is said; the words that came with it are words all the same. */
function onRefused(turn: Turn, refusal: string, caption: string): void {
  if (caption.trim() === '') return sayAndAskAgain(turn, refusal)
  if (refusal !== '') turn.memory.replies.push({ text: refusal })
  onText(turn, caption)
}

/** A button of another question, or of a question that is over, changes nothing. */
function onChoice(turn: Turn, waitId: string, value: string): void {
  if (waitId === OFFER_WAIT_ID) return act(turn, { kind: 'start', payload: value })
  const place = askPlaceOf(turn)
  const wait = place?.talk.wait
  if (!place || !wait || wait.id !== waitId) return sayAndAskAgain(turn, phrase(turn, 'old_button'))
  const option = shownOptions(wait).find((one) => one.key === value)
  if (!option) return sayAndAskAgain(turn, phrase(turn, 'old_button'))
  const meaning = wait.clarify?.[Number(option.value)]?.meaning
  if (!meaning) takeOption(turn, place, option)
  else if (meaning.kind === 'keyword') act(turn, meaning.keyword)
  else takeMeaning(turn, place, meaning)
}

/** The answer to "which did you mean?". Anything else is an answer to the question itself. */
function answerMeaning(turn: Turn, place: AskPlace, text: string): boolean {
  const { wait } = place.talk
  if (!wait?.clarify) return false
  const chosen = chooseByText(text, wait.clarify)
  const meaning = chosen.kind === 'one' ? wait.clarify[chosen.index]?.meaning : undefined
  delete wait.clarify
  if (!meaning) return false
  if (meaning.kind === 'keyword') act(turn, meaning.keyword)
  else takeMeaning(turn, place, meaning)
  return true
}

function onContact(turn: Turn, phone: string): void {
  const place = askPlaceOf(turn)
  const takesPhone = place?.node.input === 'contact' || place?.node.input === 'phone'
  if (place && takesPhone) answerText(turn, place, phone)
  else sayAndAskAgain(turn, phrase(turn, 'unsupported', { what: 'contact' }))
}

/** Like a secret: an effect of this turn finds the commune with it, and then it is gone. */
function onLocation(turn: Turn, { latitude, longitude }: { latitude: number; longitude: number }): void {
  const place = askPlaceOf(turn)
  const taker = place?.node.location
  if (!place || !taker) return sayAndAskAgain(turn, phrase(turn, 'unsupported', { what: 'location' }))
  turn.memory.secrets[taker.save] = { latitude, longitude }
  place.frame.node = taker.next
  place.talk.wait = null
  proceed(turn, place.talk)
}

/** What is said names the menu, for where there is no question to ask again. */
function sayAndAskAgain(turn: Turn, text: string): void {
  if (askAgain(turn, text)) return
  turn.memory.replies.push({ text })
}

/** At a name "Dung" may be a person; a sentence may begin with "tra cứu", and "nhan tin" be how somebody wrote. */
function couldBeAnswer({ node }: AskPlace, { keyword, sure }: KeywordReading): boolean {
  if (sure || node.input !== 'text') return false
  return node.names === true || keyword.kind === 'look_up' || keyword.kind === 'subscribe'
}

function isNumberHere({ node }: AskPlace, { keyword }: KeywordReading, text: string): boolean {
  return keyword.kind === 'back' && /\p{Nd}/u.test(text) && (node.input === 'number' || node.input === 'money')
}

function askKeywordOrAnswer(turn: Turn, place: AskPlace, text: string, { keyword }: KeywordReading): void {
  const { wait } = place.talk
  if (!wait) return
  askMeaning(turn, wait, clip(text, 40), [
    { label: phrase(turn, 'clarify_answer'), meaning: { kind: 'text', text } },
    { label: phrase(turn, 'clarify_keyword', { keyword: keyword.kind }), meaning: { kind: 'keyword', keyword } },
  ])
}

function isGreeting(text: string): boolean {
  return (
    /^\s*(?:xin chào|chào|xin chao|chao|hello|hi|hey|alo|ad ơi|ad oi)(?!\p{L})/iu.test(text) && [...text].length <= 30
  )
}

function clean(text: string): string {
  return cleanText(text).replace(SECRET_MARKS, '')
}
