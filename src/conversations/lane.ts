import { sql } from 'kysely'
import { fetchFiles } from './fetch-files.js'
import { listReadyConversations } from './queries.js'
import { batched } from '../platform/batched.js'
import { makeByteBudget } from '../platform/byte-budget.js'
import { unreachable } from '../platform/errors.js'
import { enqueueMessages } from '../platform/outbox.js'
import { sendReplies, sendTurn } from './send.js'
import { raiseTurnAlarm } from './turn-alarm.js'
import type { Shell } from './shell.js'
import { type DoneTurn, takeTurn, takeTurns, type Turn } from './turn.js'

/** Over about five minutes: shorter trouble with the database must cost nobody a message. */
const MAX_ATTEMPTS = 9
const BATCH = 50
const MOST_TURNS = 50
const MOST_TOGETHER = 50
/** Well under the database's pool: a turn may read over a second connection while it holds one. */
const MOST_ALONE = 8

/** Longer than nearly every turn. */
const BUSY_MS = 100

/** Takes what waits in conversations, each in order, and sends what was said. `wake`: an event came. */
export type Lanes = { wake(conversationId: string): Promise<void>; sweep(overdueMs?: number): Promise<void> }

/**
 * Turns that are wanted at the same time share a transaction. Within this process one conversation has one turn at a
 * time, and one turn for each wake-up; a sweep takes all that waits.
 */
export function openLanes(shell: Shell): Lanes {
  const owed = new Map<string, number>()
  // Counted in turns.
  const alone = makeByteBudget(MOST_ALONE)
  const takeShared = batched<string, SharedTurn>((ids) => takeTogether(shell, ids), MOST_TOGETHER)
  const takeOwed = async (id: string, sent: Promise<void>[]): Promise<void> => {
    const lane = { shell, id, sent, takeAlone: () => alone.within(1, () => takeTurn(shell, id)).catch(asFailed) }
    for (let left = owed.get(id) ?? 0; left > 0; left = owed.get(id) ?? 0) {
      const taken = await takeNext(lane, await takeShared(id))
      // What came meanwhile may not have been seen.
      owed.set(id, (owed.get(id) ?? 0) - (taken === 'went_on' ? 1 : left))
      if (taken === 'busy') shell.jobs.wakeAfter(BUSY_MS, { name: 'lane', id })
    }
  }
  const take = async (id: string, turns: number): Promise<void> => {
    const known = owed.get(id)
    owed.set(id, (known ?? 0) + turns)
    if (known !== undefined) return
    const sent: Promise<void>[] = []
    await takeOwed(id, sent).finally(() => owed.delete(id))
    await Promise.all(sent)
  }
  return {
    wake: (id) => take(id, 1),
    /** Finds lanes that no wake-up reached: after a crash, a lost queue, or a back-off. */
    async sweep(overdueMs = 0) {
      const ready = await listReadyConversations(shell.db, shell.deps.clock.now(), BATCH, overdueMs)
      await Promise.all(ready.map((id) => take(id, MOST_TURNS)))
    },
  }
}

type SharedTurn = Turn | { kind: 'alone' }
type Taken = 'went_on' | 'waits' | 'busy' | 'idle'

/** One that throws, or waits for a lock, must not hold up the others: then each is taken alone. */
async function takeTogether(shell: Shell, ids: readonly string[]): Promise<SharedTurn[]> {
  if (ids.length < 2) return ids.map(() => ALONE)
  try {
    const turns = await takeTurns(shell, ids)
    return ids.map((id) => turns.get(id) ?? { kind: 'busy' })
  } catch (error) {
    shell.deps.log.warn({ err: error, turns: ids.length }, 'turns taken together failed; each is taken alone')
    return ids.map(() => ALONE)
  }
}

const ALONE = { kind: 'alone' } as const

type Failed = { kind: 'failed'; error: unknown }
/** `sent`: what is on its way out. */
type Lane = { shell: Shell; id: string; sent: Promise<void>[]; takeAlone(): Promise<Turn | Failed> }

function asFailed(error: unknown): Failed {
  return { kind: 'failed', error }
}

/** What it said is sent beside what is taken next: the outbox keeps the order. */
async function takeNext(lane: Lane, shared: SharedTurn): Promise<Taken> {
  const { shell, id, sent } = lane
  const turn = shared.kind === 'alone' ? await lane.takeAlone() : shared
  switch (turn.kind) {
    case 'done':
      for (const name of turn.wakes) shell.jobs.wake({ name, id: '' })
      if (turn.hasReplies) sent.push(send(shell, id, turn))
      return 'went_on'
    case 'failed':
      await recordFailure(shell, id, turn.error)
      sent.push(send(shell, id))
      return 'went_on'
    case 'wants_files':
      return (await fetchFiles(shell, turn.event)) === 'waits' ? 'waits' : takeNext(lane, ALONE)
    case 'busy':
    case 'idle':
      return turn.kind
    default:
      return unreachable(turn)
  }
}

/** Nobody waits for it, so its trouble ends here; the sweep sends what is left. */
async function send(shell: Shell, id: string, turn?: DoneTurn): Promise<void> {
  try {
    await (turn && turn.replies.length > 0 ? sendTurn(shell, turn) : sendReplies(shell, id))
  } catch (err) {
    shell.deps.log.error({ err }, 'a reply was not sent; the sweep sends it')
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
