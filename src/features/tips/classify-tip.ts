import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../officers/as-officer.js'
import type { Urgency } from './routing-rules.js'
import { takeTip } from './take-tip.js'
import { insertTipEvent } from './tip-events.js'

export type Classification = { category: string; urgency: Urgency; reason: string }

/** Changes what the tip is about and how urgent it is; clocks and unit stay. Under the officer's role. */
export async function classifyTip(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  number: string,
  { category, urgency, reason }: Classification,
): Promise<void> {
  const tip = await takeTip(tx, deps, officer, number)
  if (tip.category === category && tip.urgency === urgency) {
    throw new AppError('invalid', SAME, { category: SAME })
  }
  await tx.updateTable('tip').set({ category, urgency }).where('id', '=', tip.id).execute()
  await insertTipEvent(tx, deps, officer, tip.id, {
    type: 'classified',
    data: { from: tip.category, to: category, urgencyFrom: tip.urgency, urgencyTo: urgency, reason: reason.trim() },
  })
}

const SAME = 'Loại việc và mức khẩn vẫn như cũ nên không có gì để lưu.'
