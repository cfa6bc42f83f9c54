import { foldText } from '../../engine/text-key.js'

export type NamedOrganisation = { id: string; name: string; areaName: string }

const MOST_SHOWN = 8

/** Those whose name or place has every typed word, whatever its marks; names that begin so come first. */
export function findOrganisations<O extends NamedOrganisation>(typed: string, all: readonly O[]): O[] {
  const wanted = foldText(typed)
  const words = wanted.split(' ').filter((word) => word !== '')
  if (words.length === 0) return []
  return all
    .map((one) => ({ one, name: foldText(one.name), whole: ` ${foldText(`${one.name} ${one.areaName}`)}` }))
    .filter(({ whole }) => words.every((word) => whole.includes(` ${word}`)))
    .map((found) => ({ ...found, rank: found.name === wanted ? 0 : found.name.startsWith(wanted) ? 1 : 2 }))
    .sort((a, b) => a.rank - b.rank || a.one.name.localeCompare(b.one.name, 'vi'))
    .slice(0, MOST_SHOWN)
    .map(({ one }) => one)
}
