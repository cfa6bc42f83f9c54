import type { Rings } from '../boundaries.js'

type Position = Rings[number][number]
type Side = { from: Position; to: Position; west: number; east: number }

/** Two sides of a ring cross in their middles; a ring that only touches itself is no mistake. */
export function crossesItself(ring: Rings[number]): boolean {
  const sides = sidesOf(ring).toSorted((a, b) => a.west - b.west)
  let open: Side[] = []
  for (const side of sides) {
    open = open.filter(({ east }) => east >= side.west)
    if (open.some((other) => cross(side, other))) return true
    open.push(side)
  }
  return false
}

function sidesOf(ring: Rings[number]): Side[] {
  return ring.slice(1).map((to, at) => {
    const from = ring[at] ?? to
    return { from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) }
  })
}

function cross(one: Side, other: Side): boolean {
  return (
    turn(one.from, one.to, other.from) * turn(one.from, one.to, other.to) < 0 &&
    turn(other.from, other.to, one.from) * turn(other.from, other.to, one.to) < 0
  )
}

/** Left of the line 1, right of it -1, on it 0; coordinates have no more than some ten digits. */
function turn(from: Position, to: Position, point: Position): number {
  const area = (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0])
  return Math.abs(area) < 1e-13 ? 0 : Math.sign(area)
}
