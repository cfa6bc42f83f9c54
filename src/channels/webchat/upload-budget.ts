/** How many bytes may be on their way into memory at once, for all visitors together. */
export function makeUploadBudget(maxBytes: number) {
  let inFlight = 0
  return {
    /** Nothing when there is no room now. */
    reserve(bytes: number): (() => void) | undefined {
      if (inFlight > 0 && inFlight + bytes > maxBytes) return undefined
      inFlight += bytes
      return () => {
        inFlight -= bytes
      }
    },
  }
}
