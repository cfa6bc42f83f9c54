import { expect } from 'vitest'
import type { Role } from '../../src/platform/officer.js'
import { givenClient } from '../api/api-case.js'
import type { TestApp } from '../harness/test.js'
import { test } from '../harness/test.js'
import { DUC_PHO, type Given, givenOfficer, givenTip, PA05, picture, PROVINCE, SA_HUYNH } from './given-tip.js'

const PC02 = 'PC02-51'
const OTHER = 'CA-21025'
let bytes: Buffer | undefined

type Sight = 'acts' | 'reads' | 'none'
/** A request and what it answers to whom. */
type Verb = { name: string; rest: string; fields?: Record<string, string>; ok: Readonly<Record<Sight, number>> }

const SEES: Readonly<Record<Sight, number>> = { acts: 200, reads: 200, none: 404 }
const PREPARES: Readonly<Record<Sight, number>> = { acts: 200, reads: 403, none: 404 }
const DOES: Readonly<Record<Sight, number>> = { acts: 303, reads: 403, none: 404 }

/** In an order in which one officer can do all of them to one tip. */
const VERBS: readonly Verb[] = [
  { name: 'look', rest: '', ok: SEES },
  { name: 'print', rest: '/phieu', ok: SEES },
  { name: 'read why it is here', rest: '/why', ok: SEES },
  { name: 'see a picture', rest: '/files/FILE', ok: SEES },
  { name: 'open an original', rest: '/files/FILE/original', fields: {}, ok: PREPARES },
  { name: 'prepare a transfer', rest: '/transfer', ok: PREPARES },
  { name: 'prepare an outcome', rest: '/outcome', ok: PREPARES },
  { name: 'prepare a classification', rest: '/classify', ok: PREPARES },
  { name: 'claim', rest: '/claim', fields: {}, ok: DOES },
  { name: 'ask', rest: '/questions', fields: { text: 'Lúc nào?' }, ok: DOES },
  { name: 'classify', rest: '/classify', fields: { category: 'LUA_DAO', urgency: 'P0' }, ok: DOES },
  { name: 'release', rest: '/release', fields: {}, ok: DOES },
  { name: 'transfer', rest: '/transfer', fields: { unit: PC02, reason: 'Đúng việc' }, ok: DOES },
]
const DECIDES = { code: 'huong_dan', reason: 'Đã hướng dẫn' }

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
  ['intake', OTHER, 'none'],
  ['triage', OTHER, 'none'],
  ['lead', OTHER, 'none'],
  ['comms', DUC_PHO, 'none'],
  ['auditor', DUC_PHO, 'none'],
  ['admin', DUC_PHO, 'none'],
  ['comms', PROVINCE, 'none'],
  ['auditor', PROVINCE, 'none'],
  ['admin', PROVINCE, 'none'],
]

test('who may do what in the console: 404 for what one does not see, 403 for what one may not do', {
  timeout: 120_000,
}, async ({ app }) => {
  await givenOfficer(app, 'intake', DUC_PHO)
  await givenOfficer(app, 'intake', PC02)
  for (const [role, unit, sight] of SIGHTS) {
    const visitor = await givenOfficer(app, role, unit)
    const tip = await sharedTip(app)
    const seen: (readonly [string, number])[] = []
    for (const { name, rest, fields } of VERBS) {
      const path = `/console/tips/${tip.number}${rest.replace('FILE', tip.fileId)}`
      seen.push([name, (await (fields ? visitor.post(path, fields) : visitor.get(path))).status])
    }
    expect([role, unit, seen]).toEqual([role, unit, VERBS.map(({ name, ok }) => [name, ok[sight]])])
    const { status } = await visitor.post(`/console/tips/${(await sharedTip(app)).number}/outcome`, DECIDES)
    expect([role, unit, 'decide', status]).toEqual([role, unit, 'decide', DOES[sight]])
  }
})

test('and over the API', { timeout: 120_000 }, async ({ app }) => {
  await givenOfficer(app, 'intake', DUC_PHO)
  await givenOfficer(app, 'intake', PC02)
  for (const [role, unit, sight] of SIGHTS) {
    const client = await givenClient(app, role, unit)
    const [{ number }, other] = [await sharedTip(app), await sharedTip(app)]
    const { items } = (await client.get('/tips?limit=100')).body as { items: { number: string }[] }
    const answers = [
      items.some((tip) => tip.number === number),
      (await client.get(`/tips/${number}`)).status,
      (await client.post(`/tips/${number}/questions`, { text: 'Lúc nào?' })).status,
      (await client.post(`/tips/${other.number}/outcome`, DECIDES)).status,
      (await client.post(`/tips/${number}/transfer`, { unit: PC02, reason: 'Đúng việc' })).status,
    ]
    const act = PREPARES[sight]
    expect([role, unit, answers]).toEqual([role, unit, [sight !== 'none', SEES[sight], act, act, act]])
  }
})

async function sharedTip(app: TestApp): Promise<Given & { fileId: string }> {
  bytes ??= await picture()
  const tip = await givenTip(app, { pictures: [bytes] })
  await app.app.cleanFiles()
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
