import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { useLink } from './one-time-links.js'
import { endSessionsOf, startSession } from './sessions.js'

/** Uses the link up. Returns the username, to sign in with. */
export async function setPasswordByLink(tx: Tx, deps: Deps, token: string, passwordHash: string): Promise<string> {
  const used = await useLink(tx, deps, 'set_password', token)
  if (!used?.officerId) throw new AppError('gone', 'Liên kết này đã được dùng hoặc đã quá hạn.')
  const { username } = await storePassword(tx, used.officerId, passwordHash)
  const line = {
    at: deps.clock.now(),
    officerId: used.officerId,
    action: 'officer.password_set',
    object: `officer:${username}`,
  }
  await writeAudit(tx, line)
  return username
}

/** Ends all sessions, also the thief's, and begins a new one for whoever knew the old password. */
export async function changeOwnPassword(tx: Tx, deps: Deps, officer: Officer, passwordHash: string): Promise<string> {
  await storePassword(tx, officer.id, passwordHash)
  const line = {
    at: deps.clock.now(),
    officerId: officer.id,
    action: 'officer.password_changed',
    object: `officer:${officer.username}`,
  }
  await writeAudit(tx, line)
  return startSession(tx, deps, officer.id)
}

async function storePassword(tx: Tx, officerId: string, passwordHash: string): Promise<{ username: string }> {
  await endSessionsOf(tx, officerId)
  return tx
    .updateTable('officer')
    .set({ passwordHash })
    .where('id', '=', officerId)
    .returning('username')
    .executeTakeFirstOrThrow()
}
