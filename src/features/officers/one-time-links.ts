import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'

const HOUR_MS = 3_600_000
type Kind = 'first_admin' | 'set_password'
type NewLink = { kind: Kind; officerId: string | null; hours: number }

/** Replaces the earlier links of this kind and officer. Only the token's keyed hash is stored. */
export async function makeOneTimeLink(tx: Tx, deps: Deps, { kind, officerId, hours }: NewLink): Promise<string> {
  const token = deps.ids.bytes(32).toString('base64url')
  const now = deps.clock.now()
  await dropLinks(tx, kind, officerId)
  await tx
    .insertInto('oneTimeLink')
    .values({
      kind,
      officerId,
      tokenHash: hashToken(deps, token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + hours * HOUR_MS),
    })
    .execute()
  return token
}

export async function dropLinks(tx: Tx, kind: Kind, officerId: string | null): Promise<void> {
  await tx
    .deleteFrom('oneTimeLink')
    .where('kind', '=', kind)
    .where('usedAt', 'is', null)
    .where('officerId', 'is not distinct from', officerId)
    .execute()
}

/** Looks without using it up: mail scanners open links too. */
export async function isOpenLink(db: Db, deps: Deps, kind: Kind, token: string): Promise<boolean> {
  const link = await db
    .selectFrom('oneTimeLink')
    .select('kind')
    .where('tokenHash', '=', hashToken(deps, token))
    .where('kind', '=', kind)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', deps.clock.now())
    .executeTakeFirst()
  return link !== undefined
}

/** Of two that come at once, one gets it. */
export async function useLink(
  tx: Tx,
  deps: Deps,
  kind: Kind,
  token: string,
): Promise<{ officerId: string | null } | null> {
  const now = deps.clock.now()
  const used = await tx
    .updateTable('oneTimeLink')
    .set({ usedAt: now })
    .where('tokenHash', '=', hashToken(deps, token))
    .where('kind', '=', kind)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('officerId')
    .executeTakeFirst()
  return used ?? null
}

function hashToken(deps: Deps, token: string): Buffer {
  return deps.keys.hash('one-time-link', token)
}
