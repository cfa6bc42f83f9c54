import { CompiledQuery } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db } from '../../platform/db.js'
import type { Keys } from '../../platform/keys.js'

const MINUTE = 60
const PER_PERSON = { points: 10, duration: 15 * MINUTE, keyPrefix: 'person' }
const PER_NETWORK = { points: 60, duration: 15 * MINUTE, keyPrefix: 'address' }

export type SignInLimits = {
  /** Counts one attempt; false when there were too many. Counted before the password is looked at. */
  take(username: string, network: string): Promise<boolean>
  /** A right password takes its attempts back. */
  giveBack(username: string, network: string): Promise<void>
}

/**
 * Wrong sign-ins per person and network, and per network, for all web processes together. Never per person alone:
 * anybody could then lock an officer out from afar.
 */
export function signInLimits(db: Db, keys: Keys): SignInLimits {
  const person = limiter(db, PER_PERSON)
  const place = limiter(db, PER_NETWORK)
  const keyOf = (...parts: string[]) => keys.hash('sign-in', parts.join('\n')).toString('base64url')
  return {
    async take(username, network) {
      const isPlaceFine = await consume(place, keyOf(network))
      return (await consume(person, keyOf(username, network))) && isPlaceFine
    },
    async giveBack(username, network) {
      await person.delete(keyOf(username, network))
      await place.reward(keyOf(network), 1)
    },
  }
}

/** For a sweep. */
export async function dropOldSignInCounts(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('signInThrottle').where('expire', '<', String(now.getTime())).execute()
}

function limiter(db: Db, limits: typeof PER_PERSON): RateLimiterPostgres {
  const storeClient = {
    query: ({ text, values }: { text: string; values: unknown[] }) => db.executeQuery(CompiledQuery.raw(text, values)),
  }
  return new RateLimiterPostgres({
    ...limits,
    storeClient,
    storeType: 'client',
    tableName: 'sign_in_throttle',
    tableCreated: true,
    clearExpiredByTimeout: false,
  })
}

async function consume(limits: RateLimiterPostgres, key: string): Promise<boolean> {
  try {
    await limits.consume(key, 1)
    return true
  } catch (refused) {
    // The library says "too many" by throwing its result; anything else is a real error.
    if (refused instanceof RateLimiterRes) return false
    throw refused
  }
}
