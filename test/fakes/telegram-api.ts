import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ApiAnswer, FakeChats, fail, type Limits, ok, type SentMessage, tooMany } from './telegram-chats.js'
import { type Citizen, citizenOf } from './telegram-citizen.js'
import { TelegramUpdates } from './telegram-updates.js'

export type { SentMessage } from './telegram-chats.js'
export type { Citizen } from './telegram-citizen.js'

type Options = {
  token?: string
  /** Off unless named: 30 and 1 are the real ones. */
  limits?: Limits
  retryBaseMs?: number
}
type Call = { method: string; payload: Record<string, unknown> }
/** `lose_answer` does what was asked and then drops the connection; `hang` never answers. */
type Trouble =
  | { kind: 'rate_limit'; retryAfterSeconds: unknown }
  | { kind: 'status'; status: number }
  | { kind: 'drop' }
  | { kind: 'lose_answer' }
  | { kind: 'hang' }
type Misbehaviour = { trouble: Trouble; method: string | undefined; times: number }

const MAX_FILE_BYTES = 20 * 1024 * 1024

/** A Bot API server that holds to the real one's limits and order of delivery. Point `TELEGRAM_API_ROOT` at `root`. */
export async function startTelegramApi(options: Options = {}) {
  const token = options.token ?? '700700:AAtestTokenOfTheFakeBotApi'
  const chats = new FakeChats(options.limits ?? {})
  const updates = new TelegramUpdates(options.retryBaseMs ?? 20)
  const calls: Call[] = []
  const troubles: Misbehaviour[] = []
  const citizens = new Map<string, Citizen>()

  const server = createServer((request, response) => {
    handle({ token, chats, updates, calls, troubles }, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    root: `http://127.0.0.1:${port}`,
    token,
    calls,
    sent: chats.sent as readonly SentMessage[],
    answeredCallbacks: chats.answeredCallbacks as readonly string[],
    updates,
    /** Of every message that was taken, in milliseconds. */
    moments: chats.moments as readonly { at: number; chatId: string }[],
    refusedForSpeed: () => chats.refusedForSpeed,
    limit(limits: Limits): void {
      chats.limits = limits
    },
    /** People who wrote to the bot once, without the trouble of their writing. */
    know(chatIds: Iterable<number | string>): void {
      for (const chatId of chatIds) chats.known.add(String(chatId))
    },
    /** The same person each time; a new chat id is a new person. */
    citizen(chatId: number | string): Citizen {
      const known = citizens.get(String(chatId)) ?? citizenOf(chats, updates, chatId)
      citizens.set(String(chatId), known)
      return known
    },
    misbehave(trouble: Trouble, { times = 1, method }: { times?: number; method?: string } = {}): void {
      troubles.push({ trouble, method, times })
    },
    /** An update of any shape; `queue` is where Telegram would keep it in order. */
    pushUpdate: (body: Record<string, unknown>, queue = 'chat 0') => updates.push(body, queue),
    /** Posts one update again, `times` at once; the webhook's statuses. */
    redeliver(updateId: number, times: number): Promise<number[]> {
      const update = updates.history.get(updateId)
      if (!update) throw new Error(`no update ${updateId}`)
      return Promise.all(Array.from({ length: times }, () => updates.post(update)))
    },
    allDelivered: () => updates.allDelivered(),
    waitForMessage: (wanted: (message: SentMessage) => boolean, timeoutMs?: number) =>
      chats.waitForMessage(wanted, { timeoutMs }),
    async close(): Promise<void> {
      updates.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export type FakeTelegramApi = Awaited<ReturnType<typeof startTelegramApi>>

type Server = {
  token: string
  chats: FakeChats
  updates: TelegramUpdates
  calls: Call[]
  troubles: Misbehaviour[]
}

async function handle(server: Server, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fake')
  const [, prefix = '', method = ''] = /^\/((?:file\/)?bot[^/]+)\/(.+)$/.exec(decodeURIComponent(url.pathname)) ?? []
  const body = await readBody(request)
  const trouble = takeTrouble(server.troubles, prefix.startsWith('file/') ? 'file' : method)
  if (trouble?.kind === 'hang') return
  if (trouble?.kind === 'drop') return void response.destroy()
  if (prefix === `file/bot${server.token}`) return sendFile(server.chats, method, response, trouble)
  if (prefix !== `bot${server.token}`) return send(response, fail(401, 'Unauthorized'))
  const payload: Record<string, unknown> = { ...Object.fromEntries(url.searchParams), ...body }
  server.calls.push({ method, payload })
  if (trouble?.kind === 'rate_limit') return send(response, tooMany(trouble.retryAfterSeconds))
  if (trouble?.kind === 'status') return send(response, fail(trouble.status, 'Internal Server Error'))
  const answer = await callMethod(server, method, payload)
  if (trouble?.kind === 'lose_answer') return void response.destroy()
  send(response, answer)
}

async function callMethod(server: Server, method: string, payload: Record<string, unknown>): Promise<ApiAnswer> {
  const { chats, updates } = server
  switch (method) {
    case 'getMe':
      return ok({ id: 700700, is_bot: true, first_name: 'An Ninh', username: 'an_ninh_thu_bot' })
    case 'sendMessage':
      return chats.sendMessage(payload)
    case 'sendPhoto':
      return chats.sendPhoto(payload)
    case 'answerCallbackQuery':
      chats.answeredCallbacks.push(String(payload['callback_query_id']))
      return ok(true)
    case 'getFile':
      return getFile(chats, String(payload['file_id']))
    case 'getUpdates':
      return getUpdates(updates, payload)
    case 'setWebhook':
    case 'deleteWebhook':
      return setWebhook(updates, payload)
    case 'getWebhookInfo':
      return ok({ url: updates.webhook?.url ?? '' })
    case 'setMyCommands':
    case 'sendChatAction':
      return ok(true)
    default:
      return fail(404, 'Not Found')
  }
}

async function getUpdates(updates: TelegramUpdates, payload: Record<string, unknown>): Promise<ApiAnswer> {
  const allowed = payload['allowed_updates'] as string[] | undefined
  const limit = Math.min(Number(payload['limit'] ?? 100), 100)
  const answer = await updates.poll(Number(payload['offset'] ?? 0), limit, Number(payload['timeout'] ?? 0), allowed)
  return answer.ok ? ok(answer.updates) : fail(409, `Conflict: ${answer.conflict}`)
}

function setWebhook(updates: TelegramUpdates, payload: Record<string, unknown>): ApiAnswer {
  const secret = payload['secret_token'] as string | undefined
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    return fail(400, 'Bad Request: secret token contains unallowed characters')
  }
  const url = String(payload['url'] ?? '')
  const webhook = url === '' ? undefined : { url, secret }
  updates.setWebhook(
    webhook,
    payload['allowed_updates'] as string[] | undefined,
    payload['drop_pending_updates'] === true,
  )
  return ok(true)
}

function getFile(chats: FakeChats, id: string): ApiAnswer {
  const file = chats.files.get(id)
  if (!file) return fail(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
  if (file.bytes.length > MAX_FILE_BYTES) return fail(400, 'Bad Request: file is too big')
  return ok({ file_id: id, file_size: file.bytes.length, file_path: file.path })
}

function sendFile(chats: FakeChats, path: string, response: ServerResponse, trouble: Trouble | undefined): void {
  const file = [...chats.files.values()].find((each) => each.path === path)
  if (trouble?.kind === 'status') return void response.writeHead(trouble.status).end()
  if (!file) return send(response, fail(404, 'Not Found'))
  response.writeHead(200, { 'content-type': 'application/octet-stream' })
  if (trouble?.kind !== 'lose_answer') return void response.end(file.bytes)
  response.write(file.bytes.slice(0, 1000))
  setImmediate(() => response.destroy())
}

function send(response: ServerResponse, { status, body }: ApiAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/')) return readForm(Buffer.concat(chunks), type)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

/** Files by the field that points at them with `attach://`, the rest as JSON or words. */
async function readForm(bytes: Buffer, type: string): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const fields: Record<string, unknown> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string') fields[name] = new Uint8Array(await value.arrayBuffer())
    else fields[name] = /^[[{]/.test(value) ? JSON.parse(value) : value
  }
  for (const [name, value] of Object.entries(fields)) {
    const attached = typeof value === 'string' ? /^attach:\/\/(.+)$/.exec(value)?.[1] : undefined
    if (attached !== undefined) fields[name] = fields[attached]
  }
  return fields
}

function takeTrouble(troubles: Misbehaviour[], method: string): Trouble | undefined {
  const index = troubles.findIndex((each) => each.method === undefined || each.method === method)
  const found = troubles[index]
  if (!found) return undefined
  found.times -= 1
  if (found.times <= 0) troubles.splice(index, 1)
  return found.trouble
}
