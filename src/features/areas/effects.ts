import { localDay } from '../../engine/local-day.js'
import { z } from 'zod'
import type { Effects } from '../../platform/effects.js'
import { findAreasAt } from './find-areas-at.js'
import { type AreaBook, proposeAreaByCode, proposeAreas, proposeAreasAt } from './propose-areas.js'

const Words = z.object({
  text: z.string(),
  before: z.string().nullish(),
  nearCode: z.string().nullish(),
})
const Point = z.object({ point: z.object({ latitude: z.number(), longitude: z.number() }) })

/** Looking up where. Days are those of `timeZone`. */
export function areaEffects(readBook: () => Promise<AreaBook>, timeZone: string): Effects {
  return {
    async find_area(_tx, { clock }, _context, args) {
      const { text, before, nearCode } = Words.parse(args)
      return proposeAreas({ text, before }, await readBook(), { on: localDay(clock.now(), timeZone), nearCode })
    },
    async find_area_by_code(_tx, { clock }, _context, args) {
      const { code } = z.object({ code: z.string() }).parse(args)
      return proposeAreaByCode(code, await readBook(), localDay(clock.now(), timeZone))
    },
    /** The point finds the commune and is forgotten: it stands in no answer, tip or log. */
    async find_area_at(tx, { clock }, _context, args) {
      const found = await findAreasAt(tx, Point.parse(args).point)
      if (found === 'no_boundaries') return { outcome: 'no_boundaries' }
      return proposeAreasAt(found, await readBook(), localDay(clock.now(), timeZone))
    },
  }
}
