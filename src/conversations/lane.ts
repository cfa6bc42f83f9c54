import { sql } from 'kysely'
import { eachAtOnce } from './at-once.js'
import { fetchFiles } from './fetch-files.js'
import { listReadyConversations } from './queries.js'
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
const MOST_TURNS = 50

/** Longer than nearly every turn. */
const BUSY_MS = 100

type Taken = 'said' | 'silent' | 'fetched' | 'waits' | 'busy' | 'idle'

/**
 * Each event has a wake-up of its own, so that one turn is all here. What other wake-ups found while a file was on
 * its way had to wait, and is taken by this one.
 */
export async function wakeLane(shell: Shell, conversationId: string): Promise<void> {
  const taken = await takeOne(shell, conversationId)
  if (taken === 'said') await sendReplies(shell, conversationId)
  if (taken === 'busy') shell.jobs.wakeAfter(BUSY_MS, { name: 'lane', id: conversationId })
  if (taken === 'fetched') await runLane(shell, conversationId)
}

/** Takes one conversation's events in order, and sends what each turn said, until none is due or somebody else is at it. */
export async function runLane(shell: Shell, conversationId: string): Promise<void> {
  for (let turns = 0; turns < MOST_TURNS; turns++) {
    const taken = await takeOne(shell, conversationId)
    if (taken === 'said') await sendReplies(shell, conversationId)
    if (taken === 'waits' || taken === 'busy' || taken === 'idle') return
  }
  // Who writes without a pause keeps nobody waiting: the rest goes to the end of the line.
  shell.jobs.wake({ name: 'lane', id: conversationId })
}

/** Finds lanes that no wake-up reached: after a crash, a lost queue, or a back-off. */
export async function sweepLanes(shell: Shell, overdueMs = 0): Promise<void> {
  const ready = await listReadyConversations(shell.db, shell.deps.clock.now(), BATCH, overdueMs)
  await eachAtOnce(ready, AT_ONCE, (conversationId) => runLane(shell, conversationId))
}

/** One event, one transaction. `said`: something may now be sent. `waits`: not even its files can be fetched now. */
async function takeOne(shell: Shell, conversationId: string): Promise<Taken> {
  const turn = await takeTurn(shell, conversationId).catch((error: unknown) => ({ kind: 'failed' as const, error }))
  switch (turn.kind) {
    case 'done':
      for (const name of turn.wakes) shell.jobs.wake({ name, id: '' })
      return turn.hasReplies ? 'said' : 'silent'
    case 'wants_files':
      return fetchFiles(shell, turn.event)
    case 'failed':
      await recordFailure(shell, conversationId, turn.error)
      return 'said'
    case 'busy':
    case 'idle':
      return turn.kind
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
