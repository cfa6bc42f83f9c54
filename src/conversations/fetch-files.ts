import { sql } from 'kysely'
import type { MediaItem, MediaRef } from '../engine/message.js'
import { makeByteBudget } from '../platform/byte-budget.js'
import { unreachable } from '../platform/errors.js'
import { pauseAccount, readPause } from './account-pause.js'
import type { Channel, Account, FetchedFile } from './channel.js'
import { openEvent, sealEvent, type StoredContent } from './event-body.js'
import type { InboxRow } from './queries.js'
import type { SealedFile, Shell } from './shell.js'

const MAX_FILE_BYTES = 20 * 1024 * 1024
const MAX_ATTEMPTS = 6
const OFF_SECONDS = 60
/** A file is in memory a few times over, as it came and as it is sealed. */
const budget = makeByteBudget(MAX_FILE_BYTES / 2)
const FAILED = { kind: 'failed' } as const

type Got = SealedFile | { kind: 'failed' } | Extract<FetchedFile, { kind: 'rate_limited' }>
type Fetched = { items: MediaItem[]; files: { position: number; file: Extract<SealedFile, { kind: 'sealed' }> }[] }

/**
 * Fetches and seals an event's files outside any transaction, then hands the event to its lane. A file that cannot
 * be had becomes a refusal that the citizen is told; it never blocks the chat. `waits`: too many are being fetched
 * from there; the job goes on to others. These are fetched as soon as there is a place, and then the lane is woken.
 */
export async function fetchFiles(shell: Shell, event: InboxRow): Promise<'fetched' | 'waits'> {
  if (!event.body) return 'fetched'
  const content = openEvent(shell.deps.keys, event.accountId, event.eventId, event.body)
  if (content.kind !== 'media') return 'fetched'
  const account = await shell.findAccount(event.accountId)
  const fetch = async (leave: () => void) => {
    try {
      // Waits before the event is leased: a lease must not run out in the line.
      await budget.within(largestSize(content.media as MediaRef[]), () => fetchLeased(shell, event, content, account))
    } finally {
      leave()
    }
  }
  const onFree = (place: () => void) => shell.jobs.keep(fetch(place).then(() => wakeLaneOf(shell, event)))
  const leave = shell.fetches.enter(account?.channel ?? '', { id: event.id, onFree })
  if (!leave) return 'waits'
  await fetch(leave)
  return 'fetched'
}

function wakeLaneOf({ jobs }: Shell, { conversationId }: InboxRow): void {
  if (conversationId) jobs.wake({ name: 'lane', id: conversationId })
}

/** What the platform does not tell counts as the most that is taken. */
function largestSize(media: readonly MediaRef[]): number {
  return Math.max(...media.map(({ size }) => Math.min(size ?? MAX_FILE_BYTES, MAX_FILE_BYTES)))
}

type MediaContent = Extract<StoredContent, { kind: 'media' }>
type Fetching = { attempt: number; account: Account | null; channel: Channel | undefined; content: MediaContent }

async function fetchLeased(shell: Shell, event: InboxRow, content: MediaContent, account: Account | null) {
  const attempt = await leaseEvent(shell, event.id)
  if (attempt === null) return
  const channel = account ? shell.channels.get(account.channel) : undefined
  const pausedSeconds = await readPause(shell.db, event.accountId)
  if (pausedSeconds > 0) return waitOut(shell, event.id, attempt, pausedSeconds)
  return fetchAll(shell, event, { attempt, account, channel, content })
}

async function fetchAll(shell: Shell, event: InboxRow, fetching: Fetching): Promise<void> {
  const { attempt, account, channel, content } = fetching
  const fetched: Fetched = { items: [], files: [] }
  for (const [position, media] of (content.media as MediaRef[]).entries()) {
    if (!account || !channel) return waitOut(shell, event.id, attempt, OFF_SECONDS)
    const got = await fetchOne(shell, channel, account, media)
    if (got.kind === 'rate_limited') return obeyPause(shell, event, attempt, got.retryAfterSeconds)
    if (got.kind === 'failed' && attempt < MAX_ATTEMPTS)
      return putBack(shell, event.id, { attempt, seconds: 2 ** attempt })
    fetched.items.push(toItem(got))
    if (got.kind === 'sealed') fetched.files.push({ position, file: got })
  }
  const isOurs = await saveFiles(shell, event, { ...content, media: fetched.items } as StoredContent, fetched)
  if (isOurs && channel?.releaseFile) {
    for (const media of content.media as MediaRef[]) await channel.releaseFile(media.fileRef)
  }
}

/** The lease keeps other workers off for as long as a fetch may take; null when one of them has it. */
async function leaseEvent(shell: Shell, id: string): Promise<number | null> {
  const leased = await shell.db
    .updateTable('inbox')
    .set({ attempts: sql`attempts + 1`, nextTryAt: sql`clock_timestamp() + interval '60 seconds'` })
    .where('id', '=', id)
    .where('files', '=', 'wanted')
    .where('doneAt', 'is', null)
    .where('nextTryAt', '<=', sql<Date>`clock_timestamp()`)
    .returning('attempts')
    .executeTakeFirst()
  return leased?.attempts ?? null
}

/** What throws counts as a failed try: after some of them the citizen is told, and the chat goes on. */
async function fetchOne(shell: Shell, channel: Channel, account: Account, media: MediaRef): Promise<Got> {
  try {
    return await fetchAndSeal(shell, channel, account, media)
  } catch (err) {
    shell.deps.log.error({ err, accountId: account.id }, 'a file could not be fetched')
    return FAILED
  }
}

async function fetchAndSeal(shell: Shell, channel: Channel, account: Account, media: MediaRef): Promise<Got> {
  const file: FetchedFile = await channel.fetchFile(account, media.fileRef, MAX_FILE_BYTES)
  switch (file.kind) {
    case 'fetched':
      return shell.seal(file.bytes)
    case 'too_big':
      return { kind: 'refused', reason: 'too_big' }
    case 'gone':
      return { kind: 'refused', reason: 'not_fetched' }
    case 'rate_limited':
      return file
    case 'failed':
      return FAILED
    default:
      return unreachable(file)
  }
}

function toItem(got: Exclude<Got, { kind: 'rate_limited' }>): MediaItem {
  if (got.kind === 'failed') return { refused: 'not_fetched' }
  if (got.kind === 'refused') return { refused: got.reason }
  return { attachmentId: got.id, mime: got.mime, size: got.size }
}

async function obeyPause(shell: Shell, event: InboxRow, attempt: number, seconds: number): Promise<void> {
  await pauseAccount(shell.db, event.accountId, seconds)
  return waitOut(shell, event.id, attempt, seconds)
}

/** Waiting for the platform is no failed attempt. */
function waitOut(shell: Shell, id: string, attempt: number, seconds: number): Promise<void> {
  return putBack(shell, id, { attempt: attempt - 1, seconds })
}

async function putBack(
  shell: Shell,
  id: string,
  { attempt, seconds }: { attempt: number; seconds: number },
): Promise<void> {
  await shell.db
    .updateTable('inbox')
    .set({ attempts: attempt, nextTryAt: sql`clock_timestamp() + interval '1 second' * ${seconds}` })
    .where('id', '=', id)
    .execute()
}

/** False when another worker has done it meanwhile. */
async function saveFiles(shell: Shell, event: InboxRow, content: StoredContent, fetched: Fetched): Promise<boolean> {
  const { accountId, eventId, conversationId } = event
  return shell.pipelined(async (tx) => {
    const updated = await tx
      .updateTable('inbox')
      .set({
        files: 'ready',
        attempts: 0,
        nextTryAt: sql`clock_timestamp()`,
        body: sealEvent(shell.deps.keys, accountId, eventId, content),
      })
      .where('id', '=', event.id)
      .where('files', '=', 'wanted')
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) return false
    const rows = fetched.files.map(({ position, file: { kind: _, ...file } }) => ({
      ...{ inboxId: event.id, conversationId, position },
      ...file,
    }))
    await Promise.all([
      shell.keepFiles(
        tx,
        rows.map(({ id }) => id),
      ),
      rows.length > 0 && tx.insertInto('attachment').values(rows).execute(),
    ])
    return true
  })
}
