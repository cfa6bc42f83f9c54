import type { Choice, Offer, Picture } from '../engine/message.js'
import type { Db } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import { openMessage } from '../platform/outbox.js'
import { openEvent, type StoredContent } from './event-body.js'
import { findConversation, hashConversation } from './receive.js'
import type { Shell } from './shell.js'

export type TranscriptLine = {
  /** Where a reader stands after this line; opaque. */
  id: string
  from: 'citizen' | 'bot'
  text: string
  choices?: Choice[]
  waitId?: string
  offers?: Offer[]
  picture?: Picture
  at: Date
  /** Of what the citizen said: the event's own id, which the page made. */
  eventId?: string
  /** Names a line that holds a secret: its text is another once the secret is no longer shown. */
  secretId?: string
}

export type TranscriptSource = Pick<Shell, 'db' | 'deps' | 'fillSecrets'>

type Place = { inbox: number; outbox: number }
type Line = Omit<TranscriptLine, 'id'> & { source: 'inbox' | 'outbox'; rowId: number }

const MOST = 300

/**
 * A talk as its owner may read it again, oldest first, for as long as the bodies are kept. Receipt codes are filled
 * in only while their copies exist. Each of the two tables is followed by its own number, since a row of one may
 * commit after a later row of the other.
 */
export async function listTranscript(
  shell: TranscriptSource,
  accountId: string,
  conversationKey: string,
  afterId?: string,
): Promise<TranscriptLine[]> {
  const { db, deps } = shell
  const keyHash = hashConversation(deps.keys, accountId, conversationKey)
  const conversationId = await findConversation(db, accountId, keyHash)
  if (!conversationId) return []
  const place = readPlace(afterId)
  const answered = await listAnswered(shell, conversationId)
  const said = await listSaid(db, deps, conversationId, place.inbox, labelsOf(answered))
  const fresh = answered.filter(({ rowId }) => rowId > place.outbox)
  const lines = [...said, ...fresh].sort((a, b) => a.at.getTime() - b.at.getTime())
  return lines.map(({ source, rowId, ...line }) => {
    place[source] = Math.max(place[source], rowId)
    return { ...line, id: `${place.inbox}-${place.outbox}` }
  })
}

/** What each button said: a press stores only which one it was. */
function labelsOf(answered: readonly Line[]): ReadonlyMap<string, string> {
  const pairs = answered.flatMap(({ waitId, choices = [] }) =>
    choices.map(({ value, label }) => [`${waitId}:${value}`, label] as const),
  )
  return new Map(pairs)
}

function readPlace(id: string | undefined): Place {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(id ?? '')
  return { inbox: Number(match?.[1] ?? 0), outbox: Number(match?.[2] ?? 0) }
}

async function listSaid(
  db: Db,
  { keys }: Deps,
  conversationId: string,
  after: number,
  labels: ReadonlyMap<string, string>,
): Promise<Line[]> {
  const rows = await db
    .selectFrom('inbox')
    .select(['id', 'accountId', 'eventId', 'body', 'kind', 'receivedAt'])
    .where('conversationId', '=', conversationId)
    .where('id', '>', String(after))
    .where('kind', '<>', 'open')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows.flatMap((row) => {
    const text = row.body ? textOf(openEvent(keys, row.accountId, row.eventId, row.body), labels) : FORGOTTEN
    if (text === null) return []
    return [{ source: 'inbox', rowId: Number(row.id), from: 'citizen', text, at: row.receivedAt, eventId: row.eventId }]
  })
}

async function listAnswered(shell: TranscriptSource, conversationId: string): Promise<Line[]> {
  const rows = await shell.db
    .selectFrom('outbox')
    .select(['id', 'body', 'createdAt'])
    .where('conversationId', '=', conversationId)
    .where('status', '<>', 'blocked')
    .where('body', 'is not', null)
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  const lines: Line[] = []
  for (const { id, body, createdAt } of rows) {
    if (!body) continue
    const message = openMessage(shell.deps.keys, conversationId, body)
    const text = await shell.fillSecrets(shell.db, message.text)
    const secret = text === message.text ? {} : { secretId: id }
    lines.push({ ...message, ...secret, text, source: 'outbox', rowId: Number(id), from: 'bot', at: createdAt })
  }
  return lines
}

/** What the citizen sees of their own event; null for what is no message. */
function textOf(content: StoredContent, labels: ReadonlyMap<string, string>): string | null {
  switch (content.kind) {
    case 'text':
    case 'edited':
      return content.text
    case 'choice':
      return labels.get(`${content.waitId}:${content.value}`) ?? null
    case 'media':
      return [`📷 ${content.media.length} tệp`, content.caption].filter(Boolean).join('\n')
    case 'contact':
      return content.phone
    default:
      return null
  }
}

const FORGOTTEN = '(nội dung đã được xóa)'
