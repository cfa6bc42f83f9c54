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

/** Nearest first; `distance` counts letters that are wrong, missing, too many or swapped. */
export function similarNames(compact: string, { names, groups }: NameGroups): { name: string; distance: number }[] {
  if (compact.length < 3 || compact.length > MOST_LETTERS) return []
  const allowed = compact.length < 5 ? 1 : 2
  const shared = new Map<number, number>()
  for (const group of groupsOf(compact)) {
    for (const id of groups.get(group) ?? []) shared.set(id, (shared.get(id) ?? 0) + 1)
  }
  // A wrong letter spoils three groups, two swapped letters four.
  const least = Math.max(1, compact.length - 4 * allowed)
  return [...shared]
    .filter(([, count]) => count >= least)
    .map(([id]) => names[id] ?? '')
    .filter((name) => Math.abs(name.length - compact.length) <= allowed)
    .map((name) => ({ name, distance: distanceOf(compact, name) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_KEPT)
}

function groupsOf(name: string): Set<string> {
  const padded = `  ${name} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))
}

/** Restricted Damerau-Levenshtein; both names are short. */
function distanceOf(a: string, b: string): number {
  let [before, previous] = [[] as number[], Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    ;[before, previous] = [previous, current]
  }
  return at(previous, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
