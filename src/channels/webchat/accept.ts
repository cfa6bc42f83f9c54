import type { Context } from 'hono'
import type { InboundContent } from '../../engine/message.js'
import type { WebchatDeps } from './deps.js'
import { makeEventId } from './event-id.js'
import { refuse, wantsJson } from './refuse.js'
import { findSession, keepSession, type Session } from './session.js'
import { makeBell } from './stream.js'

export type Post = { id: string; session: string }
/** `sameness` is what makes a resend the same event, where the content itself would differ. */
export type PostedEvent = { content: InboundContent; sameness?: string }

/** How long a browser without our script waits for the reply to be on the page that it is sent back to. */
const REPLY_MS = 1500

/** Stores the events of one post, then answers the script with JSON and a plain form with the page. */
export async function accept(
  c: Context,
  deps: WebchatDeps,
  post: Post,
  readEvents: (conversationKey: string) => PostedEvent[] | Promise<PostedEvent[]>,
): Promise<Response> {
  if (isOfOtherSession(c, post)) return refuse(c, 'other_session')
  const session = keepSession(c, deps.publicUrl.startsWith('https:'))
  const bell = makeBell()
  const unsubscribe = wantsJson(c) ? undefined : deps.transcript.subscribe(session.key, bell.ring)
  try {
    const isStored = await storeEvents(deps, session, post, readEvents)
    if (!isStored) return refuse(c, 'not_stored')
    if (!unsubscribe) return c.json({ id: post.id, session: session.tag })
    await bell.rings(REPLY_MS)
    return c.redirect('/chat#cuoi', 303)
  } finally {
    unsubscribe?.()
  }
}

/** A page left open after its talk was ended in another tab must not write into the next one. */
export function isOfOtherSession(c: Context, post: Post): boolean {
  return post.session !== '' && findSession(c)?.tag !== post.session
}

/** Whoever came by a commune's link and just writes or sends a picture is still a citizen of that commune. */
export function startFirst(c: Context, payload: string | undefined): PostedEvent[] {
  return payload !== undefined && !findSession(c) ? [startOf(payload)] : []
}

export function startOf(payload: string | undefined): PostedEvent {
  return { content: payload === undefined ? { kind: 'start' } : { kind: 'start', payload } }
}

export async function storeEvents(
  { account, receive, log }: WebchatDeps,
  { key }: Session,
  post: Post,
  readEvents: (conversationKey: string) => PostedEvent[] | Promise<PostedEvent[]>,
): Promise<boolean> {
  try {
    for (const { content, sameness } of await readEvents(key)) {
      const eventId = makeEventId(key, post.id, [content.kind, sameness ?? JSON.stringify(content)])
      await receive({ accountId: account.id, eventId, conversationKey: key, address: key, content })
    }
    return true
  } catch (error) {
    // A database driver's message may quote the row.
    log.error({ error: error instanceof Error ? error.name : typeof error }, 'web chat event not stored')
    return false
  }
}
