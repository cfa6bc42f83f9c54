import { sql } from 'kysely'
import { batched } from '../platform/batched.js'
import type { Db } from '../platform/db.js'
import { unreachable } from '../platform/errors.js'
import { openMessage } from '../platform/outbox.js'
import { quickCommit } from '../platform/quick-commit.js'
import { pauseAccount } from './account-pause.js'
import { eachAtOnce } from './at-once.js'
import type { Account, Channel, SendResult } from './channel.js'
import { keepPictureRef, loadPicture } from './load-picture.js'
import { setBlocked } from './queries.js'
import { rateOf } from './send-slot.js'
import type { Shell } from './shell.js'
import type { DoneTurn } from './turn.js'
import type { ClaimedReply } from './turn-writes.js'

/** About half an hour of trying. */
const ALARM_ATTEMPTS = 12
const OFF_SECONDS = 60
const BATCH = 100
const AT_ONCE = 4

type Claimed = Omit<ClaimedReply, 'body'> & { body: Buffer | null; address: Buffer | null }
/** `again`: more is there to be sent to this chat. `stop`: it has to wait, or may go no further. */
type Went = 'again' | 'done' | 'stop'

/**
 * Sends one chat's messages in order. Only the oldest open row can be claimed, so that a failure holds back what
 * comes after it. A crash in the middle of a call leaves the row leased; it goes out again when the lease ends
 * (platforms have no idempotency key, so that one message may arrive twice).
 */
export async function sendReplies(shell: Shell, conversationId: string): Promise<void> {
  let went: Went = 'again'
  while (went === 'again') {
    const claimed = await claimNext(shell.db, conversationId)
    went = claimed ? await sendClaimed(shell, claimed) : 'stop'
  }
}

/** Whoever waited for a place holds nothing but that: the message is claimed anew. Then others get theirs. */
async function sendFrom(shell: Shell, conversationId: string, place: () => void): Promise<void> {
  let went: Went = 'stop'
  try {
    const claimed = await claimNext(shell.db, conversationId)
    if (claimed) went = await sendClaimed(shell, claimed, place)
  } finally {
    place()
  }
  if (went === 'again') await sendReplies(shell, conversationId)
}

/** What a turn has claimed for one chat, in order, and then what was queued meanwhile. */
export async function sendTurn(shell: Shell, { conversation, replies }: DoneTurn): Promise<void> {
  let went: Went = 'done'
  for (const [index, reply] of replies.entries()) {
    went = await sendClaimed(shell, { ...reply, address: conversation.address })
    if (went === 'stop') return letGo(shell.db, replies.slice(index + 1))
  }
  if (went === 'again') await sendReplies(shell, conversation.id)
}

/** They stand behind one that has to wait. */
async function letGo(db: Db, replies: readonly ClaimedReply[]): Promise<void> {
  if (replies.length === 0) return
  const ids = replies.map(({ id }) => id)
  await db
    .updateTable('outbox')
    .set({ status: 'pending', attempts: 0, leaseUntil: null })
    .where('id', 'in', ids)
    .where('status', '=', 'sending')
    .execute()
}

/** Finds chats whose oldest message has been due for so long, and that no wake-up reached. */
export async function sweepReplies(shell: Shell, overdueMs = 0): Promise<void> {
  const heads = shell.db
    .selectFrom('outbox')
    .distinctOn('conversationId')
    .select(['conversationId', 'nextTryAt', 'leaseUntil'])
    .where('status', 'in', ['pending', 'sending'])
    .orderBy('conversationId')
    .orderBy('outbox.id')
  const due = await shell.db
    .selectFrom(heads.as('head'))
    .select('conversationId')
    .orderBy(sql`greatest(next_try_at, lease_until)`)
    .where(
      sql<boolean>`greatest(next_try_at, lease_until) <= clock_timestamp() - interval '1 millisecond' * ${overdueMs}`,
    )
    .limit(BATCH)
    .execute()
  await eachAtOnce(due, AT_ONCE, ({ conversationId }) => sendReplies(shell, conversationId))
}

/**
 * Platforms want a second between two messages to one person; the sweep sends what had to wait for it. What has no id
 * of a platform was only written into the talk.
 */
const noBulletinJustNow = sql<boolean>`not exists (
  select from broadcast_recipient r
  where r.conversation_id = outbox.conversation_id
    and ((r.message_id is not null and r.sent_at > clock_timestamp() - interval '1 second') or (r.state = 'sending' and r.lease_until > clock_timestamp()))
)`

/** Without a lock on the head: a second sender then waits for the first and finds it claimed, and never passes it by. */
async function claimNext(db: Db, conversationId: string): Promise<Claimed | undefined> {
  const head = db
    .selectFrom('outbox')
    .select('id')
    .where('conversationId', '=', conversationId)
    .where('status', 'in', ['pending', 'sending'])
    .orderBy('id')
    .limit(1)
  return db
    .updateTable('outbox')
    .set({
      status: 'sending',
      attempts: sql`attempts + 1`,
      leaseUntil: sql`clock_timestamp() + interval '30 seconds'`,
    })
    .where('id', '=', head)
    .where(quickCommit)
    .where(noBulletinJustNow)
    .where('nextTryAt', '<=', sql<Date>`clock_timestamp()`)
    .where((where) =>
      where.or([where('status', '=', 'pending'), where('leaseUntil', '<', sql<Date>`clock_timestamp()`)]),
    )
    .returning(['id', 'accountId', 'conversationId', 'body', 'attempts'])
    .returning((outbox) =>
      outbox
        .selectFrom('conversation')
        .select('address')
        .whereRef('conversation.id', '=', 'outbox.conversationId')
        .as('address'),
    )
    .executeTakeFirst()
}

/** `place`: one that was waited for. */
async function sendClaimed(shell: Shell, claimed: Claimed, place?: () => void): Promise<Went> {
  const { body } = claimed
  if (!body) return giveUp(shell, claimed, 'no body')
  const account = await shell.findAccount(claimed.accountId)
  const channel = account ? shell.channels.get(account.channel) : undefined
  // Switched off, or another process has its keys: what is queued waits.
  if (!account || !channel) return postpone(shell.db, claimed, OFF_SECONDS)
  const id = claimed.conversationId
  const onFree = (free: () => void) => shell.jobs.keep(sendFrom(shell, id, free))
  const leave = place ?? shell.sends.enter(channel.name, { id, onFree })
  if (!leave) return postpone(shell.db, claimed, 0)
  try {
    const wait = await shell.slots.reserve(account)
    if (wait.kind === 'later') return await postpone(shell.db, claimed, wait.seconds)
    const call = () => callChannel(shell, channel, account, { ...claimed, body })
    return await settle(shell, claimed, await shell.pacer.run(account.id, rateOf(account), call), account)
  } finally {
    leave()
  }
}

/** Whatever throws here is taken as trouble on the way, not as a lost message. */
async function callChannel(
  shell: Shell,
  channel: Channel,
  account: Account,
  claimed: Claimed & { body: Buffer },
): Promise<SendResult> {
  try {
    const message = openMessage(shell.deps.keys, claimed.conversationId, claimed.body)
    const text = await shell.fillSecrets(shell.db, message.text)
    const { picture: named, ...words } = message
    const picture = named && (await loadPicture(shell.db, account.id, named))
    const result = await channel.send(account, openAddress(shell, claimed), {
      ...words,
      text,
      ...(picture && { picture }),
    })
    await keepPictureRef(shell.db, account.id, named, result)
    return result
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown' }
  }
}

function openAddress(shell: Shell, { address, accountId }: Claimed): string {
  return address ? shell.deps.keys.open('address', address, accountId).toString('utf8') : ''
}

async function settle(shell: Shell, claimed: Claimed, result: SendResult, account?: Account): Promise<Went> {
  const { db } = shell
  switch (result.kind) {
    case 'sent':
      return (await shell.noteSent(claimed)) ? 'again' : 'done'
    case 'blocked':
      await db.transaction().execute((tx) => setBlocked(tx, claimed.conversationId, shell.deps.clock.now()))
      return 'stop'
    case 'rate_limited':
      if (account) await pauseAccount(db, account.id, result.retryAfterSeconds)
      return postpone(db, claimed, result.retryAfterSeconds)
    case 'rejected':
      return giveUp(shell, claimed, result.reason)
    case 'failed':
      // An outage may last for hours, and what waits may be a receipt or an outcome: it is never given up.
      if (claimed.attempts === ALARM_ATTEMPTS) await raiseSendAlarm(shell, claimed, result.reason)
      return postpone(db, claimed, Math.min(2 ** claimed.attempts, 300), claimed.attempts)
    default:
      return unreachable(result)
  }
}

async function raiseSendAlarm({ db, deps }: Shell, { accountId }: Claimed, reason: string): Promise<void> {
  deps.log.error({ accountId, reason }, 'messages of this account do not get through; trying on')
  const text = `Kênh ${accountId} không gửi được tin nhắn từ hơn nửa giờ nay; hệ thống vẫn thử lại.`
  await db
    .insertInto('alarm')
    .values({ kind: `sending_failed:${accountId}`, text, raisedAt: deps.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Notes messages as sent, those that leave together by one statement; true where more waits for the same chat. That look
 * must come after the commit: whoever looked in between found the message still on its way.
 */
export function sentNotes(db: Db): (sent: { id: string; conversationId: string }) => Promise<boolean> {
  return batched(async (sent) => {
    const ids = sent.map(({ id }) => id)
    await db
      .updateTable('outbox')
      .set({ status: 'sent', sentAt: sql`clock_timestamp()`, leaseUntil: null })
      .where(sql<boolean>`id = any(${ids}::bigint[])`)
      .execute()
    const open = await db
      .selectFrom('outbox')
      .select('conversationId')
      .distinct()
      .where(sql<boolean>`conversation_id = any(${sent.map((one) => one.conversationId)}::bigint[])`)
      .where('status', 'in', ['pending', 'sending'])
      .execute()
    const waiting = new Set(open.map(({ conversationId }) => conversationId))
    return sent.map(({ conversationId }) => waiting.has(conversationId))
  })
}

async function giveUp(shell: Shell, claimed: Claimed, reason: string): Promise<Went> {
  shell.deps.log.warn({ outboxId: claimed.id, accountId: claimed.accountId, reason }, 'a message was given up')
  await shell.db
    .updateTable('outbox')
    .set({ status: 'failed', leaseUntil: null })
    .where('id', '=', claimed.id)
    .execute()
  return 'again'
}

/** Waiting for the platform is no failed attempt; only trouble on the way counts, which passes `attempts`. */
async function postpone(db: Db, claimed: Claimed, seconds: number, attempts = claimed.attempts - 1): Promise<Went> {
  await db
    .updateTable('outbox')
    .set({
      status: 'pending',
      attempts,
      leaseUntil: null,
      nextTryAt: sql`clock_timestamp() + interval '1 second' * ${seconds}`,
    })
    .where('id', '=', claimed.id)
    .execute()
  return 'stop'
}
