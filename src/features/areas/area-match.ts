import type { Area, AreaAlias } from './areas.js'
import { compactOf, type Entry } from './area-index.js'
import { hasWords, type Words } from './area-words.js'

/** Best first. `old_name`: a name from before; `other_kind`: the citizen wrote "phường" and this is a xã. */
export type MatchKind = 'exact' | 'exact_without_marks' | 'old_name' | 'other_kind' | 'prefix' | 'contains' | 'similar'
/** `near`: how well it fits what was said beside its name; 0 where nothing was, or nothing fits. */
export type AreaMatch = { area: Area; kind: MatchKind; alias?: AreaAlias; why: string; near: number }
/** `weight`: what is written with the same tones, and earlier, comes first: addresses go from small to large. */
export type Candidate = AreaMatch & { weight: number }

const ORDER: MatchKind[] = ['exact', 'exact_without_marks', 'old_name', 'other_kind', 'prefix', 'contains', 'similar']

function order({ kind }: Pick<AreaMatch, 'kind'>): number {
  return ORDER.indexOf(kind)
}

/** It bears exactly this name, today or before. */
export function isNamed(match: AreaMatch): boolean {
  return order(match) <= ORDER.indexOf('old_name')
}

/** Of two names with the same key; undefined where only a number is the same ("q9" is no Phường 9). */
export function compareSameName(query: Words, entry: Entry): MatchKind | undefined {
  const isWholeName = query.fold === entry.fold || query.fold === entry.shortFold
  const isSameKind = query.kind === undefined || query.kind === entry.kind
  if (!isWholeName && !isSameKind) return /^\d+$/.test(query.shortFold) ? undefined : 'other_kind'
  if (entry.alias) return 'old_name'
  const tones = [query.tone, query.shortTone]
  return tones.includes(entry.tone) || tones.includes(entry.shortTone) ? 'exact' : 'exact_without_marks'
}

export function toCandidate(query: Words, entry: Entry, kind: MatchKind): Candidate {
  const { area, alias } = entry
  const isSameTones = query.tone.includes(entry.shortTone) || entry.tone.includes(query.shortTone)
  const weight = (isSameTones ? 0.5 : 0) - Math.max(0, query.fold.indexOf(entry.shortFold))
  return { area, kind, weight, near: 0, why: whyOf(kind, entry), ...(alias && { alias }) }
}

/** A name inside a sentence; one of one short word must come with its kind ("xã Hiếu"). */
export function standsIn(query: Words, entry: Entry): boolean {
  return hasWords(query.fold, entry.shortFold.includes(' ') ? entry.shortFold : entry.fold)
}

export function bestOfEachArea(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>()
  for (const found of candidates) {
    const known = best.get(found.area.code)
    if (!known || order(found) < order(known) || (order(found) === order(known) && found.weight > known.weight)) {
      best.set(found.area.code, found)
    }
  }
  return [...best.values()]
}

/** Half a word is a guess, worth listing only while no whole name fits: "Đức Phổ" is not "Đức Phong". */
export function withoutGuesses(candidates: readonly Candidate[]): readonly Candidate[] {
  const isSure = candidates.some((found) => isNamed(found) || found.kind === 'other_kind')
  return isSure ? candidates.filter(({ kind }) => kind !== 'prefix') : candidates
}

/** What fits what was said beside it comes first, then what is surest. */
export function byFit(a: AreaMatch, b: AreaMatch): number {
  return Number(b.near > 0) - Number(a.near > 0) || order(a) - order(b) || b.near - a.near
}

export function nearness(area: Area, codes: ReadonlySet<string>): number {
  return codes.has(area.code) ? 2 : codes.has(area.provinceCode) ? 1 : 0
}

/** Fewer wrong letters weigh more; a missing space is none. */
export function similarWeight(entry: Entry, compact: string, distance: number): number {
  return -distance - Math.abs(compactOf(entry.shortFold).length - compact.length) / 10
}

function whyOf(kind: MatchKind, { area, alias }: Entry): string {
  const alike = kind === 'similar' ? 'Gần giống: ' : ''
  if (alias) return `${alike}${ALIAS_WORDS[alias.kind]}: ${alias.name}${alias.isPartial ? ' (một phần)' : ''}`
  switch (kind) {
    case 'exact':
      return 'Đúng tên hiện nay'
    case 'exact_without_marks':
      return 'Đúng tên hiện nay nếu không xét dấu'
    case 'other_kind':
      return `Cùng tên nhưng hiện nay là ${area.name}`
    case 'prefix':
      return 'Tên bắt đầu bằng chữ đã viết'
    case 'similar':
      return `Gần giống tên đã viết`
    default:
      return 'Tên có trong câu đã viết'
  }
}

const ALIAS_WORDS: { [kind in AreaAlias['kind']]: string } = {
  old_commune: 'Xã, phường cũ',
  old_district: 'Thuộc địa bàn cũ',
  old_province: 'Tỉnh, thành cũ',
  former_name: 'Tên trước đây',
  other: 'Tên gọi khác',
}
