import { pino } from 'pino'
import type { Hono } from 'hono'
import type { TranscriptEntry, WebchatDeps } from '../../src/channels/webchat/deps.js'
import { webchat } from '../../src/channels/webchat/webchat.js'
import type { Account } from '../../src/conversations/channel.js'
import type { Inbound, Outgoing } from '../../src/engine/message.js'

type Talk = { entries: TranscriptEntry[]; listeners: Set<() => void> }
type Bot = (inbound: Inbound) => Outgoing | undefined

const account: Account = {
  id: 'webchat',
  channel: 'webchat',
  name: 'Web',
  unitName: null,
  areaCode: null,
  settings: {},
}
export const ORIGIN = 'http://localhost:3000'

/** The web chat over an inbox, a transcript and files in memory, answered by `bot`. */
export function givenWebchat(bot: Bot = () => undefined, overrides: Partial<WebchatDeps> = {}) {
  const events: Inbound[] = []
  const talks = new Map<string, Talk>()
  const uploads = new Map<string, Buffer>()
  const lines: string[] = []
  const state = { failures: 0 }
  const talkOf = (key: string): Talk => {
    const talk = talks.get(key) ?? { entries: [], listeners: new Set() }
    talks.set(key, talk)
    return talk
  }
  const notify = (key: string) => {
    for (const listener of talkOf(key).listeners) listener()
  }
  const tell = (key: string, entry: Omit<TranscriptEntry, 'id' | 'at'>) => {
    const { entries } = talkOf(key)
    entries.push({ ...entry, id: String(entries.length + 1), at: new Date('2026-11-22T07:05:00Z') })
    notify(key)
  }
  const { routes, channel } = webchat({
    account,
    identity: 'Công an xã Tịnh Khê',
    publicUrl: ORIGIN,
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    notify,
    async receive(inbound) {
      if (state.failures > 0) {
        state.failures -= 1
        throw new Error(`could not store ${JSON.stringify(inbound)}`)
      }
      if (events.some(({ eventId }) => eventId === inbound.eventId)) return 'duplicate'
      events.push(inbound)
      const key = inbound.conversationKey ?? ''
      const text = wordsOf(inbound)
      if (text !== undefined) tell(key, { from: 'citizen', text, eventId: inbound.eventId })
      const reply = bot(inbound)
      if (reply) tell(key, { from: 'bot', ...reply })
      return 'stored'
    },
    transcript: {
      list: async (key, afterId) => talkOf(key).entries.slice(Number(afterId ?? 0)),
      subscribe(key, onNew) {
        talkOf(key).listeners.add(onNew)
        return () => talkOf(key).listeners.delete(onNew)
      },
    },
    async storeUpload(bytes, { eventId }) {
      const ref = `upload-${uploads.size + 1}-${eventId}`
      uploads.set(ref, bytes)
      return ref
    },
    readUpload: async (ref) => uploads.get(ref),
    releaseUpload: async (ref) => void uploads.delete(ref),
    ...overrides,
  })
  const say = (key: string, message: Outgoing) => tell(key, { from: 'bot', ...message })
  return {
    routes,
    channel,
    account,
    events,
    uploads,
    lines,
    say,
    talks,
    failNext: (times: number) => (state.failures = times),
  }
}

function wordsOf({ content }: Inbound): string | undefined {
  if (content.kind === 'text') return content.text
  if (content.kind === 'media') return `📷 ${content.media.length} tệp`
  return content.kind === 'choice' ? content.value : undefined
}

/** A browser's part: keeps the cookie, says where the form comes from. */
export function visitorOf(routes: Hono, origin = ORIGIN) {
  let cookie = ''
  let ids = 0
  const keepCookie = (response: Response): Response => {
    const [pair = '', ...attributes] = response.headers.getSetCookie().at(-1)?.split('; ') ?? []
    if (pair) cookie = attributes.includes('Max-Age=0') ? '' : pair
    return response
  }
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = {
      host: new URL(ORIGIN).host,
      ...(cookie && { cookie }),
      ...(init.headers as Record<string, string>),
    }
    return keepCookie(await routes.request(path, { ...init, headers }))
  }
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const body = new URLSearchParams({ id: `visitor-${++ids}`, ...fields })
    return request(path, { method: 'POST', body, headers: { origin, accept: 'application/json', ...headers } })
  }
  const upload = (bytes: Uint8Array<ArrayBuffer>, query: Record<string, string> = {}) => {
    const fields = new URLSearchParams({ id: `visitor-${++ids}`, ...query })
    const headers = { origin, accept: 'application/json', 'content-type': 'application/octet-stream' }
    return request(`/upload?${fields}`, { method: 'POST', body: bytes, headers })
  }
  const uploadForm = (bytes: Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ id: `visitor-${++ids}`, ...fields })) body.set(name, value)
    body.set('files', new Blob([bytes]), 'anh.jpg')
    return request('/upload', { method: 'POST', body, headers: { origin, accept: 'application/json' } })
  }
  return { request, post, upload, uploadForm, cookie: () => cookie }
}
