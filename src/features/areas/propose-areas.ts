import type { EffectResult } from '../../platform/effects.js'
import { type Area, isValidOn } from './areas.js'
import { type AreaIndex, type AreaMatch, findAreas } from './find-areas.js'

export type AreaBook = { index: AreaIndex; byCode: ReadonlyMap<string, Area> }

const MOST_SHOWN = 8

/** What a typed name may mean, as a numbered list; never a guess. `day` is yyyy-mm-dd. */
export function proposeAreas(text: string, { index, byCode }: AreaBook, day: string): EffectResult {
  const matches = findAreas(text, index, day).slice(0, MOST_SHOWN)
  const only = matches[0]
  if (!only) return { outcome: 'none' }
  if (matches.length === 1) return { outcome: 'one', facts: { area: toFact(only.area, byCode) } }
  const areas = matches.map((match) => ({ value: match.area.code, label: labelOf(match, byCode) }))
  return { outcome: 'many', facts: { areas } }
}

export function proposeAreaByCode(code: string, { byCode }: AreaBook, day: string): EffectResult {
  const area = byCode.get(code)
  if (!area || !isValidOn(area, day)) return { outcome: 'none' }
  return { outcome: 'found', facts: { area: toFact(area, byCode) } }
}

function toFact(area: Area, byCode: ReadonlyMap<string, Area>) {
  return { code: area.code, name: fullName(area, byCode) }
}

function labelOf({ area, alias }: AreaMatch, byCode: ReadonlyMap<string, Area>): string {
  return alias ? `${fullName(area, byCode)} (trước là ${alias.name})` : fullName(area, byCode)
}

function fullName(area: Area, byCode: ReadonlyMap<string, Area>): string {
  const province = area.kind === 'province' ? undefined : byCode.get(area.provinceCode)
  return province ? `${area.name}, ${province.name}` : area.name
}
