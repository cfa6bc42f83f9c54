import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { sendSignal } from '../../platform/signals.js'
import { writeAudit } from '../audit/write-audit.js'
import { type Extension, extendTerm } from '../deadlines/extension.js'
import { holdCalendar } from '../deadlines/holidays-store.js'
import { findRunningClock, moveRunningClock } from '../deadlines/tip-clocks.js'
import { asOfficer, type Officer } from '../officers/as-officer.js'
import { lockOwnTip } from './own-tip.js'
import { insertTipEvent } from './tip-events.js'

const SHORTEST_REASON = 10
const EXTENDED_ALREADY = 'Thời hạn vừa được gia hạn rồi. Xin tải lại tin để xem hạn mới.'
const NEEDS_REASON = 'Xin ghi lý do gia hạn cụ thể (ít nhất 10 ký tự). Lý do được lưu trong nhật ký.'
export const EXTENSION_REFUSALS: Readonly<Record<Exclude<Extension['kind'], 'extended'>, string>> = {
  spent: 'Thời hạn giải quyết đã được gia hạn hai lần, không gia hạn thêm được nữa.',
  not_running: 'Thời hạn giải quyết không còn chạy nên không gia hạn được.',
}

type Extended = Extract<Extension, { kind: 'extended' }>

/**
 * A lead gives the case more time: two months in all, then four. Needs no claim, since whoever works on the tip goes
 * on. What has run out stays so. `times` is which extension it is to be, so that a second press is not a second one.
 * Not under the officer's role as a whole: the audit log is nobody's.
 */
export async function extendTip(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  number: string,
  { reason, times }: { reason: string; times: number },
): Promise<Extended> {
  if (officer.role !== 'lead') throw new AppError('forbidden', 'Chỉ chỉ huy được gia hạn.')
  const why = reason.trim()
  if (why.length < SHORTEST_REASON) throw new AppError('invalid', NEEDS_REASON, { reason: NEEDS_REASON })
  const at = deps.clock.now()
  const calendar = await holdCalendar(tx)
  const extended = await asOfficer(tx, officer, async (limited) => {
    const tip = await lockOwnTip(limited, number)
    const clock = await findRunningClock(limited, tip.id, 'resolve')
    const extension = extendTerm(clock, calendar)
    if (!clock || extension.kind !== 'extended') {
      const refusal = EXTENSION_REFUSALS[extension.kind === 'extended' ? 'not_running' : extension.kind]
      throw new AppError('invalid', refusal, { reason: refusal })
    }
    if (extension.times !== times) throw new AppError('conflict', EXTENDED_ALREADY)
    await moveRunningClock(limited, { ...clock, tipId: tip.id }, extension, at)
    const { dueAt } = extension
    await insertTipEvent(limited, deps, officer, tip.id, {
      type: 'extended',
      data: { clock: 'resolve', times, from: clock.dueAt.toISOString(), to: dueAt.toISOString(), reason: why },
    })
    await sendSignal(limited, 'tip', tip.unitId)
    return extension
  })
  const data = { times, reason: why }
  await writeAudit(tx, { at, officerId: officer.id, action: 'tip.extended', object: `tip:${number}`, data })
  return extended
}
