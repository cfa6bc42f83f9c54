import { setTimeout as delay } from 'node:timers/promises'
import { localMinute } from '../../engine/local-day.js'
import type { Outgoing } from '../../engine/message.js'
import { enqueueMessages } from '../../platform/outbox.js'
import { pauseAccount } from '../account-pause.js'
import type { Account, Channel, SendResult } from '../channel.js'
import { keepPictureRef, loadPicture } from '../load-picture.js'
import { rateOf, type Turns } from '../send-slot.js'
import type { Shell } from '../shell.js'
import { type Claimed, claimRecipients, findDueShard, noteNextDue, putOffQuiet, type Shard } from './claim.js'
import { giveBack, judgeSend, type Settled, settleRecipients } from './settle.js'
import { batchOf, reserveSlots } from './slots.js'

/** What every recipient of a broadcast gets. */
export type BroadcastText = { message: Outgoing; onUncertain: 'skip' | 'resend' }

export type Line = {
  shell: Shell
  account: Account
  channel: Channel
  texts: (broadcastId: string) => Promise<BroadcastText>
  signal: AbortSignal
  trouble: Trouble
  /** Begun with, among those that are due alike. */
  wanted: Shard
}

/** After calls that failed without an answer the line tries one at a time, at longer and longer distances. */
export type Trouble = { failures: number }

const BATCHES_A_TURN = 20
const LATE_MS = 25
/** What was claimed leaves within this or goes back: a pause must not be overtaken by it. */
const PATIENCE_MS = 500
const MOST_PAUSE_MS = 60_000
const TRANSCRIPT_BATCH = 100

type Work = {
  shard: Shard
  text: BroadcastText
  settled: Settled[]
  calls: Set<Promise<void>>
  /** Claimed while the batch before it leaves. */
  ahead: Promise<Claimed[]> | null
  taken: number
}

/**
 * Sends to people of the account's due shards for a while. False once nothing is due. What is under way at once is
 * bounded by what the platform takes in half a second.
 */
export async function sendDue(line: Line): Promise<boolean> {
  const { shell, signal } = line
  const shard = await findDueShard(shell.db, line.wanted, shell.deps.clock.now())
  if (!shard) return false
  const work: Work = {
    shard,
    text: await line.texts(shard.broadcastId),
    settled: [],
    calls: new Set(),
    ahead: null,
    taken: 0,
  }
  const now = shell.deps.clock.now()
  await putOffQuiet(shell.db, shard, { now, minute: localMinute(now) })
  const batch = line.channel.bulletins.via === 'transcript' ? writeBatch : callBatch
  let isEmpty = false
  for (let left = BATCHES_A_TURN; left > 0 && !isEmpty && !signal.aborted; left--)
    isEmpty = await batch(line, work, left > 1)
  await Promise.all(work.calls)
  await flush(line, work)
  if (work.ahead) await giveBack(shell.db, shard, await work.ahead, shell.deps.clock.now())
  if (isEmpty) await noteNextDue(shell.db, shard, shell.deps.clock.now())
  // Due, and yet nobody to take: another process has them, or a reply goes first. A sweep looks again.
  return work.taken > 0 || isEmpty === false || (await isServed(line, shard))
}

/** The shard is not the one that is due next any more. */
async function isServed({ shell, wanted }: Line, shard: Shard): Promise<boolean> {
  const next = await findDueShard(shell.db, wanted, shell.deps.clock.now())
  return next !== null && (next.broadcastId !== shard.broadcastId || next.shard !== shard.shard)
}

/** True when nobody of the shard is due now. */
async function callBatch(line: Line, work: Work, goesOn: boolean): Promise<boolean> {
  const { shell, trouble } = line
  const rows = await (work.ahead ?? claim(line, work.shard))
  work.ahead = null
  work.taken += rows.length
  if (rows.length === 0) return true
  const hasRoom = await waitForRoom(line, work)
  const slots = hasRoom ? await waitForSlots(line, rows.length) : null
  if (!slots) {
    await giveBack(shell.db, work.shard, rows, shell.deps.clock.now())
    return false
  }
  if (goesOn && trouble.failures === 0) {
    work.ahead = claim(line, work.shard)
    // It is awaited where it is used.
    work.ahead.catch(() => undefined)
  }
  await Promise.all([leave(line, work, rows, slots), flush(line, work)])
  if (trouble.failures > 0) await recover(line, work)
  return false
}

function claim({ shell, account, trouble }: Line, shard: Shard): Promise<Claimed[]> {
  const now = shell.deps.clock.now()
  const max = trouble.failures > 0 ? 1 : batchOf(account)
  return claimRecipients(shell.db, shard, { max, now, minute: localMinute(now) })
}

/** Each call leaves in its slot. Who comes late for it gets a new one: others may have gone in its place. */
async function leave(line: Line, work: Work, rows: readonly Claimed[], first: Turns): Promise<void> {
  const { shell, signal } = line
  let slots: Turns | null = first
  let at = performance.now() + first.firstInMs
  for (const [index, row] of rows.entries()) {
    const isLate = slots.gapMs > 0 && performance.now() - at > LATE_MS
    if (isLate) slots = await waitForSlots(line, rows.length - index)
    if (!slots || signal.aborted) return giveBack(shell.db, work.shard, rows.slice(index), shell.deps.clock.now())
    if (isLate) at = performance.now() + slots.firstInMs
    await waitUntil(at)
    start(line, work, row)
    at += slots.gapMs
  }
}

/** Null when the account is told to keep still for longer than a moment. */
async function waitForSlots({ shell, account, signal }: Line, count: number): Promise<Turns | null> {
  const deadline = performance.now() + PATIENCE_MS
  while (!signal.aborted) {
    const slots = await reserveSlots(shell.db, account, { sender: shell.processId, count })
    if (!('waitMs' in slots)) return slots
    await pause(Math.min(slots.waitMs, PATIENCE_MS), signal)
    if (performance.now() > deadline) return null
  }
  return null
}

function start(line: Line, work: Work, row: Claimed): void {
  const { shell, account } = line
  const paced = shell.pacer.run(account.id, rateOf(account), () => callOne(line, work.text, row))
  const call = paced.then((result) => {
    noteTrouble(line.trouble, result)
    work.settled.push(judgeSend(row, result, work.text.onUncertain))
    work.calls.delete(call)
  })
  work.calls.add(call)
}

/** Whatever throws here is taken as trouble after the call may have left. */
async function callOne(
  { shell, account, channel }: Line,
  { message }: BroadcastText,
  row: Claimed,
): Promise<SendResult> {
  try {
    const { picture: named, ...words } = message
    const picture = named && (await loadPicture(shell.db, account.id, named))
    const address = row.address ? shell.deps.keys.open('address', row.address, account.id).toString('utf8') : ''
    const result = await channel.send(account, address, { ...words, ...(picture && { picture }) })
    await keepPictureRef(shell.db, account.id, named, result)
    if (result.kind === 'rate_limited') await pauseAccount(shell.db, account.id, result.retryAfterSeconds)
    return result
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.name : 'unknown', isUnsure: true }
  }
}

function noteTrouble(trouble: Trouble, result: SendResult): void {
  if (result.kind === 'failed') trouble.failures += 1
  else trouble.failures = 0
}

/** One call at a time, each awaited, until the platform answers again. */
async function recover({ trouble, signal }: Line, work: Work): Promise<void> {
  await Promise.all(work.calls)
  if (trouble.failures > 0) await pause(Math.min(2 ** Math.min(trouble.failures, 16) * 250, MOST_PAUSE_MS), signal)
}

async function flush({ shell }: Line, { shard, settled }: Work): Promise<void> {
  await settleRecipients(shell.db, shard, settled.splice(0), shell.deps.clock.now())
}

function roomOf(account: Account): number {
  return Math.min(100, Math.max(4, Math.ceil(rateOf(account) / 2) || 100))
}

/** False when a platform that does not answer leaves no room. */
async function waitForRoom({ account, signal }: Line, { calls }: Work): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS
  while (calls.size >= roomOf(account)) {
    if (performance.now() >= deadline || signal.aborted) return false
    await Promise.race([...calls, pause(PATIENCE_MS, signal)])
  }
  return true
}

/** For a channel that keeps its own transcript: the message and the mark commit together, so exactly once. */
async function writeBatch(line: Line, work: Work): Promise<boolean> {
  const { shell, account } = line
  const written = await shell.db.transaction().execute(async (tx) => {
    const now = shell.deps.clock.now()
    const rows = await claimRecipients(tx, work.shard, { max: TRANSCRIPT_BATCH, now, minute: localMinute(now) })
    for (const { conversationId } of rows) {
      await enqueueMessages(tx, shell.deps.keys, { accountId: account.id, conversationId }, [work.text.message])
    }
    const settled = rows.map((row) => judgeSend(row, { kind: 'sent' }, work.text.onUncertain))
    await settleRecipients(tx, work.shard, settled, now)
    work.taken += rows.length
    return rows
  })
  shell.jobs.wake(...written.map(({ conversationId }) => ({ name: 'send' as const, id: conversationId })))
  return written.length === 0
}

/** Timers are late by a millisecond or so, which the next slots make up for. */
async function waitUntil(at: number): Promise<void> {
  const wait = at - performance.now()
  if (wait > 0.5) await delay(wait)
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}
