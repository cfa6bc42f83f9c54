/** Names without spaces, by their groups of three letters: what one or two wrong letters leave standing. */
export type NameGroups = { names: readonly string[]; groups: ReadonlyMap<string, Uint16Array> }

const MOST_LETTERS = 40
const MOST_KEPT = 24

export function groupNames(compactNames: Iterable<string>): NameGroups {
  const names = [...new Set(compactNames)].filter((name) => name.length > 1 && name.length <= MOST_LETTERS)
  const lists = new Map<string, number[]>()
  for (const [id, name] of names.entries()) {
    for (const group of groupsOf(name)) {
      const list = lists.get(group)
      if (list) list.push(id)
      else lists.set(group, [id])
    }
  }
  return { names, groups: new Map([...lists].map(([group, ids]) => [group, Uint16Array.from(ids)])) }
}

/** Nearest first; `distance` counts letters that are wrong, missing, too many or swapped. Two only where one finds none. */
export function similarNames(compact: string, grouped: NameGroups): { name: string; distance: number }[] {
  if (compact.length < 3 || compact.length > MOST_LETTERS) return []
  const shared = countShared(compact, grouped)
  for (let allowed = 1; allowed <= (compact.length < 5 ? 1 : 2); allowed += 1) {
    // A wrong letter spoils three groups, two swapped letters four; one group may stand twice in a name.
    const least = Math.max(1, compact.length - 4 * allowed)
    const found = grouped.names
      .filter((name, id) => (shared[id] ?? 0) >= least && Math.abs(name.length - compact.length) <= allowed)
      .map((name) => ({ name, distance: distanceUpTo(allowed, compact, name) }))
      .filter(({ distance }) => distance <= allowed)
    if (found.length > 0)
      return found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1)).slice(0, MOST_KEPT)
  }
  return []
}

function countShared(compact: string, { names, groups }: NameGroups): Uint8Array {
  const shared = new Uint8Array(names.length)
  for (const group of groupsOf(compact)) {
    for (const id of groups.get(group) ?? []) shared[id] = (shared[id] ?? 0) + 1
  }
  return shared
}

function groupsOf(name: string): Set<string> {
  const padded = `  ${name} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))
}

/** Restricted Damerau-Levenshtein, given up once it is more than `most`; both names are short. */
function distanceUpTo(most: number, a: string, b: string): number {
  let [before, previous, current] = [
    new Uint8Array(b.length + 1),
    new Uint8Array(b.length + 1),
    new Uint8Array(b.length + 1),
  ]
  for (let column = 0; column <= b.length; column += 1) previous[column] = column
  for (let row = 1; row <= a.length; row += 1) {
    current[0] = row
    let least = row
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a.charCodeAt(row - 1) === b.charCodeAt(column - 1)
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (isSame ? 0 : 1),
      )
      if (row > 1 && column > 1 && isSwapped(a, row, b, column)) cost = Math.min(cost, at(before, column - 2) + 1)
      current[column] = cost
      if (cost < least) least = cost
    }
    if (least > most) return least
    ;[before, previous, current] = [previous, current, before]
  }
  return at(previous, b.length)
}

function isSwapped(a: string, row: number, b: string, column: number): boolean {
  return a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
}

function at(row: Uint8Array, column: number): number {
  return row[column] ?? MOST_LETTERS
}
