import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { sendSignal } from '../../platform/signals.js'
import { stopClock } from '../deadlines/tip-clocks.js'
import type { Officer } from '../officers/as-officer.js'
import { canAskReporter, insertTipNotice } from './ask-reporter.js'
import { checkOutcome, findTipNumber, type OutcomeCheck, type OutcomeCode } from './outcomes.js'
import { type HeldTip, takeTip } from './take-tip.js'
import { insertTipEvent } from './tip-events.js'

const ERASE_AFTER_MS = 12 * 60 * 60 * 1000

const WHY: Record<Exclude<OutcomeCheck['kind'], 'ok'>, string> = {
  lead_only: 'Chỉ chỉ huy được kết luận báo tin sai.',
  needs_reason: 'Cần nêu lý do của kết quả.',
  ask_first: 'Trước khi kết luận không đủ thông tin, cần hỏi người báo tin ít nhất một lần.',
  needs_master: 'Với tin trùng, hãy ghi số của tin gốc (ví dụ 2026-000123) trong lý do.',
}

/** Closes the tip with an outcome of the closed list; a job tells each reporter. Under the officer's role. */
export async function decideTip(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  number: string,
  { code, reason }: { code: OutcomeCode; reason: string },
): Promise<void> {
  const tip = await takeTip(tx, deps, officer, number)
  await assertAllowed(tx, officer, tip, code, reason)
  const at = deps.clock.now()
  await stopClock(tx, tip.id, 'pass_on', at)
  await stopClock(tx, tip.id, 'resolve', at)
  await stopClock(tx, tip.id, 'prosecutor', at)
  await tx
    .updateTable('tip')
    .set({
      status: 'closed',
      outcomeCode: code,
      outcomeReason: reason.trim(),
      closedAt: at,
      closedBy: officer.id,
      holderId: null,
      holderUntil: null,
      // What is outside our scope is not kept: the reported account data go within 24 hours (P9).
      ...(code === 'khong_thuoc_pham_vi' && { eraseAt: new Date(at.getTime() + ERASE_AFTER_MS) }),
    })
    .where('id', '=', tip.id)
    .execute()
  await insertTipEvent(tx, deps, officer, tip.id, { type: 'decided', data: { outcome: code, reason: reason.trim() } })
  await insertTipNotice(tx, tip.id, 'outcome', { code }, at)
  await sendSignal(tx, 'tip', tip.unitId)
}

async function assertAllowed(tx: Tx, officer: Officer, tip: HeldTip, code: OutcomeCode, reason: string): Promise<void> {
  const asked = await tx
    .selectFrom('tipMessage')
    .select('id')
    .where('tipId', '=', tip.id)
    .where('author', '=', 'officer')
    .limit(1)
    .execute()
  const check = checkOutcome(code, reason, {
    role: officer.role,
    asked: asked.length,
    canAsk: await canAskReporter(tx, tip),
  })
  if (check.kind === 'lead_only') throw new AppError('forbidden', WHY.lead_only)
  if (check.kind !== 'ok') throw new AppError('invalid', WHY[check.kind], { reason: WHY[check.kind] })
  if (code !== 'trung_lap') return
  const master = findTipNumber(reason)
  const seen = await tx
    .selectFrom('tip')
    .select('id')
    .where('number', '=', master ?? '')
    .executeTakeFirst()
  if (!seen || master === tip.number) {
    throw new AppError('invalid', `Không tìm thấy tin gốc ${master}.`, { reason: `Không tìm thấy tin gốc ${master}.` })
  }
}
