import type { Area, AreaAlias } from './areas.js'
import { type Words, wordsOf } from './area-words.js'
import { groupNames, type NameGroups } from './similar-names.js'

/** A name or an alias of an area. */
export type Entry = Words & { area: Area; alias?: AreaAlias }
type Lists = ReadonlyMap<string, readonly Entry[]>
/** Made once for all names; a look-up then touches only what may match. */
export type AreaIndex = {
  byCode: ReadonlyMap<string, Area>
  byKey: Lists
  /** By the whole name and by the short one, without marks. */
  byFold: Lists
  byWord: Lists
  byCompact: Lists
  /** Old districts by their first letters: "gv" is Gò Vấp. */
  byInitials: Lists
  /** The keys of `byFold`, sorted: for what begins with the typed letters. */
  starts: readonly string[]
  similar: NameGroups
}

export function makeAreaIndex(areas: readonly Area[]): AreaIndex {
  const words = onceEach(wordsOf)
  const entries: Entry[] = areas.flatMap((area) => [
    { ...words(area.name), area },
    ...area.aliases.map((alias) => ({ ...words(alias.name), area, alias })),
  ])
  const byFold = listsOf(entries, ({ fold, shortFold }) => [fold, shortFold])
  const byCompact = listsOf(entries, ({ fold, shortFold }) => [compactOf(fold), compactOf(shortFold)])
  return {
    byCode: new Map(areas.map((area) => [area.code, area])),
    byKey: listsOf(entries, ({ key }) => [key]),
    byFold,
    byWord: listsOf(entries, ({ shortFold }) => shortFold.split(' ')),
    byCompact,
    byInitials: listsOf(entries, initialsOf),
    starts: [...byFold.keys()].sort(),
    similar: groupNames(entries.map(({ shortFold }) => compactOf(shortFold))),
  }
}

function initialsOf({ alias, shortFold }: Entry): string[] {
  const words = shortFold.split(' ')
  return alias?.kind === 'old_district' && words.length > 1 ? [words.map((word) => word.slice(0, 1)).join('')] : []
}

/** "duc pho" and "ducpho" are written the same without spaces. */
export function compactOf(fold: string): string {
  return fold.replace(/[^\p{L}\p{N}]/gu, '')
}

/** Entries whose name, with or without its kind, begins with these letters; the first `most` names. */
export function startingWith(start: string, { starts, byFold }: AreaIndex, most: number): Entry[] {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? '') < start) low = middle + 1
    else high = middle
  }
  const found: Entry[] = []
  for (let at = low, names = 0; names < most && starts[at]?.startsWith(start); at += 1, names += 1) {
    found.push(...(byFold.get(starts[at] ?? '') ?? []))
  }
  return found
}

/** Thousands of old names were those of several communes or districts. */
function onceEach<Result>(make: (name: string) => Result): (name: string) => Result {
  const made = new Map<string, Result>()
  return (name) => {
    const known = made.get(name) ?? make(name)
    made.set(name, known)
    return known
  }
}

function listsOf(entries: readonly Entry[], keysOf: (entry: Entry) => readonly string[]): Map<string, Entry[]> {
  const lists = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) {
      const list = lists.get(key)
      if (list) list.push(entry)
      else lists.set(key, [entry])
    }
  }
  return lists
}
