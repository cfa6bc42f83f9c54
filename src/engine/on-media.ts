import { appendText } from './free-text.js'
import type { Json, MediaItem } from './message.js'
import { findFlow } from './library.js'
import { MAX_TEXT } from './read-answer.js'
import { phrase } from './say.js'
import { isMap, putAnswer, readPath, type Talk } from './state.js'
import { type AskPlace, askPlaceOf } from './take.js'
import { askAgain, openEntry, proceed } from './talks.js'
import type { Turn } from './turn.js'

type Sealed = Extract<MediaItem, { attachmentId: string }>
type Taker = { save: string; caption?: string | undefined; next: string; depth: number }

/** Files go where the question, or the nearest flow around it, takes them. */
export function onMedia(turn: Turn, media: MediaItem[], caption: string): void {
  const sealed = sealedOf(media)
  const refusal = refusalOf(turn, media)
  const place = askPlaceOf(turn)
  if (!place) return startWith(turn, sealed, caption, refusal)
  if (sealed.length === 0 && (refusal || caption === '')) {
    askAgain(turn, refusal || phrase(turn, 'no_picture_here'))
    return
  }
  if (place.node.input === 'media') return addHere(turn, place, sealed, caption, refusal)
  const taker = takerOf(turn, place)
  if (!taker) {
    askAgain(turn, phrase(turn, 'no_picture_here'))
    return
  }
  if (refusal) turn.memory.replies.push({ text: refusal })
  append(place.talk, taker.save, sealed)
  if (caption && taker.caption && !appendText(place, taker.caption, caption))
    turn.memory.replies.push({ text: phrase(turn, 'too_long', { max: MAX_TEXT }) })
  handOver(turn, place.talk, taker)
}

/** Why nothing of this is taken here, empty where there is no file at all; null where something is taken. */
export function refusalHere(turn: Turn, media: MediaItem[]): string | null {
  if (sealedOf(media).length === 0) return refusalOf(turn, media)
  const place = askPlaceOf(turn)
  const isTaken = !place || place.node.input === 'media' || takerOf(turn, place) !== undefined
  return isTaken ? null : [phrase(turn, 'no_picture_here'), refusalOf(turn, media)].filter(Boolean).join('\n')
}

function sealedOf(media: MediaItem[]): Sealed[] {
  return media.filter(isSealed)
}

/** What was sent above a talk that now runs again, for it. */
export function onHanded(turn: Turn): void {
  if (!turn.handed) return
  const { text, media } = turn.handed
  turn.handed = null
  onMedia(turn, media.filter(isSealed), text)
}

function isSealed(item: Json): item is Sealed {
  return isMap(item) && typeof item['attachmentId'] === 'string'
}

function startWith(turn: Turn, sealed: Sealed[], caption: string, refusal: string): void {
  if (refusal) turn.memory.replies.push({ text: refusal })
  if (sealed.length === 0) return openEntry(turn, 'menu')
  openEntry(turn, 'free', { ...(caption ? { firstText: caption } : {}), attachments: sealed })
}

/** A question for files takes one after another until the person says that it is all. */
function addHere(turn: Turn, place: AskPlace, sealed: Sealed[], caption: string, refusal: string): void {
  const { node, talk } = place
  if (node.save) append(talk, node.save, sealed)
  if (caption && node.caption) appendText(place, node.caption, caption)
  const kept = node.save ? readPath(talk.answers, node.save) : []
  const count = Array.isArray(kept) ? kept.length : 0
  const said = sealed.length > 0 ? phrase(turn, 'pictures_kept', { count }) : phrase(turn, 'words_kept')
  askAgain(turn, [said, refusal].filter(Boolean).join('\n\n'))
}

function takerOf(turn: Turn, { node, talk }: AskPlace): Taker | undefined {
  if (node.media) return { ...node.media, depth: talk.frames.length }
  for (let depth = talk.frames.length; depth > 0; depth -= 1) {
    const frame = talk.frames[depth - 1]
    const media = frame && findFlow(turn.library, frame)?.defaults?.media
    if (media) return { ...media, depth }
  }
  return undefined
}

function handOver(turn: Turn, talk: Talk, { next, depth }: Taker): void {
  talk.frames = talk.frames
    .slice(0, depth)
    .map((frame, index) => (index === depth - 1 ? { ...frame, node: next } : frame))
  proceed(turn, talk)
}

function append(talk: Talk, path: string, sealed: Sealed[]): void {
  const before = readPath(talk.answers, path)
  const items: Json[] = sealed.map(({ attachmentId, mime, size }) => ({ attachmentId, mime, size }))
  putAnswer(talk, path, [...(Array.isArray(before) ? before : []), ...items])
}

function refusalOf(turn: Turn, media: MediaItem[]): string {
  const reasons = media.flatMap((item) => ('refused' in item ? [item.refused] : []))
  return [...new Set(reasons)].map((reason) => phrase(turn, 'refused', { reason })).join('\n')
}
