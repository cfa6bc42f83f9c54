import { localDay } from '../engine/local-day.js'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PROJECT_DIR } from '../config.js'
import { readContent } from '../content.js'
import { makeAreaIndex } from '../features/areas/area-index.js'
import { proposeAreaByCode, proposeAreas } from '../features/areas/propose-areas.js'
import { playFlow } from '../features/flows/play.js'
import { type PlayedEffect, playedEffects } from '../features/flows/play-effects.js'
import { findDanger, offerCategories, proposeCategory, proposeIdentifiers } from '../features/tips/propose.js'
import { UsageError } from './usage-error.js'

export async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
  const [flow] = positionals
  if (flow === undefined) throw new UsageError('name the flow to play, for example: npx anninh flows play report')
  const { stdin: input, stdout: output } = process
  const now = () => new Date()
  const effects = { ...playedEffects(), ...(await proposals(now)) }
  const isKnown = await playFlow({ folder: join(PROJECT_DIR, 'flows'), flow, input, output, now, effects })
  return isKnown ? 0 : 1
}

/** What is read and proposed comes from the real content and rules; only what would be stored is played. */
async function proposals(now: () => Date): Promise<{ [name: string]: PlayedEffect }> {
  const { areas, catalogue } = await readContent(join(PROJECT_DIR, 'content'))
  const book = { index: makeAreaIndex(areas), byCode: new Map(areas.map((area) => [area.code, area])) }
  const day = () => localDay(now())
  return {
    suggest_category: ({ text }) => proposeCategory(String(text), catalogue),
    find_danger: ({ text }) => findDanger(String(text), catalogue),
    list_categories: () => offerCategories(catalogue),
    find_identifiers: ({ text }) => proposeIdentifiers(String(text)),
    find_area: ({ text, before }) =>
      proposeAreas({ text: String(text), before: typeof before === 'string' ? before : null }, book, { on: day() }),
    find_area_by_code: ({ code }) => proposeAreaByCode(String(code), book, day()),
  }
}
