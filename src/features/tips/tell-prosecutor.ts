import { localDay } from '../../engine/local-day.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { findRunningClock, stopClock } from '../deadlines/tip-clocks.js'
import type { Officer } from '../officers/as-officer.js'
import { takeTip } from './take-tip.js'
import { insertTipEvent } from './tip-events.js'

/** `day` is the letter's, yyyy-mm-dd. */
export type ProsecutorLetter = { day: string; letter: string }

const NOTHING_RUNS = 'Thời hạn thông báo Viện kiểm sát không chạy với tin này.'
const TOO_EARLY = 'Ngày của công văn không thể trước ngày đơn vị điều tra nhận tin.'
const TOO_LATE = 'Ngày của công văn không thể sau hôm nay.'

/**
 * The prosecutor was told by letter: the clock stops now. Whether it was in time is judged by when it is noted here,
 * so that nothing is made good afterwards; the letter's day stands in the history. Under the officer's role.
 */
export async function tellProsecutor(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  number: string,
  { day, letter }: ProsecutorLetter,
): Promise<void> {
  const now = deps.clock.now()
  const tip = await takeTip(tx, deps, officer, number)
  const clock = await findRunningClock(tx, tip.id, 'prosecutor')
  if (!clock) throw new AppError('invalid', NOTHING_RUNS, { day: NOTHING_RUNS })
  if (day > localDay(now)) throw new AppError('invalid', TOO_LATE, { day: TOO_LATE })
  if (day < localDay(clock.startedAt)) throw new AppError('invalid', TOO_EARLY, { day: TOO_EARLY })
  await stopClock(tx, tip.id, 'prosecutor', now)
  await insertTipEvent(tx, deps, officer, tip.id, { type: 'prosecutor_told', data: { day, letter: letter.trim() } })
}
