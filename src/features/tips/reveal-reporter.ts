import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer, type Officer } from '../officers/as-officer.js'
import { getTip } from './read-tips.js'

export type Revealed = { phones: string[] }

/**
 * P5: opens what the reporters left to be reached by. A lead of a unit that works on the tip, a written reason, a
 * line in the audit log, in one transaction. Not under the officer's role as a whole: that role cannot read reporters.
 */
export async function revealReporter(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  number: string,
  reason: string,
): Promise<Revealed> {
  const tip = await asOfficer(tx, officer, (limited) => getTip(limited, number))
  if (officer.role !== 'lead') throw new AppError('forbidden', 'Chỉ chỉ huy được xem số liên hệ của người báo tin.')
  if (!tip.isOurs) throw new AppError('forbidden', 'Đơn vị của đồng chí chỉ được xem tin này, không xử lý.')
  const why = reason.trim()
  if (why.length < SHORTEST_REASON) throw new AppError('invalid', NEEDS_REASON, { reason: NEEDS_REASON })
  const data = { reason: why }
  await writeAudit(tx, {
    at: deps.clock.now(),
    officerId: officer.id,
    action: 'reporter_revealed',
    object: `tip:${number}`,
    data,
  })
  const reporters = await tx
    .selectFrom('tipReporter')
    .select(['id', 'contact'])
    .where('tipId', '=', tip.id)
    .where('contact', 'is not', null)
    .orderBy('createdAt')
    .execute()
  return {
    phones: reporters.flatMap(({ id, contact }) =>
      contact ? [deps.keys.open('contact', contact, id).toString('utf8')] : [],
    ),
  }
}

const SHORTEST_REASON = 10
const NEEDS_REASON = 'Xin ghi lý do cụ thể (ít nhất 10 ký tự). Lý do được lưu trong nhật ký.'
