import { Hono } from 'hono'
import { expect } from 'vitest'
import type { ConsoleEnv } from '../../src/console/edge.js'
import { findSession } from '../../src/features/officers/sessions.js'
import { tipRoutes } from '../../src/features/tips/tip-routes.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, picture, PROVINCE, SA_HUYNH } from './given-tip.js'

const STILL = ': still here\n\n'
const CHANGED = 'event: changed\ndata: \n\n'

type Signed = Awaited<ReturnType<typeof givenOfficer>>

/** The stream with short times, read event by event. */
async function follow({ app, db }: TestApp, visitor: Signed) {
  const { deps, signals } = app.platform
  const edge = { db, deps, publicUrl: 'http://console.test' }
  const find = (token: string, isActive: boolean) => findSession(db, deps, token, isActive)
  const routes = new Hono<ConsoleEnv>()
  routes.use('*', async (c, next) => {
    c.set('officer', visitor.officer)
    await next()
  })
  routes.route('/', tipRoutes(edge, { ...app.content, signals, findSession: find, settleMs: 600, pulseMs: 1500 }))
  const cookie = `anninh_session=${visitor.cookies.get('anninh_session')}`
  const response = await routes.request('/live', { headers: { cookie, accept: 'text/event-stream' } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  return {
    response,
    /** What comes next; undefined at the end. */
    next: async () => (await reader?.read())?.value,
    close: () => reader?.cancel(),
  }
}

test('a page hears that something in its sight changed, once for a flood, and nothing of other units', async ({
  app,
}) => {
  await app.app.platform.signals.start()
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const other = await givenOfficer(app, 'intake', SA_HUYNH)
  const lead = await givenOfficer(app, 'lead', PROVINCE)
  const streams = await Promise.all([mai, other, lead].map((one) => follow(app, one)))
  for (const stream of streams) expect(await stream.next()).toContain('event: ready')
  await Promise.all([givenTip(app), givenTip(app), givenTip(app)])
  const [first, second, third] = await Promise.all(streams.map((stream) => stream.next()))
  expect(first).toBe('event: changed\ndata: \n\n')
  expect(third).toBe('event: changed\ndata: \n\n')
  expect(second).toBe(': still here\n\n')
  expect(await streams[0]?.next()).toBe(': still here\n\n')
  await Promise.all(streams.map((stream) => stream.close()))
})

test('the stream ends when the session does', async ({ app }) => {
  await app.app.platform.signals.start()
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const stream = await follow(app, mai)
  await stream.next()
  await app.db.deleteFrom('officerSession').execute()
  expect(await stream.next()).toBeUndefined()
})

test('a unit that was asked to act on a tip hears when the tip is transferred away from it', async ({ app }) => {
  await app.app.platform.signals.start()
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  await givenOfficer(app, 'intake', SA_HUYNH)
  const above = await givenOfficer(app, 'intake', PROVINCE)
  const { number, tipId } = await givenTip(app)
  const access = { tipId, unitId: above.officer.unitId, kind: 'escalated', since: app.clock.now() }
  await app.db.insertInto('tipAccess').values(access).execute()
  const stream = await follow(app, above)
  expect(await stream.next()).toContain('event: ready')
  await mai.post(`/console/tips/${number}/transfer`, { unit: SA_HUYNH, reason: 'Xảy ra ở nơi khác' })
  expect(await stream.next()).toBe('event: changed\ndata: \n\n')
  await stream.close()
})

test('a page that was open before a picture could be seen hears that it can', async ({ app }) => {
  await app.app.platform.signals.start()
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app, { pictures: [await picture()] })
  expect((await mai.get(`/console/tips/${number}`)).body).toContain('Đang xử lý…')
  const stream = await follow(app, mai)
  // What the filing and the look at the page have told is over.
  while ((await stream.next()) !== STILL);
  await app.app.cleanFiles()
  const told: (string | undefined)[] = []
  for (let count = 0; count < 10 && !told.includes(CHANGED); count++) told.push(await stream.next())
  expect(told).toContain(CHANGED)
  expect((await mai.get(`/console/tips/${number}`)).body).toMatch(/<img src="[^"]+\/files\//)
  await stream.close()
})
