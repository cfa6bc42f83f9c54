import { cleanText, foldText } from '../../engine/text-key.js'
import type { AreaIndex, Entry } from './area-index.js'
import {
  type AreaMatch,
  bestOfEachArea,
  byFit,
  type Candidate,
  compareSameName,
  nearness,
  withoutGuesses,
} from './area-match.js'
import { spellOut, wordsOf } from './area-words.js'
import { type Area, isValidOn } from './areas.js'
import { STAGES } from './match-stages.js'

/** `on` is a day, yyyy-mm-dd. `nearCode`: the area of the page that was written to, whose province comes first. */
export type Lookup = { on: string; nearCode?: string | null | undefined }

const MOST_LETTERS = 200
const COMMUNE_KINDS = ['phuong', 'xa', 'thi_tran', 'dac_khu']

/**
 * Everything that the words may mean, best first; it never decides, because a name alone cannot. What stands beside
 * the name ("An Phú, Quảng Ngãi") only orders.
 */
export function findAreas(query: string, index: AreaIndex, { on, nearCode }: Lookup): AreaMatch[] {
  const text = spellOut(cleanText(query.slice(0, 4 * MOST_LETTERS)).slice(0, MOST_LETTERS))
  const coded = index.byCode.get(codeOf(text))
  if (coded && isValidOn(coded, on)) return [{ area: coded, kind: 'exact', why: 'Đúng mã', near: 0 }]
  const { place, beside } = splitAddress(text, index)
  const found = firstMatches([place, text], index, on)
  const nearby = beside.map((part) => areasNamed(part, index))
  const home = index.byCode.get(nearCode ?? '')?.provinceCode
  return bestOfEachArea(withoutGuesses(found))
    .map((match) => ({ ...match, near: match.near + sum(nearby.map((codes) => nearness(match.area, codes))) }))
    .sort((a, b) => byFit(a, b) || isAt(b.area, home) - isAt(a.area, home) || b.weight - a.weight || byCode(a, b))
    .map(({ weight: _weight, ...match }) => match)
}

/** "21439", "mã 21439": what stands between is nothing to look for. */
function codeOf(text: string): string {
  return foldText(text).replace(/^ma(?: (?:so|xa|phuong|dia ban))?[ :]+(?=\d+$)/, '')
}

/** "12 Trần Hưng Đạo, phường Đức Phổ, Quảng Ngãi": the part that says that it is a commune, else the first. */
function splitAddress(text: string, index: AreaIndex): { place: string; beside: string[] } {
  const parts = text.split(/[,;\n/]/).filter((part) => foldText(part) !== '')
  const told = parts.findIndex((part) => COMMUNE_KINDS.includes(wordsOf(part).kind ?? ''))
  const place = parts[Math.max(0, told)] ?? ''
  const { name, province } = splitProvince(place, index)
  return { place: name, beside: [...parts.filter((part) => part !== place), ...province] }
}

/** "tân thành tây ninh": without a comma, a province at the end stands beside the name all the same. */
function splitProvince(place: string, { byKey, byFold }: AreaIndex): { name: string; province: string[] } {
  const words = place.trim().split(/\s+/)
  if (byKey.has(wordsOf(place).key)) return { name: place, province: [] }
  for (let at = 1; at < words.length; at += 1) {
    const rest = words.slice(at).join(' ')
    const isProvince = byFold.get(foldText(rest))?.some(({ area }) => area.kind === 'province')
    if (isProvince) return { name: words.slice(0, at).join(' '), province: [rest] }
  }
  return { name: place, province: [] }
}

function firstMatches(texts: readonly string[], index: AreaIndex, on: string): Candidate[] {
  for (const text of new Set(texts)) {
    const query = wordsOf(text)
    if (query.key === '') continue
    for (const stage of STAGES) {
      const found = stage(query, index).filter(({ area }) => isValidOn(area, on))
      if (found.length > 0) return found
    }
  }
  return []
}

/** With the kind that was written: "quận 3" is not everything that has a 3. Initials only where no name is so. */
function areasNamed(text: string, { byKey, byInitials }: AreaIndex): ReadonlySet<string> {
  const words = wordsOf(text)
  const isMeant = (entry: Entry) => !['other_kind', undefined].includes(compareSameName(words, entry))
  const named = (byKey.get(words.key) ?? []).filter(isMeant)
  return new Set((named.length > 0 ? named : (byInitials.get(words.fold) ?? [])).map(({ area }) => area.code))
}

function isAt(area: Area, province: string | undefined): number {
  return Number(area.provinceCode === province)
}

function byCode(a: AreaMatch, b: AreaMatch): number {
  return Number(b.area.kind === 'province') - Number(a.area.kind === 'province') || (a.area.code < b.area.code ? -1 : 1)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
