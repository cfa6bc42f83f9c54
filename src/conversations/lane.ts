import { sql } from 'kysely'
import { eachAtOnce } from './at-once.js'
import { fetchFiles } from './fetch-files.js'
import { listReadyConversations } from './queries.js'
import { batched } from '../platform/batched.js'
import { makeByteBudget } from '../platform/byte-budget.js'
import { unreachable } from '../platform/errors.js'
import { enqueueMessages } from '../platform/outbox.js'
import { sendReplies, sendTurn } from './send.js'
import { raiseTurnAlarm } from './turn-alarm.js'
import type { Shell } from './shell.js'
import { takeTurn, takeTurns, type Turn } from './turn.js'

/** Over about five minutes: shorter trouble with the database must cost nobody a message. */
const MAX_ATTEMPTS = 9
const BATCH = 50
const AT_ONCE = 4
const MOST_TURNS = 50
const MOST_TOGETHER = 50
/** Counted in turns. Well under the database's pool: a turn may read over a second connection while it holds one. */
const alone = makeByteBudget(8)

/** Longer than nearly every turn. */
const BUSY_MS = 100

type Taken = 'said' | 'silent' | 'fetched' | 'waits' | 'busy' | 'idle'

/**
 * Each event has a wake-up of its own, so that one turn is all here; turns that are wanted at the same time share a
 * transaction. What other wake-ups found while a file was on its way had to wait, and is taken by this one.
 */
export function openLanes(shell: Shell): (conversationId: string) => Promise<void> {
  const takeShared = batched<string, SharedTurn>((ids) => takeTogether(shell, ids), MOST_TOGETHER)
  const wake = async (conversationId: string): Promise<void> => {
    const turn = await takeShared(conversationId)
    if (turn.kind === 'again') return wake(conversationId)
    const taken = await (turn.kind === 'alone' ? takeOne(shell, conversationId) : finishTurn(shell, turn))
    if (taken === 'busy') shell.jobs.wakeAfter(BUSY_MS, { name: 'lane', id: conversationId })
    if (taken === 'fetched') await runLane(shell, conversationId)
  }
  return wake
}

/** `again`: this conversation was named twice, and has one turn at a time. */
type SharedTurn =
  Awaited<ReturnType<typeof takeTurns>> extends Map<string, infer Turn> ? Turn | { kind: 'again' } : never

/** One that throws, or waits for a lock, must not hold up the others: then each is taken alone. */
async function takeTogether(shell: Shell, ids: readonly string[]): Promise<SharedTurn[]> {
  const distinct = [...new Set(ids)]
  if (distinct.length < 2) return ids.map((_, index) => (index === 0 ? ALONE : AGAIN))
  const turns = await takeTurns(shell, distinct).catch((error: unknown) => {
    shell.deps.log.warn({ err: error, turns: distinct.length }, 'turns taken together failed; each is taken alone')
    return new Map(distinct.map((id) => [id, ALONE]))
  })
  return ids.map((id, index) => (ids.indexOf(id) === index ? (turns.get(id) ?? ALONE) : AGAIN))
}

const ALONE = { kind: 'alone' } as const
const AGAIN = { kind: 'again' } as const

/** Takes one conversation's events in order, and sends what each turn said, until none is due or somebody else is at it. */
export async function runLane(shell: Shell, conversationId: string): Promise<void> {
  for (let turns = 0; turns < MOST_TURNS; turns++) {
    const taken = await takeOne(shell, conversationId)
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

/** One event, one transaction, and what it said is sent. */
async function takeOne(shell: Shell, conversationId: string): Promise<Taken> {
  const turn = await alone
    .within(1, () => takeTurn(shell, conversationId))
    .catch((error: unknown) => ({ kind: 'failed' as const, error }))
  if (turn.kind !== 'failed') return finishTurn(shell, turn)
  await recordFailure(shell, conversationId, turn.error)
  await sendReplies(shell, conversationId)
  return 'said'
}

/** `waits`: not even its files can be fetched now. */
async function finishTurn(shell: Shell, turn: Turn): Promise<Taken> {
  switch (turn.kind) {
    case 'done':
      for (const name of turn.wakes) shell.jobs.wake({ name, id: '' })
      if (turn.replies.length > 0) await sendTurn(shell, turn)
      else if (turn.hasReplies) await sendReplies(shell, turn.conversation.id)
      return turn.hasReplies ? 'said' : 'silent'
    case 'wants_files':
      return fetchFiles(shell, turn.event)
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
