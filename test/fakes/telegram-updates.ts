import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export type Update = { update_id: number; [key: string]: unknown }
type Pending = { update: Update; queue: string; at: number; lifetimeMs: number }
type Webhook = { url: string; secret: string | undefined }
type Answer = { ok: true; updates: Update[] } | { ok: false; conflict: string }
type Waiter = { offset: number; limit: number; answer: (answer: Answer) => void }

const DAY_MS = 24 * 3600 * 1000
/** Telegram forgets a button press that it could not deliver for this long. */
const CALLBACK_LIFETIME_MS = 150_000

/**
 * Updates as the real server hands them out: by long poll with offsets, or to a webhook, where messages queue per
 * chat and button presses queue per user beside them, and what is not answered 2xx is tried again in its place.
 */
export class TelegramUpdates {
  webhook: Webhook | undefined
  readonly history = new Map<number, Update>()
  /** In order, by the update's id. */
  private pending = new Map<number, Pending>()
  private readonly queues = new Map<string, Pending[]>()
  /** How long the webhook took to answer 2xx, each time, in milliseconds. */
  readonly ackMs: number[] = []
  private readonly agent = new Agent({ keepAlive: true })
  private running = new Set<string>()
  private waiter: Waiter | undefined
  private allowed: readonly string[] = []
  private nextId = 700_000_001
  private readonly stop = new AbortController()
  private idle: (() => void)[] = []

  private readonly retryBaseMs: number

  /** `retryBaseMs`: the second retry's delay, doubled from there; seconds in Telegram, short in a test. */
  constructor(retryBaseMs: number) {
    this.retryBaseMs = retryBaseMs
  }

  /** `body` has one key, the update's kind. Kinds that the bot did not ask for are not made. */
  push(body: Record<string, unknown>, queue: string): number {
    const update = { update_id: this.nextId++, ...body }
    const [kind = ''] = Object.keys(body)
    if (this.allowed.length > 0 && KINDS.has(kind) && !this.allowed.includes(kind)) return update.update_id
    const lifetimeMs = kind === 'callback_query' ? CALLBACK_LIFETIME_MS : DAY_MS
    const pending = { update, queue, at: Date.now(), lifetimeMs }
    this.pending.set(update.update_id, pending)
    this.queues.set(queue, [...(this.queues.get(queue) ?? []), pending])
    this.history.set(update.update_id, update)
    this.wake([queue])
    return update.update_id
  }

  /** As after a week of silence, when the real server goes on from a random id. */
  restartIdsAt(id: number): void {
    this.nextId = id
  }

  async poll(offset: number, limit: number, seconds: number, allowed: readonly string[] | undefined): Promise<Answer> {
    if (this.webhook) return { ok: false, conflict: "can't use getUpdates method while webhook is active" }
    if (allowed) this.allowed = allowed
    this.waiter?.answer({ ok: false, conflict: 'terminated by other getUpdates request' })
    for (const id of this.pending.keys()) if (id < offset) this.pending.delete(id)
    this.noteIdle()
    return new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => waiter.answer({ ok: true, updates: [] }), seconds * 1000)
      const answer = (given: Answer) => {
        clearTimeout(timer)
        if (this.waiter === waiter) this.waiter = undefined
        resolve(given)
      }
      const waiter: Waiter = { offset, limit, answer }
      this.waiter = waiter
      this.wake()
    })
  }

  setWebhook(webhook: Webhook | undefined, allowed: readonly string[] | undefined, drop: boolean): void {
    this.webhook = webhook
    if (allowed) this.allowed = allowed
    if (drop) this.pending.clear()
    this.waiter?.answer({ ok: false, conflict: 'terminated by setWebhook request' })
    this.wake()
  }

  /** Resolves when nothing waits to be delivered or confirmed. */
  async allDelivered(): Promise<void> {
    if (this.pending.size > 0) await new Promise<void>((resolve) => this.idle.push(resolve))
  }

  /** The same update once more, outside the queues; the webhook's status. */
  async post(update: Update): Promise<number> {
    return (await this.deliver(update)).status
  }

  close(): void {
    this.stop.abort()
    this.agent.destroy()
    this.waiter?.answer({ ok: true, updates: [] })
  }

  private wake(queues: Iterable<string> = this.queues.keys()): void {
    const { waiter } = this
    if (waiter && this.pending.size > 0) {
      const updates = [...this.pending.values()].slice(0, waiter.limit).map(({ update }) => update)
      waiter.answer({ ok: true, updates })
    }
    if (!this.webhook) return
    for (const queue of [...queues]) void this.runQueue(queue)
  }

  private async runQueue(queue: string): Promise<void> {
    if (this.running.has(queue)) return
    this.running.add(queue)
    let failures = 0
    for (let next = this.first(queue); next && this.webhook && !this.stop.signal.aborted; next = this.first(queue)) {
      const { status, retryAfter } = await this.deliver(next.update)
      const isExpired = Date.now() - next.at > next.lifetimeMs
      if ((status >= 200 && status < 300) || isExpired) {
        this.pending.delete(next.update.update_id)
        failures = 0
        continue
      }
      failures += 1
      await this.wait(retryAfter ?? this.backoff(failures))
    }
    this.running.delete(queue)
    this.noteIdle()
  }

  private first(queue: string): Pending | undefined {
    const line = this.queues.get(queue) ?? []
    while (line[0] && !this.pending.has(line[0].update.update_id)) line.shift()
    if (line.length === 0) this.queues.delete(queue)
    return line[0]
  }

  /** The first retry comes at once. */
  private backoff(failures: number): number {
    return failures === 1 ? 0 : Math.min(this.retryBaseMs * 2 ** (failures - 2), 60_000)
  }

  private async wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stop.signal }).catch((error: unknown) => {
      if (!this.stop.signal.aborted) throw error
    })
  }

  private async deliver(update: Update): Promise<{ status: number; retryAfter?: number }> {
    const { webhook } = this
    if (!webhook) return { status: 0 }
    const since = performance.now()
    const answer = await this.postJson(webhook, JSON.stringify(update))
    if (answer.status >= 200 && answer.status < 300) this.ackMs.push(performance.now() - since)
    return answer
  }

  /** Status 0: no answer. */
  private postJson({ url, secret }: Webhook, body: string): Promise<{ status: number; retryAfter?: number }> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(secret !== undefined && { 'x-telegram-bot-api-secret-token': secret }),
    }
    return new Promise((resolve) => {
      const noAnswer = () => resolve({ status: 0 })
      const call = request(url, { method: 'POST', headers, agent: this.agent, timeout: 60_000 }, (response) => {
        response.on('error', noAnswer).on('end', () => {
          const after = Number(response.headers['retry-after'])
          resolve({ status: response.statusCode ?? 0, ...(after > 0 && { retryAfter: after * 1000 }) })
        })
        response.resume()
      })
      call.on('timeout', () => call.destroy())
      call.on('error', noAnswer).end(body)
    })
  }

  private noteIdle(): void {
    if (this.pending.size > 0) return
    for (const resolve of this.idle.splice(0)) resolve()
  }
}

const KINDS = new Set(['message', 'edited_message', 'callback_query', 'my_chat_member'])
