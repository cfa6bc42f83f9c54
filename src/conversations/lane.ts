import { sql } from 'kysely'
import { eachAtOnce } from './at-once.js'
import { fetchFiles } from './fetch-files.js'
import { hasDueEvent, listReadyConversations } from './queries.js'
import { unreachable } from '../platform/errors.js'
import { enqueueMessages } from '../platform/outbox.js'
import { sendReplies } from './send.js'
import { raiseTurnAlarm } from './turn-alarm.js'
import type { Shell } from './shell.js'
import { takeTurn } from './turn.js'

/** Over about five minutes: shorter trouble with the database must cost nobody a message. */
const MAX_ATTEMPTS = 9
const BATCH = 50
const AT_ONCE = 4

/**
 * Takes one conversation's events in order until none is due, and sends what each turn said. Another worker that
 * holds the lane takes ours too: the look after letting go of the lock catches an event that came in between.
 * After `mostTurns` the rest goes to the end of the line, so that who writes without a pause keeps nobody waiting.
 */
export async function runLane(shell: Shell, conversationId: string, mostTurns: number): Promise<void> {
  for (let turns = 0; turns < mostTurns; ) {
    const taken = await takeOne(shell, conversationId)
    if (taken === 'said') await sendReplies(shell, conversationId)
    if (!(await isLeftBehind(shell, conversationId))) return
    if (taken !== 'fetched') turns += 1
  }
  shell.jobs.wake({ name: 'lane', id: conversationId })
}

/** Finds lanes that no wake-up reached: after a crash, a lost queue, or a back-off. */
export async function sweepLanes(shell: Shell, overdueMs = 0): Promise<void> {
  const ready = await listReadyConversations(shell.db, shell.deps.clock.now(), BATCH, overdueMs)
  await eachAtOnce(ready, AT_ONCE, (conversationId) => runLane(shell, conversationId, BATCH))
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

/** One event, one transaction. `said`: something may now be sent. */
async function takeOne(shell: Shell, conversationId: string): Promise<'said' | 'fetched' | 'nothing'> {
  const turn = await takeTurn(shell, conversationId).catch((error: unknown) => ({ kind: 'failed' as const, error }))
  switch (turn.kind) {
    case 'done':
      for (const name of turn.wakes) shell.jobs.wake({ name, id: '' })
      return turn.hasReplies ? 'said' : 'nothing'
    case 'wants_files':
      await fetchFiles(shell, turn.event)
      return 'fetched'
    case 'failed':
      await recordFailure(shell, conversationId, turn.error)
      return 'said'
    case 'busy':
    case 'idle':
      return 'nothing'
    default:
      return unreachable(turn)
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
        from
          .selectFrom('inbox')
          .select('id')
          .where('conversationId', '=', conversationId)
          .where('doneAt', 'is', null)
          .orderBy('id')
          .limit(1),
      )
      .returning(['id', 'attempts', 'accountId'])
      .executeTakeFirst()
    if (!event) {
      await tx
        .updateTable('conversation')
        .set({ timeoutAt: laterBy(shell, 10) })
        .where('id', '=', conversationId)
        .execute()
      await raiseTurnAlarm(
        tx,
        shell.deps.clock.now(),
        'Một cuộc trò chuyện không kết thúc được khi hết giờ; xem nhật ký hệ thống.',
      )
      return
    }
    if (event.attempts < MAX_ATTEMPTS) return
    await tx
      .updateTable('inbox')
      .set({ doneAt: sql`now()`, failedAt: sql`now()`, body: null })
      .where('id', '=', event.id)
      .execute()
    await enqueueMessages(tx, shell.deps.keys, { accountId: event.accountId, conversationId }, [APOLOGY])
    await raiseTurnAlarm(
      tx,
      shell.deps.clock.now(),
      'Một lượt trò chuyện lỗi nhiều lần và đã bị bỏ qua; xem nhật ký hệ thống.',
    )
  })
}

/** A time-out that fails is tried again later, and keeps nobody else's from their turn. */
function laterBy({ deps }: Shell, minutes: number): Date {
  return new Date(deps.clock.now().getTime() + minutes * 60_000)
}

const APOLOGY = {
  text: 'Xin lỗi, hệ thống chưa xử lý được tin nhắn vừa rồi của bạn. Bạn hãy gửi lại, hoặc gõ MENU để bắt đầu lại. Nếu nguy hiểm, hãy gọi 113.',
}
