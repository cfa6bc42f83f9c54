import type { Hono } from 'hono'
import { webchat } from '../channels/webchat/webchat.js'
import type { Account, Channel, Receive } from '../conversations/channel.js'
import { listTranscript } from '../conversations/transcript.js'
import { findTakenType } from '../features/attachments/seal-file.js'
import { fillReceipts } from '../features/tips/receipts.js'
import type { Db } from '../platform/db.js'
import { type Signals, sendSignal } from '../platform/signals.js'
import type { Platform } from './platform.js'

const UPLOADS = 'uploads'
const REFUSED_BYTES = 4096

export type Chat = { routes: Hono; channel: Channel; close(): void }

type Options = {
  platform: Platform
  publicUrl: string
  receive: Receive
}

const ACCOUNT: Account = {
  id: 'webchat',
  channel: 'webchat',
  name: 'Trò chuyện trên web',
  unitName: null,
  areaCode: null,
  settings: {},
}

/** The web chat over our own tables: what was said and answered is read from inbox and outbox. */
export function openChat({ platform, publicUrl, receive }: Options): Chat {
  const { deps, signals, database } = platform
  const end = new AbortController()
  const source = { db: database.db, deps, fillSecrets: (db: Db, text: string) => fillReceipts(db, deps, text) }
  const signalId = (conversationKey: string) => deps.keys.hash('chat-signal', conversationKey).toString('hex')
  const { routes, channel } = webchat({
    account: ACCOUNT,
    identity: 'Kênh tiếp nhận tin báo của Công an',
    publicUrl,
    receive,
    transcript: {
      list: (conversationKey, afterId) => listTranscript(source, ACCOUNT.id, conversationKey, afterId),
      subscribe: (conversationKey, onNew) => subscribe(signals, signalId(conversationKey), onNew),
    },
    storeUpload: (bytes) => storeUpload(platform, bytes),
    readUpload: (fileRef) => readUpload(platform, fileRef),
    releaseUpload: (fileRef) => releaseUpload(platform, fileRef),
    notify: (conversationKey) => sendSignal(database.db, 'chat', signalId(conversationKey)),
    log: deps.log,
    signal: end.signal,
  })
  return { routes, channel, close: () => end.abort() }
}

function subscribe(signals: Signals, wanted: string, onNew: () => void): () => void {
  return signals.on('chat', (id) => {
    if (id === wanted) onNew()
  })
}

/** Sealed before the event exists; the lane takes it over as evidence and the day's end destroys the upload. */
async function storeUpload({ database, deps }: Platform, bytes: Buffer): Promise<string> {
  const id = deps.ids.uuid()
  // Of what will be refused only the beginning is kept, by which it is refused: the disk is for evidence.
  const kept = (await findTakenType(bytes)) === null ? bytes.subarray(0, REFUSED_BYTES) : bytes
  const fileKey = await deps.files.put(`${UPLOADS}/${id}`, kept)
  await database.db.insertInto('upload').values({ id, fileKey, size: bytes.length }).execute()
  return id
}

async function readUpload({ database, deps }: Platform, id: string): Promise<Buffer | null> {
  const row = await database.db.selectFrom('upload').select('fileKey').where('id', '=', id).executeTakeFirst()
  return row ? deps.files.get(`${UPLOADS}/${id}`, row.fileKey) : null
}

/** The file first: a row without its file is swept away, a file without its row would stay. */
async function releaseUpload({ database, deps }: Platform, id: string): Promise<void> {
  await deps.files.destroy(`${UPLOADS}/${id}`)
  await database.db.deleteFrom('upload').where('id', '=', id).execute()
}
