import type { Catalogue, SignOwner } from './categories.js'
import { type Reading, readMessage } from './message-words.js'
import type { Match } from './sign-matcher.js'

export type FoundSign = Match<SignOwner>
/** `denied` are the places of words right after "không", "chưa bị" …, and of the signs that begin there. */
export type DeniedReading = Reading & { denied: ReadonlySet<number> }
export type SignsRead = { signs: FoundSign[]; readings: DeniedReading[] }

/** Each sign once, however often it stands there and in whichever reading. */
export function readSigns(text: string, catalogue: Pick<Catalogue, 'findSigns'>): SignsRead {
  const found = new Map<SignOwner, FoundSign>()
  const readings = readMessage(text).map((reading) => {
    const matches = catalogue.findSigns(reading)
    const denied = new Set(matches.flatMap((match) => (match.owner.kind === 'denial' ? placesOf(match, 1) : [])))
    for (const match of withoutParts(meantOf(matches, denied)))
      if (!found.has(match.owner)) found.set(match.owner, match)
    const signs = matches.filter(({ owner, from }) => owner.kind !== 'denial' && denied.has(from))
    return { ...reading, denied: new Set([...denied, ...signs.flatMap((sign) => placesOf(sign, 0))]) }
  })
  return { signs: [...found.values()], readings }
}

/** The first place where a sign is neither denied nor, where it would be urgent, a part of an everyday word. */
function meantOf(matches: readonly FoundSign[], denied: ReadonlySet<number>): FoundSign[] {
  const harmless = new Set(matches.flatMap((match) => (match.owner.kind === 'harmless' ? placesOf(match, 0) : [])))
  const meant = new Map<SignOwner, FoundSign>()
  for (const match of matches) {
    const { owner, from, to } = match
    if (owner.kind === 'denial' || owner.kind === 'harmless' || denied.has(from) || meant.has(owner)) continue
    if (owner.kind === 'urgent' && (harmless.has(from) || harmless.has(to))) continue
    meant.set(owner, match)
  }
  return [...meant.values()]
}

/** Its words' places, or those that many words further. */
function placesOf({ from, to }: FoundSign, further: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at + further)
}

/** A sign inside a longer one of the same owner says nothing more, nor does a second one on the same words. */
function withoutParts(found: readonly FoundSign[]): FoundSign[] {
  const heaviest = [...found].sort((a, b) => b.owner.weight - a.owner.weight)
  return heaviest.filter((one, at) => !heaviest.some((other, otherAt) => covers(other, one, otherAt < at)))
}

function covers(other: FoundSign, one: FoundSign, isFirst: boolean): boolean {
  if (other.owner.kind !== one.owner.kind || other.owner.code !== one.owner.code) return false
  if (other.from === one.from && other.to === one.to) return isFirst
  return other.from <= one.from && one.to <= other.to && !other.shown.includes('…')
}
