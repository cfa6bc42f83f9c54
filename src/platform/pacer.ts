import { setTimeout as delay } from 'node:timers/promises'

const SECOND_MS = 1_000
/** A clock over there that runs a little fast must not see one too many. */
const MARGIN_MS = 2

/** Makes a call under `key` when it cannot be one too many of any second. */
export type Pacer = { run<Result>(key: string, ratePerSecond: number, call: () => Promise<Result>): Promise<Result> }

type Line = { underWay: number; answeredAt: number[]; turn: Promise<void>; onAnswer: () => void }

/**
 * The platform counts a call somewhere between its leaving and its answer. So a call leaves only a second after the
 * answer of the one that it would be one too many with: whatever timers and networks do, no second holds more.
 */
export function makePacer(now: () => number = () => performance.now()): Pacer {
  const lines = new Map<string, Line>()
  const lineOf = (key: string): Line => {
    const line = lines.get(key) ?? { underWay: 0, answeredAt: [], turn: Promise.resolve(), onAnswer: () => undefined }
    lines.set(key, line)
    return line
  }
  return {
    async run(key, ratePerSecond, call) {
      if (ratePerSecond <= 0) return call()
      const line = lineOf(key)
      // One after another, in the order in which they came.
      const turn = line.turn.then(() => waitForTurn(line, ratePerSecond, now))
      line.turn = turn
      await turn
      try {
        return await call()
      } finally {
        line.underWay -= 1
        line.answeredAt.push(now())
        line.onAnswer()
      }
    },
  }
}

async function waitForTurn(line: Line, rate: number, now: () => number): Promise<void> {
  for (;;) {
    const since = now() - SECOND_MS - MARGIN_MS
    const stale = line.answeredAt.findIndex((at) => at > since)
    line.answeredAt.splice(0, stale < 0 ? line.answeredAt.length : stale)
    if (line.underWay + line.answeredAt.length < rate) break
    const [oldest] = line.answeredAt
    const answered = new Promise<void>((resolve) => (line.onAnswer = resolve))
    await (oldest === undefined ? answered : delay(Math.ceil(oldest - since)))
  }
  line.underWay += 1
}
