import { cleanText, foldText, nameKey, toneKey } from '../../engine/text-key.js'
import { type Area, type AreaAlias, isValidOn } from './areas.js'

/** Best first. `old_name`: a name from before; `other_kind`: the citizen wrote "phường" and this is a xã. */
export type MatchKind = 'exact' | 'exact_without_marks' | 'old_name' | 'other_kind' | 'prefix' | 'contains'
export type AreaMatch = { area: Area; kind: MatchKind; alias?: AreaAlias; why: string }
export type AreaIndex = { entries: readonly Entry[] }

/**
 * Everything that the words may mean, best first; it never decides, because a name alone cannot. What stands after
 * a comma ("An Phú, Quảng Ngãi") only orders. `on` is a day, yyyy-mm-dd.
 */
export function findAreas(query: string, index: AreaIndex, on: string): AreaMatch[] {
  const text = cleanText(query).slice(0, 200)
  const [place = '', ...context] = text.split(/[,;\n/]/).filter((part) => foldText(part) !== '')
  const entries = index.entries.filter((entry) => isValidOn(entry.area, on))
  const named = matchesOf(wordsOf(place), entries)
  const matches = named.length > 0 ? named : matchesOf(wordsOf(text), entries)
  const nearby = context.map((part) => areasNamed(wordsOf(part), entries))
  return bestOfEachArea(withoutGuesses(matches))
    .map((match) => ({ ...match, near: sum(nearby.map((areas) => nearness(match.area, areas))) }))
    .sort((a, b) => order(a) - order(b) || b.near - a.near || b.weight - a.weight || byLevelAndCode(a.area, b.area))
    .map(({ area, kind, alias, why }) => ({ area, kind, why, ...(alias && { alias }) }))
}

export function makeAreaIndex(areas: readonly Area[]): AreaIndex {
  const entries = areas.flatMap((area) => [
    entryOf(area, area.name),
    ...area.aliases.map((alias) => entryOf(area, alias.name, alias)),
  ])
  return { entries }
}

/** A name or an alias, in every form that it is compared by. */
type Entry = Words & { area: Area; alias?: AreaAlias }
type Words = {
  text: string
  fold: string
  tone: string
  key: string
  kind: string | undefined
  shortFold: string
  shortTone: string
}
/** `weight`: what is written with the same tones, and earlier, comes first: addresses go from small to large. */
type Candidate = AreaMatch & { weight: number; isWholeWords: boolean }

const KINDS: [kind: string, written: RegExp][] = [
  ['phuong', /^(?:(?:phường|phuong) |p\. ?|f\. ?|p (?=\S)|p(?=\d))/],
  ['xa', /^(?:(?:xã|xa) |x\. ?|x (?=\S))/],
  ['thi_tran', /^(?:(?:thị trấn|thi tran) |tt\. ?|tt )/],
  ['dac_khu', /^(?:đặc khu|dac khu) /],
  ['thi_xa', /^(?:(?:thị xã|thi xa) |tx\. ?|tx )/],
  ['thanh_pho', /^(?:(?:thành phố|thanh pho) |tp\.? ?)/],
  ['quan', /^(?:(?:quận|quan) |q\. ?|q (?=\S)|q(?=\d))/],
  ['huyen', /^(?:(?:huyện|huyen)(?: (?:đảo|dao))? |h\. ?|h (?=\S))/],
  ['tinh', /^(?:tỉnh|tinh) /],
]
const ORDER: MatchKind[] = ['exact', 'exact_without_marks', 'old_name', 'other_kind', 'prefix', 'contains']

function entryOf(area: Area, name: string, alias?: AreaAlias): Entry {
  return { ...wordsOf(name), area, ...(alias && { alias }) }
}

function wordsOf(name: string): Words {
  const text = name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
  const lower = text.toLowerCase()
  const [kind, written] = KINDS.find(([, pattern]) => pattern.test(lower)) ?? []
  const rest = written ? lower.replace(written, '') : lower
  const short = rest === '' ? lower : rest
  return {
    text,
    kind: rest === '' ? undefined : kind,
    key: nameKey(short),
    ...{ fold: foldText(text), tone: toneKey(text), shortFold: foldText(short), shortTone: toneKey(short) },
  }
}

function matchesOf(query: Words, entries: readonly Entry[]): Candidate[] {
  if (query.key.length < 1) return []
  return entries.flatMap((entry) => {
    const kind = compare(query, entry)
    return kind ? [candidate(query, entry, kind)] : []
  })
}

function compare(query: Words, entry: Entry): MatchKind | undefined {
  if (query.key === entry.key) return compareSameName(query, entry)
  if (query.shortFold.length >= 2 && (startsWith(entry, query.shortFold) || startsWith(entry, query.fold))) {
    return 'prefix'
  }
  return contains(query, entry) ? 'contains' : undefined
}

function compareSameName(query: Words, entry: Entry): MatchKind {
  const isWholeName = query.fold === entry.fold || query.fold === entry.shortFold
  const isSameKind = query.kind === undefined || query.kind === entry.kind
  if (!isWholeName && !isSameKind) return 'other_kind'
  if (entry.alias) return 'old_name'
  const tones = [query.tone, query.shortTone]
  return tones.includes(entry.tone) || tones.includes(entry.shortTone) ? 'exact' : 'exact_without_marks'
}

function startsWith(entry: Entry, start: string): boolean {
  return entry.fold.startsWith(start) || entry.shortFold.startsWith(start)
}

/** One name inside the other, by whole words; a name of one short word must come with its kind ("xã Hiếu"). */
function contains(query: Words, entry: Entry): boolean {
  if (query.shortFold.length >= 3 && hasWords(entry.shortFold, query.shortFold)) return true
  const isDistinct = entry.shortFold.includes(' ')
  return isDistinct ? hasWords(query.fold, entry.shortFold) : hasWords(query.fold, entry.fold)
}

function hasWords(text: string, words: string): boolean {
  return words !== '' && ` ${text} `.includes(` ${words} `)
}

function candidate(query: Words, entry: Entry, kind: MatchKind): Candidate {
  const { area, alias } = entry
  const isSameTones = query.tone.includes(entry.shortTone) || entry.tone.includes(query.shortTone)
  const weight = (isSameTones ? 0.5 : 0) - Math.max(0, query.fold.indexOf(entry.shortFold))
  const isWholeWords = hasWords(entry.fold, query.shortFold)
  return { area, kind, weight, isWholeWords, why: whyOf(kind, entry), ...(alias && { alias }) }
}

function whyOf(kind: MatchKind, { area, alias }: Entry): string {
  if (alias) return `${ALIAS_WORDS[alias.kind]}: ${alias.name}${alias.isPartial ? ' (một phần)' : ''}`
  switch (kind) {
    case 'exact':
      return 'Đúng tên hiện nay'
    case 'exact_without_marks':
      return 'Đúng tên hiện nay nếu không xét dấu'
    case 'other_kind':
      return `Cùng tên nhưng hiện nay là ${area.name}`
    case 'prefix':
      return 'Tên bắt đầu bằng chữ đã viết'
    default:
      return 'Tên có trong câu đã viết'
  }
}

const ALIAS_WORDS: { [kind in AreaAlias['kind']]: string } = {
  old_commune: 'Xã, phường cũ',
  old_district: 'Thuộc địa bàn cũ',
  old_province: 'Tỉnh, thành cũ',
  other: 'Tên gọi khác',
}

/** Half a word is a guess, worth listing only while no whole name fits: "Đức Phổ" is not "Đức Phong". */
function withoutGuesses(candidates: readonly Candidate[]): readonly Candidate[] {
  const isNamed = candidates.some((found) => order(found) <= ORDER.indexOf('old_name'))
  return isNamed ? candidates.filter((found) => found.kind !== 'prefix' || found.isWholeWords) : candidates
}

function bestOfEachArea(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>()
  for (const found of candidates) {
    const known = best.get(found.area.code)
    if (!known || order(found) < order(known) || (order(found) === order(known) && found.weight > known.weight)) {
      best.set(found.area.code, found)
    }
  }
  return [...best.values()]
}

function areasNamed(words: Words, entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.filter((entry) => entry.key === words.key).map((entry) => entry.area.code))
}

function nearness(area: Area, codes: ReadonlySet<string>): number {
  return codes.has(area.code) ? 2 : codes.has(area.provinceCode) ? 1 : 0
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function order({ kind }: AreaMatch): number {
  return ORDER.indexOf(kind)
}

function byLevelAndCode(a: Area, b: Area): number {
  return Number(a.kind === 'province') - Number(b.kind === 'province') || a.code.localeCompare(b.code)
}
