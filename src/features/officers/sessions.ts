import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { Officer, Role } from '../../platform/officer.js'

const MINUTE_MS = 60_000
const IDLE_MS = 60 * MINUTE_MS
export const SESSION_HOURS = 12

type Found = { officer: Officer; formKey: string }

/** A new random token at every sign-in; only its keyed hash is stored. */
export async function startSession(tx: Tx, deps: Deps, officerId: string): Promise<string> {
  const token = deps.ids.bytes(32).toString('base64url')
  const now = deps.clock.now()
  await tx
    .insertInto('officerSession')
    .values({
      tokenHash: hashToken(deps, token),
      officerId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SESSION_HOURS * 60 * MINUTE_MS),
    })
    .execute()
  return token
}

/** `isActive` says that a person did something: it keeps an idle session alive for another hour. */
export async function findSession(db: Db, deps: Deps, token: string, isActive: boolean): Promise<Found | null> {
  const tokenHash = hashToken(deps, token)
  const now = deps.clock.now()
  const found = await selectOfficer(db)
    .innerJoin('officerSession', 'officerSession.officerId', 'officer.id')
    .select('officerSession.lastSeenAt')
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now)
    .where('lastSeenAt', '>', new Date(now.getTime() - IDLE_MS))
    .where('isActive', '=', true)
    .executeTakeFirst()
  if (!found) return null
  const { lastSeenAt, ...officer } = found
  if (isActive && now.getTime() - lastSeenAt.getTime() > MINUTE_MS) {
    await db.updateTable('officerSession').set({ lastSeenAt: now }).where('tokenHash', '=', tokenHash).execute()
  }
  const formKey = deps.keys.hash('form', token).toString('base64url').slice(0, 22)
  return { officer: { ...officer, role: officer.role as Role }, formKey }
}

export async function endSession(
  tx: Tx,
  deps: Deps,
  token: string,
): Promise<{ officerId: string; username: string } | null> {
  const ended = await tx
    .deleteFrom('officerSession')
    .using('officer')
    .whereRef('officer.id', '=', 'officerSession.officerId')
    .where('tokenHash', '=', hashToken(deps, token))
    .returning(['officerId', 'officer.username'])
    .executeTakeFirst()
  return ended ?? null
}

/** After a change of role, unit or password nobody goes on under the old terms. */
export async function endSessionsOf(tx: Tx, officerId: string): Promise<void> {
  await tx.deleteFrom('officerSession').where('officerId', '=', officerId).execute()
}

/** For a sweep. */
export async function dropOldSessions(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('officerSession')
    .where((where) =>
      where.or([where('expiresAt', '<=', now), where('lastSeenAt', '<=', new Date(now.getTime() - IDLE_MS))]),
    )
    .execute()
}

/** What the rest of the house knows of an officer. */
export function selectOfficer(db: Db) {
  return db
    .selectFrom('officer')
    .innerJoin('unit', 'unit.id', 'officer.unitId')
    .select([
      'officer.id',
      'officer.username',
      'officer.displayName',
      'officer.role',
      'officer.unitId',
      'unit.code as unitCode',
      'unit.name as unitName',
    ])
}

function hashToken(deps: Deps, token: string): Buffer {
  return deps.keys.hash('session', token)
}
