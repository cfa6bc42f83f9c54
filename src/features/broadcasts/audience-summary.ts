import type { AudienceCount } from './audience.js'
import { estimateSeconds } from './broadcast-rules.js'
import type { SendingAccount } from './sending-account.js'

export type AudienceSummary = {
  accounts: { name: string; now: number; quiet: number; ineligible: { reason: string; people: number }[] }[]
  /** Those who get it: now, or when their quiet hours end. */
  people: number
  seconds: number
}

/** By account, the largest first. An account that is off has no name here any more. */
export function summariseAudience(
  counts: readonly AudienceCount[],
  accounts: readonly SendingAccount[],
): AudienceSummary {
  const ids = [...new Set(counts.map(({ accountId }) => accountId))]
  const rows = ids.map((id) => {
    const own = counts.filter(({ accountId }) => accountId === id)
    const eligible = own.filter(({ reason }) => reason === null)
    const account = accounts.find((one) => one.id === id)
    return {
      name: account?.name ?? id,
      ratePerSecond: account?.ratePerSecond ?? 0,
      now: sum(eligible.filter(({ isQuiet }) => !isQuiet)),
      quiet: sum(eligible.filter(({ isQuiet }) => isQuiet)),
      ineligible: own.flatMap(({ reason, people }) => (reason === null ? [] : [{ reason, people }])),
    }
  })
  const waiting = rows.map(({ now, quiet, ratePerSecond }) => ({ people: now + quiet, ratePerSecond }))
  return {
    accounts: rows.map(({ ratePerSecond: _rate, ...row }) => row).sort((a, b) => b.now + b.quiet - (a.now + a.quiet)),
    people: waiting.reduce((total, { people }) => total + people, 0),
    seconds: estimateSeconds(waiting),
  }
}

function sum(counts: readonly AudienceCount[]): number {
  return counts.reduce((total, { people }) => total + people, 0)
}
