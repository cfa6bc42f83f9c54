import type { Reach } from './audience.js'

/** An account as the sender of bulletins sees it. `name` is what officers call it. */
export type SendingAccount = {
  id: string
  name: string
  /** Calls a second; 0: no limit. */
  ratePerSecond: number
  windowHours?: number
  perPersonPerMonth?: number
}

export function reachOf(accounts: readonly SendingAccount[]): Reach {
  return Object.fromEntries(
    accounts.map(({ id, windowHours, perPersonPerMonth }) => [
      id,
      {
        ...(windowHours !== undefined && { windowHours }),
        ...(perPersonPerMonth !== undefined && { perPersonPerMonth }),
      },
    ]),
  )
}
