/** How many bytes may be on their way through memory at once, for everybody together. One file alone always may. */
export function makeByteBudget(maxBytes: number) {
  let inFlight = 0
  const waiting: { bytes: number; enter: (release: () => void) => void }[] = []
  const hasRoom = (bytes: number) => inFlight === 0 || inFlight + bytes <= maxBytes

  const take = (bytes: number) => {
    inFlight += bytes
    return () => {
      inFlight -= bytes
      for (let [next] = waiting; next && hasRoom(next.bytes); [next] = waiting) {
        waiting.shift()
        next.enter(take(next.bytes))
      }
    }
  }

  return {
    /** Nothing when there is no room now. */
    reserve: (bytes: number): (() => void) | undefined => (hasRoom(bytes) ? take(bytes) : undefined),
    /** In the order of asking, so that a big file is not overtaken for ever. */
    async within<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
      const isNext = waiting.length === 0 && hasRoom(bytes)
      const release = isNext ? take(bytes) : await new Promise<() => void>((enter) => waiting.push({ bytes, enter }))
      try {
        return await work()
      } finally {
        release()
      }
    },
  }
}
