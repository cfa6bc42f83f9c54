import type { Facts } from '../../engine/contract.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { OpenFlow } from '../../platform/effects.js'

/** The flow that says each kind of notice; its facts are the notice's data. */
const FLOWS = { question: 'follow-up', outcome: 'notice', transfer: 'notice' } as const

export type NoticeFacts = (kind: keyof typeof FLOWS, data: { [key: string]: string }, category: string) => Facts

/**
 * Takes officers' messages to every reporter's chat. Runs as the owner: the officer's own role cannot read who
 * reported. Returns the conversations that have something new. Sweeps may overlap.
 */
export async function carryTipNotices(
  tx: Tx,
  deps: Deps,
  openFlow: OpenFlow,
  factsOf: NoticeFacts,
  max: number,
): Promise<string[]> {
  const notices = await tx
    .selectFrom('tipNotice')
    .innerJoin('tip', 'tip.id', 'tipNotice.tipId')
    .select(['tipNotice.id', 'tipNotice.tipId', 'tipNotice.kind', 'tipNotice.data', 'tip.category'])
    .where('tipNotice.carriedAt', 'is', null)
    .orderBy('tipNotice.id')
    .limit(max)
    .forUpdate('tipNotice')
    .skipLocked()
    .execute()
  const reached: string[] = []
  for (const notice of notices) {
    const reporters = await listReporters(tx, notice.tipId)
    const kind = notice.kind as keyof typeof FLOWS
    const data = notice.data as { [key: string]: string }
    const facts = { ...factsOf(kind, data, notice.category), tipRef: notice.tipId }
    for (const { id, accountId, conversationId } of reporters) {
      const eventId = `notice:${notice.id}:${id}`
      await openFlow(tx, { accountId, conversationId }, { eventId, flow: FLOWS[kind], facts })
      reached.push(conversationId)
    }
    await tx.updateTable('tipNotice').set({ carriedAt: deps.clock.now() }).where('id', '=', notice.id).execute()
  }
  return reached
}

async function listReporters(
  tx: Tx,
  tipId: string,
): Promise<{ id: string; accountId: string; conversationId: string }[]> {
  const rows = await tx
    .selectFrom('tipReporter')
    .select(['id', 'accountId', 'conversationId'])
    .where('tipId', '=', tipId)
    .execute()
  return rows.flatMap(({ id, accountId, conversationId }) =>
    conversationId ? [{ id, accountId, conversationId }] : [],
  )
}
