import { expect } from 'vitest'
import type { Role } from '../../src/platform/officer.js'
import { givenClient } from '../api/api-case.js'
import type { TestApp } from '../harness/test.js'
import { test } from '../harness/test.js'
import { DUC_PHO, type Given, givenOfficer, givenTip, PA05, picture, PROVINCE, SA_HUYNH } from './given-tip.js'

type Sight = 'acts' | 'reads' | 'none'
type Verb = {
  name: string
  pathOf: (tip: Given & { fileId: string }) => string
  fields?: Record<string, string>
  ok: Readonly<Record<Sight, number>>
}

const SEES: Readonly<Record<Sight, number>> = { acts: 200, reads: 200, none: 404 }
const DOES: Readonly<Record<Sight, number>> = { acts: 303, reads: 403, none: 404 }
const at =
  (rest: string) =>
  ({ number }: Given) =>
    `/console/tips/${number}${rest}`

/** Each on a tip of its own, by an officer of its own. */
const VERBS: readonly Verb[] = [
  { name: 'look', pathOf: at(''), ok: SEES },
  { name: 'print', pathOf: at('/phieu'), ok: SEES },
  { name: 'see a picture', pathOf: ({ number, fileId }) => `/console/tips/${number}/files/${fileId}`, ok: SEES },
  {
    name: 'open an original',
    pathOf: ({ number, fileId }) => `/console/tips/${number}/files/${fileId}/original`,
    fields: {},
    ok: { ...DOES, acts: 200 },
  },
  { name: 'prepare a transfer', pathOf: at('/transfer'), ok: { ...DOES, acts: 200 } },
  { name: 'prepare an outcome', pathOf: at('/outcome'), ok: { ...DOES, acts: 200 } },
  { name: 'claim', pathOf: at('/claim'), fields: {}, ok: DOES },
  { name: 'ask', pathOf: at('/questions'), fields: { text: 'Lúc nào?' }, ok: DOES },
  { name: 'classify', pathOf: at('/classify'), fields: { category: 'LUA_DAO', urgency: 'P0' }, ok: DOES },
  { name: 'transfer', pathOf: at('/transfer'), fields: { unit: PROVINCE, reason: 'Cần cấp trên' }, ok: DOES },
  { name: 'decide', pathOf: at('/outcome'), fields: { code: 'huong_dan', reason: 'Đã hướng dẫn' }, ok: DOES },
]

/** The tip belongs to Đức Phổ; PA05 has a copy; Sa Huỳnh is asked to act as well. */
const SIGHTS: readonly (readonly [role: Role, unit: string, sight: Sight])[] = [
  ['intake', DUC_PHO, 'acts'],
  ['triage', DUC_PHO, 'acts'],
  ['lead', DUC_PHO, 'acts'],
  ['intake', PROVINCE, 'none'],
  ['triage', PROVINCE, 'acts'],
  ['lead', PROVINCE, 'acts'],
  ['intake', PA05, 'reads'],
  ['lead', PA05, 'reads'],
  ['intake', SA_HUYNH, 'acts'],
  ['intake', 'CA-21400', 'none'],
  ['lead', 'CA-21400', 'none'],
  ['comms', DUC_PHO, 'none'],
  ['auditor', DUC_PHO, 'none'],
  ['admin', DUC_PHO, 'none'],
  ['admin', PROVINCE, 'none'],
]

test.for(SIGHTS)('%s of %s: %s', { timeout: 60_000 }, async ([role, unit, sight], { app }) => {
  await givenOfficer(app, 'intake', DUC_PHO)
  const otherUnit = unit === 'CA-21400' ? await anotherCommune(app) : unit
  const visitor = await givenOfficer(app, role, otherUnit)
  await givenOfficer(app, 'lead', PROVINCE)
  for (const verb of VERBS) {
    const tip = await sharedTip(app)
    const path = verb.pathOf(tip)
    const { status } = await (verb.fields ? visitor.post(path, verb.fields) : visitor.get(path))
    expect([verb.name, status]).toEqual([verb.name, verb.ok[sight]])
  }
})

test.for(SIGHTS)('API, %s of %s: %s', { timeout: 60_000 }, async ([role, unit, sight], { app }) => {
  await givenOfficer(app, 'intake', DUC_PHO)
  const client = await givenClient(app, role, unit === 'CA-21400' ? await anotherCommune(app) : unit)
  await givenOfficer(app, 'lead', PROVINCE)
  const act = { acts: 200, reads: 403, none: 404 }[sight]
  const tip = await sharedTip(app)
  expect((await client.get(`/tips/${tip.number}`)).status).toBe(SEES[sight])
  const { body } = await client.get('/tips')
  expect((body['items'] as unknown[]).length).toBe(sight === 'none' ? 0 : 1)
  expect((await client.post(`/tips/${tip.number}/questions`, { text: 'Lúc nào?' })).status).toBe(act)
  expect(
    (await client.post(`/tips/${(await sharedTip(app)).number}/outcome`, { code: 'huong_dan', reason: 'Đã xong' }))
      .status,
  ).toBe(act)
  expect((await client.post(`/tips/${tip.number}/transfer`, { unit: PROVINCE, reason: 'Cần cấp trên' })).status).toBe(
    act,
  )
})

async function sharedTip(app: TestApp): Promise<Given & { fileId: string }> {
  const tip = await givenTip(app, { pictures: [await picture()] })
  await app.drain()
  const units = await app.db.selectFrom('unit').select(['id', 'code']).where('code', 'in', [PA05, SA_HUYNH]).execute()
  for (const { id, code } of units) {
    const access = { tipId: tip.tipId, unitId: id, kind: code === PA05 ? 'copy' : 'escalated', since: app.clock.now() }
    await app.db
      .insertInto('tipAccess')
      .values(access)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const { id } = await app.db
    .selectFrom('attachment')
    .select('id')
    .where('tipId', '=', tip.tipId)
    .executeTakeFirstOrThrow()
  return { ...tip, fileId: id }
}

async function anotherCommune({ db }: TestApp): Promise<string> {
  const { code } = await db
    .selectFrom('unit')
    .select('code')
    .where('kind', '=', 'commune')
    .where('code', 'not in', [DUC_PHO, SA_HUYNH])
    .orderBy('code')
    .limit(1)
    .executeTakeFirstOrThrow()
  return code
}
