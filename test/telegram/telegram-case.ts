import { pino } from 'pino'
import { test as base } from 'vitest'
import type { Account, Receive } from '../../src/conversations/channel.js'
import type { Inbound } from '../../src/engine/message.js'
import { type FakeTelegramApi, startTelegramApi } from '../fakes/telegram-api.js'

/** The inbox as a channel sees it: unique per account and event, and able to fail. */
export function memoryInbox() {
  const events: Inbound[] = []
  const known = new Set<string>()
  const state = { failures: 0 }
  const receive: Receive = async (inbound) => {
    if (state.failures > 0) {
      state.failures -= 1
      throw Object.assign(new Error(`could not store ${JSON.stringify(inbound)}`), { code: '57P01' })
    }
    const key = `${inbound.accountId} ${inbound.eventId}`
    if (known.has(key)) return 'duplicate'
    known.add(key)
    events.push(inbound)
    return 'stored'
  }
  return { events, receive, failNext: (times: number) => (state.failures = times) }
}

/** A log that a test can search for what must not stand in it. */
export function memoryLog() {
  const lines: string[] = []
  return { lines, log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }) }
}

export function accountOf(api: { token: string }, settings: Record<string, string> = {}): Account {
  const all = { token: api.token, webhookSecret: 'dung-bi-mat', ...settings }
  return { id: 'tg-1', channel: 'telegram', name: 'Bot', unitName: 'Công an xã', areaCode: null, settings: all }
}

export const test = base.extend<{ api: FakeTelegramApi }>({
  api: async ({ task: _ }, use) => {
    const api = await startTelegramApi()
    await use(api)
    await api.close()
  },
})
