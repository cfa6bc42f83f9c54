import { sql } from 'kysely'
import { fetchFiles } from './fetch-files.js'
import { hasDueEvent, listReadyConversations } from './queries.js'
import { enqueueMessages } from '../platform/outbox.js'
import { raiseTurnAlarm } from './turn-alarm.js'
import type { Shell } from './shell.js'
import { takeTurn } from './turn.js'

const MAX_ATTEMPTS = 5
const BATCH = 50
/** A slow download in one lane must not hold up the others. */
const AT_ONCE = 4

/**
 * Takes one conversation's events in order until none is due. Another worker that holds the lane takes ours too:
 * the look after letting go of the lock catches an event that came in between.
 */
export async function runLane(shell: Shell, conversationId: string): Promise<void> {
  do {
    while (await takeOne(shell, conversationId)) {
      // one event, one transaction
    }
  } while (await isLeftBehind(shell, conversationId))
}

/** Finds lanes that no wake-up reached: after a crash, a lost queue, or a back-off. */
export async function sweepLanes(shell: Shell): Promise<void> {
  const ready = await listReadyConversations(shell.db, shell.deps.clock.now(), BATCH)
  const next = ready.values()
  const takeOthers = async () => {
    for (const conversationId of next) await runLane(shell, conversationId)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, takeOthers))
}

async function isLeftBehind(shell: Shell, conversationId: string): Promise<boolean> {
  if (!(await hasDueEvent(shell.db, conversationId))) return false
  const free = await shell.db
    .selectFrom('conversation')
    .select('id')
    .where('id', '=', conversationId)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  return free !== undefined
}

async function takeOne(shell: Shell, conversationId: string): Promise<boolean> {
  const turn = await takeTurn(shell, conversationId).catch((error: unknown) => ({ kind: 'failed' as const, error }))
  switch (turn.kind) {
    case 'done':
      if (turn.hasReplies) shell.jobs.wake({ name: 'send', id: conversationId })
      for (const wake of turn.wakes) shell.jobs.wake(wake)
      return true
    case 'wants_files':
      return fetchFiles(shell, turn.event)
    case 'failed':
      await recordFailure(shell, conversationId, turn.error)
      return false
    default:
      return false
  }
}

/** A turn that keeps failing is given up, told to the citizen and to the alarm list, so that it blocks nobody's chat. */
async function recordFailure(shell: Shell, conversationId: string, error: unknown): Promise<void> {
  shell.deps.log.error({ err: error, conversationId }, 'a turn failed')
  await shell.db.transaction().execute(async (tx) => {
    const event = await tx
      .updateTable('inbox')
      .set({
        attempts: sql`attempts + 1`,
        nextTryAt: sql`clock_timestamp() + least(interval '1 second' * power(2, attempts), interval '1 minute')`,
      })
      .where('id', '=', (from) =>
        from.selectFrom('inbox').select('id').where('conversationId', '=', conversationId).where('doneAt', 'is', null).orderBy('id').limit(1),
      )
      .returning(['id', 'attempts', 'accountId'])
      .executeTakeFirst()
    if (!event || event.attempts < MAX_ATTEMPTS) return
    await tx.updateTable('inbox').set({ doneAt: sql`now()`, failedAt: sql`now()` }).where('id', '=', event.id).execute()
    await enqueueMessages(tx, shell.deps.keys, { accountId: event.accountId, conversationId }, [APOLOGY])
    await raiseTurnAlarm(tx, shell.deps.clock.now(), 'Một lượt trò chuyện lỗi nhiều lần và đã bị bỏ qua; xem nhật ký hệ thống.')
  })
  shell.jobs.wake({ name: 'send', id: conversationId })
}

const APOLOGY = {
  text: 'Xin lỗi, hệ thống chưa xử lý được tin nhắn vừa rồi của bạn. Bạn hãy gửi lại, hoặc gõ MENU để bắt đầu lại. Nếu nguy hiểm, hãy gọi 113.',
}
