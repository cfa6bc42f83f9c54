import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { asOfficer, type Officer } from '../officers/as-officer.js'
import { auditBulletin, changedMeanwhile, lockFor, noteEvent } from './own-bulletin.js'
import { publishBulletin } from './publish.js'

/** Nobody reads it from now on; everybody who asks for it reads why. */
export async function withdrawBulletin(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await asOfficer(tx, officer, async (limited) => {
    await lockFor(limited, officer, id, 'withdraw')
    await limited
      .updateTable('bulletin')
      .set({ state: 'withdrawn', withdrawnAt: deps.clock.now(), withdrawnBecause: reason })
      .where('id', '=', id)
      .execute()
    await noteEvent(limited, deps, officer, { id, type: 'withdrawn', data: { reason } })
  })
  await auditBulletin(tx, deps, officer, { id, type: 'withdrawn', data: { reason } })
}

/** Puts the approved version where everybody reads, without sending it to anybody. */
export async function publishApproved(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await asOfficer(tx, officer, async (limited) => {
    const row = await lockFor(limited, officer, id, 'publish')
    if (row.version !== version) throw changedMeanwhile(id)
    await publishBulletin(limited, deps, { bulletinId: id, version, officerId: officer.id })
  })
  await auditBulletin(tx, deps, officer, { id, type: 'published', data: { version } })
}
