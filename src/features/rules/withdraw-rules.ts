import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import { findRuleVersion, listWaitingRules, type RuleVersion } from '../tips/rules-store.js'
import { requireRuleEditor } from './draft.js'

/** Takes a version back whose day has not come: what holds until then goes on holding. 409 where it waits no more. */
export async function withdrawRules(
  tx: Tx,
  { clock }: Deps,
  officer: Officer,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const at = clock.now()
  await asOfficer(tx, officer, async (limited) => {
    await requireWaiting(limited, id, at)
    const who = { withdrawnBy: officer.id, withdrawnByName: officer.displayName }
    const { numInsertedOrUpdatedRows } = await limited
      .insertInto('ruleWithdrawal')
      .values({ ...who, versionId: id, withdrawnAt: at, reason })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    // Somebody took it back at the same moment.
    if (numInsertedOrUpdatedRows !== 1n) await requireWaiting(limited, id, at)
  })
  await writeAudit(tx, { at, officerId: officer.id, action: 'rules.withdraw', object: `rules:${id}`, data: { reason } })
}

/** The version, as long as it waits for its day. */
export async function requireWaiting(limited: Tx, id: string, now: Date): Promise<RuleVersion> {
  await requireRuleEditor(limited)
  const version = await findRuleVersion(limited, id)
  const waiting = await listWaitingRules(limited, now)
  if (version && waiting.some((one) => one.id === id)) return version
  throw waitsNoMore(id, version)
}

function waitsNoMore(id: string, version: RuleVersion | null): AppError {
  const back = '/console/rules'
  if (!version?.withdrawn) return new AppError('conflict', `Phiên bản ${id} không chờ đến ngày áp dụng.`, { back })
  const { at, byName } = version.withdrawn
  const who = { by: byName, at: at.toISOString() }
  return new AppError('conflict', `${byName} đã rút lại phiên bản ${id}.`, { ...who, back })
}
