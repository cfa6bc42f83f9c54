/** `[#####     ]`, full only when all is done. */
export function drawBar({ done, all, width }: { done: number; all: number; width: number }): string {
  const full = all === 0 ? 0 : Math.floor((done / all) * width)
  return `[${'#'.repeat(full)}${' '.repeat(width - full)}]`
}

const WINDOW_MS = 10_000

/** How many were done a second over the last ten seconds, from what it is told now and then. */
export function makeSpeedometer(): (done: number, nowMs: number) => number {
  const seen: { done: number; at: number }[] = []
  return (done, nowMs) => {
    seen.push({ done, at: nowMs })
    while (seen.length > 2 && (seen[1]?.at ?? 0) < nowMs - WINDOW_MS) seen.shift()
    const [first] = seen
    const seconds = first ? (nowMs - first.at) / 1000 : 0
    return first && seconds > 0 ? (done - first.done) / seconds : 0
  }
}
