import type { EffectResult } from '../../platform/effects.js'
import { type Area, type AreaAlias, isValidOn, placeName } from './areas.js'
import type { AreaIndex } from './area-index.js'
import type { AreaMatch } from './area-match.js'
import { findAreas, type Lookup } from './find-areas.js'

export type AreaBook = { index: AreaIndex; byCode: ReadonlyMap<string, Area> }
/** `before`: what was typed when the list was too long; the new words then say which of these. */
export type PlaceWords = { text: string; before?: string | null | undefined }

const MOST_SHOWN = 8

/** What a typed name may mean, as a numbered list; never a guess. `more`: so many did not fit on it. */
export function proposeAreas({ text, before }: PlaceWords, { index, byCode }: AreaBook, lookup: Lookup): EffectResult {
  const narrowed = before
    ? narrow(findAreas(before, index, lookup), findAreas(`${before}, ${text}`, index, lookup))
    : []
  const fresh = findAreas(text, index, lookup)
  const known = new Set(narrowed.map(({ area }) => area.code))
  const matches = [...narrowed, ...fitting(fresh).filter(({ area }) => !known.has(area.code))]
  const [only] = matches
  if (!only) return { outcome: 'none' }
  if (matches.length === 1) return { outcome: 'one', facts: { area: factOf(only, byCode) } }
  const areas = matches.slice(0, MOST_SHOWN).map((match) => ({ value: match.area.code, label: labelOf(match, byCode) }))
  return { outcome: 'many', facts: { areas, more: matches.length - areas.length } }
}

export function proposeAreaByCode(code: string, { byCode }: AreaBook, day: string): EffectResult {
  const area = byCode.get(code)
  if (!area || !isValidOn(area, day)) return { outcome: 'none' }
  return { outcome: 'found', facts: { area: toFact(area, byCode) } }
}

/** The commune of a shared place, and those across its near border; always to be confirmed. */
export function proposeAreasAt(codes: readonly string[], { byCode }: AreaBook, day: string): EffectResult {
  const areas = codes.map((code) => byCode.get(code)).filter((area) => area !== undefined && isValidOn(area, day))
  const facts = areas.slice(0, MOST_SHOWN).flatMap((area) => (area ? [toFact(area, byCode)] : []))
  const [only] = facts
  if (!only) return { outcome: 'none' }
  if (facts.length === 1) return { outcome: 'one', facts: { area: only } }
  return { outcome: 'many', facts: { areas: facts.map(({ code, name }) => ({ value: code, label: name })), more: 0 } }
}

/** Those that fit what was said beside the name; where none does, all. */
function fitting(matches: readonly AreaMatch[]): readonly AreaMatch[] {
  const near = matches.filter((match) => match.near > 0)
  return near.length > 0 ? near : matches
}

/** Those that the added words fit best; none where these tell nothing more than was known `before`. */
function narrow(before: readonly AreaMatch[], after: readonly AreaMatch[]): readonly AreaMatch[] {
  const known = new Map(before.map(({ area, near }) => [area.code, near]))
  const gainOf = ({ area, near }: AreaMatch) => near - (known.get(area.code) ?? 0)
  const most = Math.max(1, ...after.map(gainOf))
  const found = after.filter((match) => gainOf(match) === most)
  return found.length < after.length ? found : []
}

function toFact(area: Area, byCode: ReadonlyMap<string, Area>) {
  return { code: area.code, name: fullName(area, byCode) }
}

/** Whoever typed a former name reads why another is asked about. */
function factOf(match: AreaMatch, byCode: ReadonlyMap<string, Area>) {
  const fact = toFact(match.area, byCode)
  const label = labelOf(match, byCode)
  return label === fact.name ? fact : { ...fact, label }
}

/** Why it stands on the list is said where its present name does not say it. */
function labelOf({ area, alias }: AreaMatch, byCode: ReadonlyMap<string, Area>): string {
  const name = fullName(area, byCode)
  return alias && alias.kind !== 'other' ? `${name} (${formerWords(alias)})` : name
}

function formerWords({ name, kind, within, isPartial, until }: AreaAlias): string {
  const former = within ? `${name}, ${within}` : name
  if (kind === 'former_name') return until ? `trước ngày ${dayWords(until)} là ${name}` : `trước là ${name}`
  if (kind === 'old_district' || kind === 'old_province') return `thuộc ${former} cũ`
  return isPartial ? `một phần ${former} cũ` : `trước là ${former}`
}

function dayWords(day: string): string {
  return day.split('-').reverse().map(Number).join('/')
}

function fullName(area: Area, byCode: ReadonlyMap<string, Area>): string {
  return placeName(area.name, byCode.get(area.provinceCode)?.name ?? area.name)
}
