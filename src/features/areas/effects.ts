import { localDay } from '../../engine/local-day.js'
import { z } from 'zod'
import type { Effects } from '../../platform/effects.js'
import { type AreaBook, proposeAreaByCode, proposeAreas } from './propose-areas.js'

/** Looking up where. Days are those of `timeZone`. */
export function areaEffects(readBook: () => Promise<AreaBook>, timeZone: string): Effects {
  return {
    async find_area(_tx, { clock }, _context, args) {
      const { text } = z.object({ text: z.string() }).parse(args)
      return proposeAreas(text, await readBook(), localDay(clock.now(), timeZone))
    },
    async find_area_by_code(_tx, { clock }, _context, args) {
      const { code } = z.object({ code: z.string() }).parse(args)
      return proposeAreaByCode(code, await readBook(), localDay(clock.now(), timeZone))
    },
  }
}
