import { z } from 'zod'
import type { Effects } from '../../platform/effects.js'
import { type Area, isValidOn } from './areas.js'
import { type AreaIndex, type AreaMatch, findAreas } from './find-areas.js'

const MOST_SHOWN = 8

export type AreaBook = { index: AreaIndex; byCode: ReadonlyMap<string, Area> }

/** Looking up where: a typed name gives what it may mean, never a guess. Days are those of `timeZone`. */
export function areaEffects(readBook: () => Promise<AreaBook>, timeZone: string): Effects {
  const dayOf = (now: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now)
  return {
    async find_area(_tx, deps, _context, args) {
      const { text } = z.object({ text: z.string() }).parse(args)
      const { index, byCode } = await readBook()
      const matches = findAreas(text, index, dayOf(deps.clock.now())).slice(0, MOST_SHOWN)
      const only = matches[0]
      if (!only) return { outcome: 'none' }
      if (matches.length === 1) return { outcome: 'one', facts: { area: toFact(only.area, byCode) } }
      const areas = matches.map((match) => ({ value: match.area.code, label: labelOf(match, byCode) }))
      return { outcome: 'many', facts: { areas } }
    },
    async find_area_by_code(_tx, deps, _context, args) {
      const { code } = z.object({ code: z.string() }).parse(args)
      const { byCode } = await readBook()
      const area = byCode.get(code)
      if (!area || !isValidOn(area, dayOf(deps.clock.now()))) return { outcome: 'none' }
      return { outcome: 'found', facts: { area: toFact(area, byCode) } }
    },
  }
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
