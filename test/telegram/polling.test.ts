import { expect } from 'vitest'
import { startPolling } from '../../src/channels/telegram/polling.js'
import type { Inbound } from '../../src/engine/message.js'
import type { FakeTelegramApi } from '../fakes/telegram-api.js'
import { accountOf, memoryInbox, memoryLog, test } from './telegram-case.js'

function givenPolling(api: FakeTelegramApi, inbox = memoryInbox(), pollSeconds = 5) {
  const stop = new AbortController()
  const { log, lines } = memoryLog()
  const shared = { until: 0 }
  const sharedPause = {
    read: async () => Math.max(0, (shared.until - Date.now()) / 1000),
    extend: async (seconds: number) => {
      shared.until = Date.now() + seconds * 1000
    },
  }
  const account = accountOf(api)
  const options = { account, receive: inbox.receive, log, signal: stop.signal, apiRoot: api.root, sharedPause }
  const ended = startPolling({ ...options, pollSeconds })
  const end = async () => {
    stop.abort()
    await ended
  }
  return { ...inbox, lines, end, sharedPause }
}

const texts = (events: readonly Inbound[]) =>
  events.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))

test('updates are stored in order, confirmed after that, and a webhook left over is removed', async ({ api }) => {
  api.updates.setWebhook({ url: 'http://127.0.0.1:9', secret: undefined }, undefined, false)
  const { events, end } = givenPolling(api)
  const citizen = api.citizen(7)
  for (const text of ['một', 'hai', 'ba']) citizen.says(text)
  await api.allDelivered()
  citizen.sendsSticker()
  citizen.blocks()
  await api.allDelivered()
  await end()
  expect(texts(events)).toEqual(['một', 'hai', 'ba', 'unsupported', 'blocked'])
})

test('what could not be stored comes again; nothing after it is lost', async ({ api }) => {
  const inbox = memoryInbox()
  inbox.failNext(1)
  const citizen = api.citizen(7)
  for (const text of ['một', 'hai', 'ba']) citizen.says(text)
  const { events, lines, end } = givenPolling(api, inbox)
  await api.allDelivered()
  await end()
  expect(texts(events)).toEqual(['một', 'hai', 'ba'])
  expect(lines.join()).not.toMatch(/một|hai/)
})

test('ids that start anew below the old ones after a quiet week are taken', async ({ api }) => {
  const { events, end } = givenPolling(api, memoryInbox(), 0.1)
  api.citizen(7).says('cũ')
  await api.allDelivered()
  const isQuiet = () =>
    api.calls.filter(({ method, payload }) => method === 'getUpdates' && !('offset' in payload)).length > 1
  await expect.poll(isQuiet).toBe(true)
  api.updates.restartIdsAt(1_000)
  api.citizen(7).says('mới')
  await api.allDelivered()
  await end()
  expect(texts(events)).toEqual(['cũ', 'mới'])
})

test('a second poller on the same token makes both wait, and loses nothing', async ({ api }) => {
  const inbox = memoryInbox()
  const first = givenPolling(api, inbox)
  const second = givenPolling(api, inbox)
  api.citizen(7).says('một')
  await api.allDelivered()
  await Promise.all([first.end(), second.end()])
  expect(texts(inbox.events)).toEqual(['một'])
})

test('a pause that Telegram asks for is kept', async ({ api }) => {
  api.misbehave({ kind: 'rate_limit', retryAfterSeconds: 2 }, { method: 'getUpdates' })
  const startedAt = Date.now()
  const { events, end, sharedPause } = givenPolling(api)
  api.citizen(7).says('một')
  await expect.poll(() => sharedPause.read()).toBeGreaterThan(1)
  await api.allDelivered()
  await end()
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_900)
  expect(texts(events)).toEqual(['một'])
})

test('a pause that another who calls for the bot was told of is kept too', async ({ api }) => {
  const startedAt = Date.now()
  const { events, end, sharedPause } = givenPolling(api)
  await sharedPause.extend(1.5)
  api.citizen(7).says('một')
  api.citizen(7).says('hai')
  await api.allDelivered()
  await end()
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_400)
  expect(texts(events)).toEqual(['một', 'hai'])
})

test('stopping ends a long poll at once', async ({ api }) => {
  const { events, end } = givenPolling(api)
  api.citizen(7).says('một')
  await api.allDelivered()
  const startedAt = Date.now()
  await end()
  expect(Date.now() - startedAt).toBeLessThan(500)
  expect(texts(events)).toEqual(['một'])
})
