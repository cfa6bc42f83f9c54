import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'

/** Off: nothing is taken in and nothing goes out; what is queued waits. */
export async function switchAccount(
  tx: Tx,
  deps: Deps,
  admin: Officer,
  { id, isEnabled }: { id: string; isEnabled: boolean },
): Promise<{ name: string }> {
  const account = await asOfficer(tx, admin, async (limited) => {
    const found = await limited
      .selectFrom('account')
      .select(['name', 'isFromEnvironment'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!found) throw new AppError('not_found', 'Không có kênh này trong phạm vi của đồng chí.')
    if (found.isFromEnvironment) {
      throw new AppError('conflict', 'Kênh này do cấu hình của máy chủ bật hoặc tắt.', {
        todo: 'Xin nhờ người vận hành máy chủ.',
        back: '/console/accounts',
      })
    }
    await limited.updateTable('account').set({ isEnabled }).where('id', '=', id).execute()
    return found
  })
  const action = isEnabled ? 'account.enable' : 'account.disable'
  await writeAudit(tx, { at: deps.clock.now(), officerId: admin.id, action, object: `account:${id}` })
  return account
}
