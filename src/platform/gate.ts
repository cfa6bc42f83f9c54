/** Takes a place for a call under `key`; null when all are taken, and then `onFree` is called once one may be. */
export type Gate = { enter(key: string, onFree?: () => void): (() => void) | null }

const MAX_WAITING = 5_000

/**
 * At most `places` calls at once under each key, in this process: a platform that does not answer then holds up its
 * own chats and nobody else's. Whoever finds no place goes away; nothing waits in here but the wish to be woken.
 */
export function makeGate(places: number): Gate {
  const taken = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()
  return {
    enter(key, onFree) {
      const inside = taken.get(key) ?? 0
      if (inside >= places) {
        const line = waiting.get(key) ?? []
        waiting.set(key, line)
        if (onFree && line.length < MAX_WAITING) line.push(onFree)
        return null
      }
      taken.set(key, inside + 1)
      return () => {
        taken.set(key, (taken.get(key) ?? 1) - 1)
        waiting.get(key)?.shift()?.()
      }
    },
  }
}
