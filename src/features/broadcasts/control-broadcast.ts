import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import { type BroadcastState, type Control, stateAfter } from './broadcast-rules.js'
import { STATE_WORDS } from './broadcast-words.js'

/** Every claim of a recipient looks at the state, so that this acts with the next batch: within a second. */
export async function controlBroadcast(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, control }: { id: string; control: Control },
): Promise<void> {
  const now = deps.clock.now()
  await asOfficer(tx, officer, async (limited) => {
    const row = await limited
      .selectFrom('broadcast')
      .select(['state', 'stopAt'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new AppError('not_found', 'Không có lần gửi này trong phạm vi của đồng chí.')
    const state = row.state as BroadcastState
    const next = stateAfter(control, state)
    if (!next) throw refuse(id, `Lần gửi này ${STATE_WORDS[state].toLowerCase()}, không làm được việc này nữa.`)
    if (control === 'resume' && row.stopAt <= now) throw refuse(id, 'Đã quá giờ dừng gửi của lần gửi này.')
    const finished = next === 'cancelled' ? { finishedAt: now } : {}
    await limited
      .updateTable('broadcast')
      .set({ state: next, ...finished })
      .where('id', '=', id)
      .execute()
  })
  await writeAudit(tx, { at: now, officerId: officer.id, action: `broadcast.${control}`, object: `broadcast:${id}` })
}

function refuse(id: string, why: string): AppError {
  return new AppError('conflict', why, {
    title: 'Chưa làm được việc này',
    todo: 'Có thể một đồng chí khác vừa bấm trước, hoặc lần gửi đã xong. Xin xem lại trang theo dõi.',
    back: `/console/broadcasts/${id}`,
  })
}
