import { type AreaIndex, compactOf, type Entry, startingWith } from './area-index.js'
import {
  type Candidate,
  compareSameName,
  isNamed,
  nearness,
  similarWeight,
  standsIn,
  toCandidate,
} from './area-match.js'
import { hasWords, type Words } from './area-words.js'
import { similarNames } from './similar-names.js'

/** From the surest to the least sure. */
export type Stage = (query: Words, index: AreaIndex) => Candidate[]

const LONGEST_NAME = 8
const MOST_STARTS = 40

/** The same name, with or without marks, kind and spaces. Where the kind was written and fits, others are not meant. */
const named: Stage = (query, index) => {
  const found = sameKey(query, index)
  if (!found.some(isNamed)) return []
  const isWhole = query.kind !== undefined && found.some(({ kind }) => kind.startsWith('exact'))
  return isWhole ? found.filter(({ kind }) => kind !== 'other_kind') : found
}

/** "ducpho", "brvt". */
const spaceless: Stage = (query, index) => {
  const compact = compactOf(query.fold)
  if (compact.length < 2) return []
  const entries = index.byCompact.get(compact) ?? []
  return entries.map((entry) => toCandidate(query, entry, entry.alias ? 'old_name' : 'exact_without_marks'))
}

/** The same name of another kind, half a word, a part of a name, or names inside a sentence. */
const partly: Stage = (query, index) => {
  const starts = [...new Set([query.shortFold, query.fold])].filter((start) => start.length >= 2)
  const prefixes = starts.flatMap((start) => startingWith(start, index, MOST_STARTS))
  return [
    ...sameKey(query, index),
    ...prefixes.map((entry) => toCandidate(query, entry, 'prefix')),
    ...containing(query, index).map((entry) => toCandidate(query, entry, 'contains')),
    ...inSentence(query, index),
  ]
}

/** One or two letters wrong; what looks like a kind may be a part of the name ("tinh kheo"). */
const alike: Stage = (query, index) => {
  const found = alikeTo(query, compactOf(query.shortFold), index)
  return found.length > 0 || query.kind === undefined ? found : alikeTo(query, compactOf(query.fold), index)
}

/** "BMT": the first letters of an old city or district, where nothing else fits. */
const initials: Stage = (query, { byInitials }) => {
  const entries = query.fold.length < 3 ? [] : (byInitials.get(query.fold) ?? [])
  return entries.map((entry) => toCandidate(query, entry, 'contains'))
}

export const STAGES: readonly Stage[] = [named, spaceless, partly, alike, initials]

function sameKey(query: Words, index: AreaIndex): Candidate[] {
  return (index.byKey.get(query.key) ?? []).flatMap((entry) => {
    const kind = compareSameName(query, entry)
    return kind ? [toCandidate(query, entry, kind)] : []
  })
}

function alikeTo(query: Words, compact: string, index: AreaIndex): Candidate[] {
  return similarNames(compact, index.similar).flatMap(({ name, distance }) =>
    (index.byCompact.get(name) ?? []).map((entry) => ({
      ...toCandidate(query, entry, 'similar'),
      weight: similarWeight(entry, compact, distance),
    })),
  )
}

/** Longer names that have the typed words in a row. */
function containing({ shortFold }: Words, { byWord }: AreaIndex): Entry[] {
  if (shortFold.length < 3) return []
  const lists = shortFold.split(' ').map((word) => byWord.get(word) ?? [])
  const shortest = lists.reduce((least, list) => (list.length < least.length ? list : least), lists[0] ?? [])
  return shortest.filter((entry) => hasWords(entry.shortFold, shortFold))
}

/** The names in a sentence, each as long as it can be; each says of the others where they lie. */
function inSentence(query: Words, index: AreaIndex): Candidate[] {
  const segments = segmentsOf(query, index)
  const codes = segments.map((entries) => new Set(entries.map(({ area }) => area.code)))
  return segments.flatMap((entries, own) =>
    entries.map((entry) => ({
      ...toCandidate(query, entry, 'contains'),
      near: codes.reduce((sum, others, other) => sum + (other === own ? 0 : nearness(entry.area, others)), 0),
    })),
  )
}

/** Two names may share a word ("đảo Lý Sơn": Đạo Lý, Lý Sơn): the one that is written with its marks is meant. */
function segmentsOf(query: Words, index: AreaIndex): Entry[][] {
  const words = query.fold.split(' ')
  const segments: { entries: Entry[]; end: number; isMarked: boolean }[] = []
  for (let at = 0; at < words.length; at += 1) {
    const { entries, length } = longestName(words.slice(at, at + LONGEST_NAME), query, index)
    const last = segments.at(-1)
    const end = at + length
    if (entries.length === 0 || (last && end <= last.end)) continue
    const isMarked = entries.some(({ shortTone }) => hasWords(query.tone, shortTone))
    const isShared = last !== undefined && at < last.end
    if (isShared && last.isMarked && !isMarked) continue
    if (isShared && isMarked && !last.isMarked) segments.pop()
    segments.push({ entries, end, isMarked })
  }
  return segments.map(({ entries }) => entries)
}

function longestName(
  words: readonly string[],
  query: Words,
  { byFold }: AreaIndex,
): { entries: Entry[]; length: number } {
  for (let length = words.length; length > 0; length -= 1) {
    const entries = byFold.get(words.slice(0, length).join(' '))?.filter((entry) => standsIn(query, entry)) ?? []
    if (entries.length > 0) return { entries, length }
  }
  return { entries: [], length: 1 }
}
