import type { Context } from 'hono'
import { z } from 'zod'
import { accept, isOfOtherSession, startFirst, startOf, storeEvents } from './accept.js'
import type { WebchatDeps } from './deps.js'
import { ClientId } from './event-id.js'
import { Payload } from './payload.js'
import { readFields } from './read-form.js'
import { refuse } from './refuse.js'
import { endSession, findSession } from './session.js'

const Form = {
  id: ClientId,
  session: z.string().max(64).default(''),
}
const Start = z.object({ ...Form, payload: Payload.optional() })
const Message = z.union([
  z.object({ ...Form, waitId: z.string().min(1).max(200), value: z.string().min(1).max(200) }),
  z.object({ ...Form, text: z.string().transform(plainLines).pipe(z.string().min(1)), payload: Payload.optional() }),
])

export async function receiveStart(c: Context, deps: WebchatDeps): Promise<Response> {
  const form = Start.safeParse(await readFields(c))
  if (!form.success) return refuse(c, 'bad_request')
  return accept(c, deps, form.data, () => [startOf(form.data.payload)])
}

export async function receiveMessage(c: Context, deps: WebchatDeps): Promise<Response> {
  const form = Message.safeParse(await readFields(c))
  if (!form.success) return refuse(c, 'bad_request')
  const message = form.data
  if ('waitId' in message) {
    const { waitId, value } = message
    return accept(c, deps, message, () => [{ content: { kind: 'choice', waitId, value } }])
  }
  const { text, payload } = message
  const first = startFirst(c, payload)
  return accept(c, deps, message, () => [...first, { content: { kind: 'text', text } }])
}

/** The conversation can no longer be reached from here: what comes later waits for the receipt code. */
export async function receiveEnd(c: Context, deps: WebchatDeps): Promise<Response> {
  const form = z.object(Form).safeParse(await readFields(c))
  if (!form.success) return refuse(c, 'bad_request')
  if (isOfOtherSession(c, form.data)) return refuse(c, 'other_session')
  const session = findSession(c)
  if (session && !(await storeEvents(deps, session, form.data, () => [{ content: { kind: 'blocked' } }]))) {
    return refuse(c, 'not_stored')
  }
  endSession(c, deps.publicUrl.startsWith('https:'))
  return c.redirect('/chat?het', 303)
}

/** Forms send line ends as CR LF. */
function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}
