/**
 * Who finds no place is given one as soon as there is: `onFree` gets it, as from `enter`. The same `id` again, while it
 * waits, changes nothing.
 */
export type Guest = { id: string; onFree(leave: () => void): void }
/** Takes a place for a call under `key`; null when all are taken. */
export type Gate = { enter(key: string, guest: Guest): (() => void) | null }

const MAX_WAITING = 5_000

/**
 * At most `places` calls at once under each key, in this process: a platform that does not answer then holds up its
 * own chats and nobody else's. Whoever finds no place goes away and is called in the order of coming; nobody who comes
 * by at the right moment passes the line. Who finds the line full as well is left to a sweep.
 */
export function makeGate(places: number): Gate {
  const rooms = new Map<string, Room>()
  const leaveOf = (room: Room) => {
    let isInside = true
    return () => {
      if (!isInside) return
      isInside = false
      const [next] = room.line.values()
      if (next) room.line.delete(next.id)
      else room.inside -= 1
      next?.onFree(leaveOf(room))
    }
  }
  return {
    enter(key, guest) {
      const room = rooms.get(key) ?? { inside: 0, line: new Map() }
      rooms.set(key, room)
      if (room.inside >= places) {
        if (room.line.size < MAX_WAITING && !room.line.has(guest.id)) room.line.set(guest.id, guest)
        return null
      }
      room.inside += 1
      return leaveOf(room)
    },
  }
}

/** `line` in the order of coming. */
type Room = { inside: number; line: Map<string, Guest> }
