import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../officers/as-officer.js'
import { checkQuestion } from './question-rules.js'
import { takeTip } from './take-tip.js'
import { insertTipEvent } from './tip-events.js'

const ANONYMOUS = 'Người báo tin chọn ẩn danh nên không ai hỏi thêm được; họ chỉ xem kết quả bằng mã tra cứu.'

const UNREACHABLE = 'Người báo tin đã xóa liên kết với tin này nên không hỏi thêm được.'

/** False for who asked to be forgotten. Under the officer's role, which learns nothing more. */
async function isReachable(tx: Tx, tipId: string): Promise<boolean> {
  const { rows } = await sql<{ isReachable: boolean }>`select anninh_is_reachable(${tipId}) as is_reachable`.execute(tx)
  return rows[0]?.isReachable ?? false
}

/** False for who stayed anonymous or asked to be forgotten. */
export async function canAskReporter(tx: Tx, tip: { id: string; contactKind: string }): Promise<boolean> {
  return tip.contactKind !== 'anonymous' && (await isReachable(tx, tip.id))
}

/** Puts a question to the reporter(s); a job carries it to their chats. Under the officer's role. */
export async function askReporter(tx: Tx, deps: Deps, officer: Officer, number: string, text: string): Promise<void> {
  const check = checkQuestion(text)
  if (check.kind === 'refused') throw new AppError('invalid', check.because, { text: check.because })
  const tip = await takeTip(tx, deps, officer, number)
  if (tip.contactKind === 'anonymous') throw new AppError('invalid', ANONYMOUS, { text: ANONYMOUS })
  if (!(await isReachable(tx, tip.id))) throw new AppError('invalid', UNREACHABLE, { text: UNREACHABLE })
  const at = deps.clock.now()
  await tx
    .insertInto('tipMessage')
    .values({ tipId: tip.id, author: 'officer', officerId: officer.id, text: text.trim(), at })
    .execute()
  await tx.updateTable('tip').set({ status: 'waiting_reporter' }).where('id', '=', tip.id).execute()
  await insertTipEvent(tx, deps, officer, tip.id, { type: 'asked' })
  await insertTipNotice(tx, tip.id, 'question', { text: text.trim(), unit: officer.unitName }, at)
}

export async function insertTipNotice(
  tx: Tx,
  tipId: string,
  kind: 'question' | 'outcome' | 'transfer',
  data: { [key: string]: string },
  createdAt: Date,
): Promise<void> {
  await tx
    .insertInto('tipNotice')
    .values({ tipId, kind, data: JSON.stringify(data), createdAt })
    .execute()
}
