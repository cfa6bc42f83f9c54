import { expect } from 'vitest'
import { makeChatLinkCode } from '../../src/features/notices/link-chat.js'
import { extendTip } from '../../src/features/tips/extend-tip.js'
import { keepTip } from '../../src/features/tips/keep-tip.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import { act, givenOfficer as insertOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { givenClient } from '../api/api-case.js'
import { DUC_PHO, givenOfficer, givenTip, PA05, PROVINCE } from './given-tip.js'

type Due = { number: string; dueAt: string }

/** Tips whose next end comes from each kind of clock, from an extension and from a transfer. */
async function givenTips(app: TestApp): Promise<Due[]> {
  const lead = await insertOfficer(app, 'lead', DUC_PHO)
  const admin = await insertOfficer(app, 'lead', PROVINCE)
  await insertOfficer(app, 'intake', PA05)
  await insertOfficer(app, 'intake', 'CA-21548')
  const { deps } = app.app.platform
  const plain = await givenTip(app)
  const remote = await givenTip(app, { areaCode: '21548' })
  const department = await givenTip(app, { category: 'MA_DOC_LINK' })
  const kept = await givenTip(app)
  await act(app, lead, (tx) => keepTip(tx, deps, lead, kept.number, 'Thuộc thẩm quyền'))
  const extended = await givenTip(app)
  await act(app, lead, (tx) => keepTip(tx, deps, lead, extended.number, 'Thuộc thẩm quyền'))
  await app.db
    .transaction()
    .execute((tx) => extendTip(tx, deps, lead, extended.number, { reason: 'Vụ việc phức tạp', times: 1 }))
  const moved = await givenTip(app, { category: 'MA_DOC_LINK' })
  const unit = { unitCode: DUC_PHO, reason: 'Đúng nơi' }
  await act(app, admin, (tx) => transferTip(tx, deps, admin, moved.number, unit))
  return [
    [plain, '2026-11-13T09:00:00+07:00'],
    [remote, '2026-11-14T09:00:00+07:00'],
    [department, '2026-11-18T00:00:00+07:00'],
    [kept, '2026-12-03T00:00:00+07:00'],
    [extended, '2027-01-13T00:00:00+07:00'],
    [moved, '2026-11-13T09:00:00+07:00'],
  ].map(([tip, dueAt]) => ({ number: (tip as { number: string }).number, dueAt: String(dueAt) }))
}

/** What a page says of moments to machines: `datetime` of every `<time>`. */
const moments = (html: string) => [...html.matchAll(/datetime="([^"]+)"/gi)].map(([, moment = '']) => moment)

/** The row of the queue that names the tip. */
const rowOf = (html: string, number: string) =>
  html.split('<tr').find((row) => row.includes(`/console/tips/${number}"`)) ?? ''

/** As an officer's chat says it: 24:00 of the last day, or the hour. */
function inWords(dueAt: string): string {
  const [, month = '', day = '', time = ''] = /^\d+-(\d+)-(\d+)T(\d+:\d+)/.exec(dueAt) ?? []
  if (time !== '00:00') return `hạn ${time} ${day}-${month}`
  const last = new Date(Date.parse(dueAt) + 7 * 3_600_000 - 1).toISOString()
  return `hạn 24:00 ${last.slice(8, 10)}-${last.slice(5, 7)}`
}

test('a tip is due at one moment, in the list, on its page and its sheet, in the API and in the alarm', async ({
  app,
}) => {
  const wanted = await givenTips(app)
  const lead = await givenOfficer(app, 'lead', PROVINCE)
  const client = await givenClient(app, 'lead', PROVINCE)
  const list = (await client.get('/tips?limit=50')).body['items'] as Due[]
  const queue = (await lead.get('/console?tab=open')).body
  for (const { number, dueAt } of wanted) {
    const moment = new Date(dueAt).toISOString()
    expect((await client.get(`/tips/${number}`)).body['dueAt'], 'API').toBe(dueAt)
    expect(list.find((tip) => tip.number === number)?.dueAt, 'API, list').toBe(dueAt)
    expect(moments(rowOf(queue, number)), 'queue').toContain(moment)
    expect(moments((await lead.get(`/console/tips/${number}`)).body), 'page').toContain(moment)
    expect(moments((await lead.get(`/console/tips/${number}/phieu`)).body), 'sheet').toContain(moment)
  }
  const officer = await insertOfficer(app, 'lead', PROVINCE)
  const chat = app.citizen(`officer-${officer.id}`)
  await chat.says(await app.db.transaction().execute((tx) => makeChatLinkCode(tx, app.app.platform.deps, officer.id)))
  for (const { number, dueAt } of wanted) {
    const { id: tipId } = await app.db
      .selectFrom('tip')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    const notice = { officerId: officer.id, tipId, kind: 'due_soon', createdAt: app.clock.now() }
    await app.db.insertInto('officerNotice').values(notice).execute()
    app.clock.advance({ minutes: 2 })
    await app.drain()
    expect(chat.messages().at(-1)?.text, 'alarm').toContain(inWords(dueAt))
  }
})

test('the queue and the sheet show both ends, the breach and the extension', async ({ app }) => {
  const lead = await givenOfficer(app, 'lead', DUC_PHO)
  const { deps } = app.app.platform
  const { number } = await givenTip(app)
  await act(app, lead.officer, (tx) => keepTip(tx, deps, lead.officer, number, 'Thuộc thẩm quyền'))
  await app.db.insertInto('holiday').values({ day: '2027-01-12', name: 'Thử' }).execute()
  app.clock.set(new Date('2026-12-03T00:00:00+07:00'))
  await app.app.sweeper.runAll()
  const reason = { reason: 'Vụ việc phức tạp', times: 1 }
  await app.db.transaction().execute((tx) => extendTip(tx, deps, lead.officer, number, reason))
  await lead.signIn()
  const row = rowOf((await lead.get('/console?tab=open')).body, number).replace(/<[^>]+>/g, '')
  for (const words of ['24:00, 12/01/2027', 'Đã dời: 24:00, 13/01/2027', 'Có hạn đã trễ', 'Đã gia hạn 1 lần'])
    expect(row).toContain(words)
  const sheet = (await lead.get(`/console/tips/${number}/phieu`)).body.replace(/<[^>]+>/g, '')
  expect(sheet).toContain(
    'Theo lịch 24:00, 12/01/2027; đã dời qua ngày nghỉ 24:00, 13/01/2027; đã gia hạn 1 lần; trễ hạn.',
  )
  expect(sheet).toContain('Theo lịch 09:00, 13/11/2026; của Công an phường Đức Phổ; xong lúc 09:00, 12/11/2026.')
})

const abroad = test.extend({ env: { TZ_DISPLAY: 'Europe/Paris' } })

abroad('another zone for showing times moves no end of a term', async ({ app }) => {
  const wanted = await givenTips(app)
  for (const { number, dueAt } of wanted) {
    const tip = await app.db.selectFrom('tip').select('dueAt').where('number', '=', number).executeTakeFirstOrThrow()
    expect(tip.dueAt).toEqual(new Date(dueAt))
  }
  const client = await givenClient(app, 'lead', PROVINCE)
  const { body } = await client.get(`/tips/${wanted[0]?.number}`)
  expect(body['dueAt']).toBe('2026-11-13T03:00:00+01:00')
})
