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
  private pending: Pending[] = []
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
    this.pending.push({ update, queue, at: Date.now(), lifetimeMs })
    this.history.set(update.update_id, update)
    this.wake()
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
    this.pending = this.pending.filter(({ update }) => update.update_id >= offset)
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
    if (drop) this.pending = []
    this.waiter?.answer({ ok: false, conflict: 'terminated by setWebhook request' })
    this.wake()
  }

  /** Resolves when nothing waits to be delivered or confirmed. */
  async allDelivered(): Promise<void> {
    if (this.pending.length > 0) await new Promise<void>((resolve) => this.idle.push(resolve))
  }

  /** The same update once more, outside the queues; the webhook's status. */
  async post(update: Update): Promise<number> {
    return (await this.deliver(update)).status
  }

  close(): void {
    this.stop.abort()
    this.waiter?.answer({ ok: true, updates: [] })
  }

  private wake(): void {
    const { waiter } = this
    if (waiter && this.pending.length > 0) {
      waiter.answer({ ok: true, updates: this.pending.slice(0, waiter.limit).map(({ update }) => update) })
    }
    if (!this.webhook) return
    for (const queue of new Set(this.pending.map((each) => each.queue))) void this.runQueue(queue)
  }

  private async runQueue(queue: string): Promise<void> {
    if (this.running.has(queue)) return
    this.running.add(queue)
    let failures = 0
    for (let next = this.first(queue); next && this.webhook && !this.stop.signal.aborted; next = this.first(queue)) {
      const { status, retryAfter } = await this.deliver(next.update)
      const isExpired = Date.now() - next.at > next.lifetimeMs
      if ((status >= 200 && status < 300) || isExpired) {
        this.pending = this.pending.filter((each) => each !== next)
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
    return this.pending.find((each) => each.queue === queue)
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
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (webhook.secret !== undefined) headers['x-telegram-bot-api-secret-token'] = webhook.secret
    const signal = AbortSignal.any([this.stop.signal, AbortSignal.timeout(60_000)])
    try {
      const response = await fetch(webhook.url, { method: 'POST', headers, body: JSON.stringify(update), signal })
      await response.arrayBuffer()
      const after = Number(response.headers.get('retry-after'))
      return after > 0 ? { status: response.status, retryAfter: after * 1000 } : { status: response.status }
    } catch {
      return { status: 0 }
    }
  }

  private noteIdle(): void {
    if (this.pending.length > 0) return
    for (const resolve of this.idle.splice(0)) resolve()
  }
}

const KINDS = new Set(['message', 'edited_message', 'callback_query', 'my_chat_member'])
