import { foldText } from '../../../src/engine/text-key.js'
import type { Area } from '../../../src/features/areas/areas.js'
import { type Random, seededRandom } from '../../harness/random.js'

/** What somebody types, and the area that they mean. */
export type Query = { text: string; code: string }

const LETTERS = 'aeiouhnt'

/** Names as people write them: with and without marks, old and new, with the province, joined, misspelt, in a sentence. */
export function makeQueries(areas: readonly Area[], count: number, seed: number): Query[] {
  const random = seededRandom(seed)
  const provinces = new Map(areas.filter(({ kind }) => kind === 'province').map(({ code, name }) => [code, name]))
  const communes = areas.filter(({ kind }) => kind !== 'province')
  return Array.from({ length: count }, (_, at) => {
    const area = communes[random.upTo(communes.length)] as Area
    const alias = area.aliases[random.upTo(Math.max(1, area.aliases.length))]
    const name = at % 3 === 0 && alias ? alias.name : area.name
    const province = provinces.get(area.provinceCode) ?? ''
    const write = WRITERS[at % WRITERS.length] as Writer
    return { text: write(name, province, random), code: area.code }
  })
}

type Writer = (name: string, province: string, random: Random) => string

const WRITERS: readonly Writer[] = [
  (name, province) => `${name}, ${province}`,
  (name, province) => foldText(`${name} ${province}`),
  (name) => name,
  (name, province) => `${foldText(name)}, ${foldText(province)}`,
  (name, province) => `tôi ở ${name} ${province}`,
  (name, province, random) => `${misspell(foldText(name), random)}, ${foldText(province)}`,
  (name) => foldText(name).replaceAll(' ', ''),
  (name) =>
    name
      .toUpperCase()
      .replace(/^XÃ/, 'X.')
      .replace(/^PHƯỜNG/, 'P.'),
]

/** One letter wrong, missing, too many, or swapped with the next. */
function misspell(name: string, random: Random): string {
  const at = 4 + random.upTo(Math.max(1, name.length - 5))
  const letter = LETTERS[random.upTo(LETTERS.length)] ?? 'a'
  const [before, after] = [name.slice(0, at), name.slice(at)]
  const ways = [before + letter + after.slice(1), before + after.slice(1), before + letter + after]
  const swapped = before + (after[1] ?? '') + (after[0] ?? '') + after.slice(2)
  return [...ways, swapped][random.upTo(4)] ?? name
}
