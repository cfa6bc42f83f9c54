import type { Edge } from '../../console/edge.js'
import type { Role } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { isPassword } from './passwords.js'
import { startSession } from './sessions.js'
import type { SignInLimits } from './sign-in-limits.js'

export type SignIn =
  | { kind: 'signed_in'; token: string; role: Role }
  /** Wrong password, unknown name, switched off: one answer for all, in the same time. */
  | { kind: 'wrong' }
  | { kind: 'too_many' }

export async function signIn(
  { db, deps }: Edge,
  limits: SignInLimits,
  typed: { username: string; password: string; network: string },
): Promise<SignIn> {
  const username = typed.username.toLowerCase()
  if (!(await limits.take(username, typed.network))) return { kind: 'too_many' }
  const found = await db
    .selectFrom('officer')
    .select(['id', 'role', 'isActive', 'passwordHash'])
    .where('username', '=', username)
    .executeTakeFirst()
  const isRight = await isPassword(found?.passwordHash ?? null, typed.password)
  const at = deps.clock.now()
  if (!found || !isRight || !found.isActive) {
    // What was typed as a name may be a password: it is written nowhere.
    const object = found ? `officer:${username}` : 'officer:?'
    await db
      .transaction()
      .execute((tx) => writeAudit(tx, { at, officerId: found?.id ?? null, action: 'sign_in_failed', object }))
    return { kind: 'wrong' }
  }
  await limits.giveBack(username, typed.network)
  const token = await db.transaction().execute(async (tx) => {
    await writeAudit(tx, { at, officerId: found.id, action: 'sign_in', object: `officer:${username}` })
    return startSession(tx, deps, found.id)
  })
  return { kind: 'signed_in', token, role: found.role as Role }
}
