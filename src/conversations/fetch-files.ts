import { sql } from 'kysely'
import type { MediaItem, MediaRef } from '../engine/message.js'
import type { Channel, Account, FetchedFile } from './channel.js'
import { openEvent, sealEvent, type StoredContent } from './event-body.js'
import type { InboxRow } from './queries.js'
import type { SealedFile, Shell } from './shell.js'

export const MAX_FILE_BYTES = 20 * 1024 * 1024
const MAX_ATTEMPTS = 6

type Fetched = { items: MediaItem[]; files: { position: number; file: Extract<SealedFile, { kind: 'sealed' }> }[] }

/**
 * Fetches and seals an event's files outside any transaction, then hands the event to its lane. True when the
 * lane may go on. A file that cannot be had becomes a refusal that the citizen is told; it never blocks the chat.
 */
export async function fetchFiles(shell: Shell, event: InboxRow): Promise<boolean> {
  const attempt = await leaseEvent(shell, event.id)
  if (attempt === null || !event.body) return false
  const content = openEvent(shell.deps.keys, event.accountId, event.eventId, event.body)
  if (content.kind !== 'media') return false
  const account = await shell.findAccount(event.accountId)
  const channel = account ? shell.channels.get(account.channel) : undefined
  const fetched: Fetched = { items: [], files: [] }
  for (const [position, media] of (content.media as MediaRef[]).entries()) {
    const sealed = account && channel ? await fetchOne(shell, channel, account, media) : 'failed'
    if (sealed === 'failed' && attempt < MAX_ATTEMPTS) return putBack(shell, event.id, attempt)
    fetched.items.push(toItem(sealed))
    if (sealed !== 'failed' && sealed.kind === 'sealed') fetched.files.push({ position, file: sealed })
  }
  await saveFiles(shell, event, { ...content, media: fetched.items } as StoredContent, fetched)
  return true
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

async function fetchOne(shell: Shell, channel: Channel, account: Account, media: MediaRef): Promise<SealedFile | 'failed'> {
  const file: FetchedFile = await channel.fetchFile(account, media.fileRef, MAX_FILE_BYTES)
  switch (file.kind) {
    case 'fetched':
      return shell.seal(file.bytes)
    case 'too_big':
      return { kind: 'refused', reason: 'too_big' }
    case 'gone':
      return { kind: 'refused', reason: 'not_fetched' }
    default:
      return 'failed'
  }
}

function toItem(sealed: SealedFile | 'failed'): MediaItem {
  if (sealed === 'failed') return { refused: 'not_fetched' }
  if (sealed.kind === 'refused') return { refused: sealed.reason }
  return { attachmentId: sealed.id, mime: sealed.mime, size: sealed.size }
}

async function putBack(shell: Shell, id: string, attempt: number): Promise<false> {
  await shell.db
    .updateTable('inbox')
    .set({ nextTryAt: sql`clock_timestamp() + interval '1 second' * ${2 ** attempt}` })
    .where('id', '=', id)
    .execute()
  return false
}

async function saveFiles(shell: Shell, event: InboxRow, content: StoredContent, fetched: Fetched): Promise<void> {
  const { accountId, eventId, conversationId } = event
  await shell.db.transaction().execute(async (tx) => {
    for (const { position, file } of fetched.files) {
      const { id, mime, size, sha256, fileKey } = file
      await tx
        .insertInto('attachment')
        .values({ id, inboxId: event.id, conversationId, position, mime, size, sha256, fileKey })
        .execute()
    }
    await tx
      .updateTable('inbox')
      .set({
        files: 'ready',
        attempts: 0,
        nextTryAt: sql`clock_timestamp()`,
        body: sealEvent(shell.deps.keys, accountId, eventId, content),
      })
      .where('id', '=', event.id)
      .where('files', '=', 'wanted')
      .execute()
  })
}
