import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer, Role } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { selectOfficer } from './sessions.js'

const PREFIX = 'anninh_'
export const SCOPES = ['tips:read', 'tips:write'] as const
export type Scope = (typeof SCOPES)[number]

/** The token is shown once; only its keyed hash is stored. Its holder has the officer's role and unit, and no more. */
export async function createToken(
  tx: Tx,
  deps: Deps,
  wanted: { username: string; scopes: readonly Scope[]; name?: string },
): Promise<string> {
  const { username, scopes, name = scopes.join(' ') } = wanted
  const officer = await tx
    .selectFrom('officer')
    .select('id')
    .where('username', '=', username.toLowerCase())
    .where('isActive', '=', true)
    .executeTakeFirst()
  if (!officer) throw new AppError('not_found', `there is no active officer ${username}`)
  const token = `${PREFIX}${deps.ids.bytes(32).toString('base64url')}`
  const tokenHash = deps.keys.hash('api-token', token)
  await tx
    .insertInto('apiToken')
    .values({ tokenHash, officerId: officer.id, name, scopes: [...scopes] })
    .execute()
  const data = { scopes: [...scopes] }
  await writeAudit(tx, {
    at: deps.clock.now(),
    officerId: null,
    action: 'token.create',
    object: `officer:${username}`,
    data,
  })
  return token
}

/** Null for unknown, revoked, and switched-off officers alike. */
export async function findTokenOfficer(
  db: Db,
  deps: Deps,
  token: string,
): Promise<{ officer: Officer; scopes: Scope[] } | null> {
  if (!token.startsWith(PREFIX)) return null
  const tokenHash = deps.keys.hash('api-token', token)
  const found = await selectOfficer(db)
    .innerJoin('apiToken', 'apiToken.officerId', 'officer.id')
    .select('apiToken.scopes')
    .where('tokenHash', '=', tokenHash)
    .where('revokedAt', 'is', null)
    .where('officer.isActive', '=', true)
    .executeTakeFirst()
  if (!found) return null
  await touch(db, tokenHash, deps.clock.now())
  const { scopes, ...officer } = found
  return {
    officer: { ...officer, role: officer.role as Role },
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
  }
}

/** At most once a minute: a busy caller must not turn every read into a write. */
async function touch(db: Db, tokenHash: Buffer, now: Date): Promise<void> {
  await db
    .updateTable('apiToken')
    .set({ lastUsedAt: now })
    .where('tokenHash', '=', tokenHash)
    .where(sql<boolean>`(last_used_at is null or last_used_at < ${new Date(now.getTime() - 60_000)})`)
    .execute()
}
