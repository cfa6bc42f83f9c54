import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { insertSubscribers, startBroadcast } from '../bench/broadcast/people.js'
import type { ServerProcess } from '../harness/server-process.js'
import { openStage, type Stage, untilReady } from '../harness/stage.js'

const RATE = 30
const PEOPLE = 240
const AREA = '21439'
const CANCELLED_AREA = '21289'
const WAIT = { timeout: 60_000, interval: 20 }

let stage: Stage
let second: ServerProcess
beforeAll(async () => {
  stage = await openStage('broadcast-processes')
  await stage.server.stop()
  const settings = { TELEGRAM_RATE_PER_SECOND: String(RATE) }
  stage.restart(settings)
  await untilReady(stage.server)
  // A webhook is for one process; this one is for the sending alone.
  second = await stage.startAnother(settings)
  stage.api.limit({ perSecond: RATE, perChatPerSecond: 1 })
}, 90_000)
afterAll(async () => {
  await second?.stop()
  await stage?.close()
})

test('two processes share one account’s rate, a pause and its end act within a second, and nobody gets it twice', {
  timeout: 120_000,
}, async () => {
  const { api, database } = stage
  await insertSubscribers(stage, { area: AREA, first: 7_000_000, count: PEOPLE })
  const id = await startBroadcast(stage, AREA)
  await vi.waitUntil(() => api.sent.length >= 60, WAIT)
  const setState = (state: string) => database.db.updateTable('broadcast').set({ state }).where('id', '=', id).execute()
  await setState('paused')
  const pausedAt = performance.now()
  const citizen = api.citizen(7_900_000)
  citizen.says('MENU')
  await citizen.waitForMessage('Bạn chọn một việc')
  const bulletinsAfter = (moment: number) =>
    api.moments.filter(({ at, chatId }) => at > moment && chatId !== citizen.chatId).map(({ at }) => at - moment)
  const resumedAt = pausedAt + 1500
  await vi.waitUntil(() => performance.now() > resumedAt, WAIT)
  expect(bulletinsAfter(pausedAt + 1000)).toEqual([])
  const resumed = performance.now()
  await setState('sending')
  await vi.waitUntil(() => bulletinsAfter(resumed).length > 0, WAIT)
  expect(bulletinsAfter(resumed)[0]).toBeLessThanOrEqual(1000)
  await vi.waitUntil(() => api.sent.length >= PEOPLE + 1, WAIT)
  const chats = api.sent.map(({ chatId }) => chatId)
  expect(new Set(chats).size).toBe(chats.length)
  expect(api.refusedForSpeed()).toBe(0)
  expect(mostInASecond(api.moments.map(({ at }) => at))).toBeLessThanOrEqual(RATE)
  expect(await follow(id)).toMatch(/#\d+ done \[#{30}\] 240\/240, 240 delivered/)
})

test('nothing goes a second after a cancel', { timeout: 60_000 }, async () => {
  const { api, database } = stage
  const from = api.sent.length
  await insertSubscribers(stage, { area: CANCELLED_AREA, first: 7_500_000, count: PEOPLE })
  const id = await startBroadcast(stage, CANCELLED_AREA)
  await vi.waitUntil(() => api.sent.length >= from + 30, WAIT)
  await database.db.updateTable('broadcast').set({ state: 'cancelled' }).where('id', '=', id).execute()
  const cancelledAt = performance.now()
  await vi.waitUntil(() => performance.now() > cancelledAt + 2500, WAIT)
  expect(api.moments.filter(({ at }) => at > cancelledAt + 1000)).toEqual([])
  expect(api.sent.length).toBeLessThan(from + PEOPLE)
})

/** The command's last line. */
async function follow(id: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['src/anninh.mjs', 'broadcast', 'follow', id], {
    env: { ...process.env, ...stage.env, NODE_OPTIONS: '' },
  })
  return stdout.trim().split('\n').at(-1) ?? ''
}

function mostInASecond(moments: readonly number[]): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 1000).length))
}
