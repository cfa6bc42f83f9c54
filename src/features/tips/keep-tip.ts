import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { findRunningClock, stopClock } from '../deadlines/tip-clocks.js'
import type { Officer } from '../officers/as-officer.js'
import { takeTip } from './take-tip.js'
import { insertTipEvent } from './tip-events.js'

const NEEDS_REASON = 'Cần nêu lý do giữ tin.'
const NOTHING_RUNS = 'Thời hạn chuyển tin không còn chạy nên không cần ghi là giữ tin.'

/** The unit handles the tip itself instead of passing it on: its own clock stops, the case's runs. Under the officer's role. */
export async function keepTip(tx: Tx, deps: Deps, officer: Officer, number: string, reason: string): Promise<void> {
  if (reason.trim().length === 0) throw new AppError('invalid', NEEDS_REASON, { reason: NEEDS_REASON })
  const tip = await takeTip(tx, deps, officer, number)
  if (!(await findRunningClock(tx, tip.id, 'pass_on'))) {
    throw new AppError('invalid', NOTHING_RUNS, { reason: NOTHING_RUNS })
  }
  await stopClock(tx, tip.id, 'pass_on', deps.clock.now())
  await insertTipEvent(tx, deps, officer, tip.id, { type: 'kept', data: { reason: reason.trim() } })
}
