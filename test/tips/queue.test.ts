import { sql } from 'kysely'
import { expect } from 'vitest'
import { encodeCursor } from '../../src/console/cursor.js'
import { likePattern } from '../../src/features/tips/search-terms.js'
import { test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, PROVINCE, reporterAdds, SA_HUYNH } from './given-tip.js'

/** The tips of a page, in its order. */
function shownIn(body: string): string[] {
  return [...body.matchAll(/class="tip-link">(\d{4}-\d{6})/g)].map((match) => match[1] ?? '')
}

const SCAM = {
  description: 'Bị lừa đảo qua sàn đầu tư 100%_lãi, người tên Đặng Thị Hoà ở Đức Phổ',
  identifiers: [
    { kind: 'phone', value: '+84900000000', raw: '0900.000.000' },
    { kind: 'bank_account', value: '19034567890123', raw: '1903 4567 8901 23' },
    { kind: 'url', value: 'dautu-lai.top/vao', raw: 'hxxps://dautu-lai[.]top/vao' },
  ],
}

const FINDS = [
  ...[
    'lừa đảo',
    'lua dao',
    'LỪA ĐẢO',
    'dao lua',
    'hòa',
    'hoà',
    'đặng thị hoà',
    'dang thi hoa',
    '\u{1D5F9}\u{1D602}\u{1D5EE} đảo',
  ],
  ...['0900000000', '0900 000 000', '+84 900 000 000', '84900000000', '0900000', '900000000', 'lừa đảo 0900000000'],
  ...['19034567890123', '1903 4567 8901 23', '1903.4567.8901.23', 'dautu-lai.top', '100%_lãi'],
  ...['0900 00 00 00', '0900.000.000', 'hxxps://dautu-lai[.]top/vao', '"lừa đảo"', 'hoà, đặng', 'Ðức Phổ'],
]

test('a search finds by words, number or account in any writing, and only in the unit’s own tips', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const other = await givenOfficer(app, 'intake', SA_HUYNH)
  const { number } = await givenTip(app, SCAM)
  await givenTip(app)
  for (const typed of FINDS) {
    const path = `/console?tab=open&q=${encodeURIComponent(typed)}`
    expect([typed, shownIn((await mai.get(path)).body)]).toEqual([typed, [number]])
    expect(shownIn((await other.get(path)).body)).toEqual([])
  }
})

test('what the reporter adds is found by its words and numbers, and only in the unit’s own tips', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const other = await givenOfficer(app, 'intake', SA_HUYNH)
  const { tipId, number } = await givenTip(app, SCAM)
  await givenTip(app)
  await reporterAdds(app, tipId, 'Nó còn xưng là Trần Thuỷ, dùng số 0900.00.00.07 và 0900 000 000')
  for (const typed of ['thủy', 'xung la tran', '0900000007', '+84 900 000 007', 'lừa đảo 0900 000 007']) {
    const path = `/console?tab=open&q=${encodeURIComponent(typed)}`
    expect([typed, shownIn((await mai.get(path)).body)]).toEqual([typed, [number]])
    expect(shownIn((await other.get(path)).body)).toEqual([])
  }
  expect((await mai.get(`/console/tips/${number}`)).body).toMatch(/0900\.00\.00\.07.{0,80}Trong phần bổ sung/)
  const identifiers = await app.db
    .selectFrom('tipIdentifier')
    .select(['value', 'messageId'])
    .where('tipId', '=', tipId)
    .orderBy('id')
    .execute()
  expect(identifiers.map(({ value, messageId }) => [value, messageId !== null])).toEqual([
    ...SCAM.identifiers.map(({ value }) => [value, false]),
    ['+84900000007', true],
  ])
})

test('a search for a number reads no more of the tips than the index finds', async ({ app }) => {
  await givenTip(app, SCAM)
  const plan = await app.db.transaction().execute(async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    return sql<object>`explain select id from tip where search_text like ${likePattern('0900000000')}`.execute(tx)
  })
  expect(JSON.stringify(plan.rows)).toContain('tip_search')
})

test('what means something to the database stands for itself in a search', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  await givenTip(app)
  for (const typed of ['%', '_', '\\', '100x_lãi', "' or 1=1 --", '0900000001', '"', 'x'.repeat(5000)]) {
    const { status, body } = await mai.get(`/console?tab=open&q=${encodeURIComponent(typed)}`)
    expect([typed, status, shownIn(body)]).toEqual([typed, 200, []])
  }
  expect(shownIn((await mai.get('/console?tab=open&q=%00')).body)).toHaveLength(1)
})

test('a tip is found by its number, with or without the zeros', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  for (const typed of [number, number.replace('-000', '-'), number.replace('-0000', '-')]) {
    expect((await mai.get(`/console?tab=open&q=${typed}`)).body).toContain(`/console/tips/${number}"`)
  }
})

test('pages go through 200 tips of a tab without a gap or a repeat, the most urgent first', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const all: string[] = []
  for (let count = 0; count < 200; count++) {
    if (count % 3 === 0) app.clock.advance({ minutes: 1 })
    all.push((await givenTip(app, { circumstances: { danger: count % 10 === 0 } })).number)
  }
  await mai.signIn()
  const seen: string[] = []
  let path: string | undefined = '/console'
  while (path) {
    const { body } = await mai.get(path)
    seen.push(...shownIn(body))
    path = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    // What happens to tips that were already shown moves nobody else.
    if (seen.length === 30) await mai.post(`/console/tips/${seen[0]}/outcome`, { code: 'huong_dan', reason: 'Xong' })
  }
  expect(seen).toHaveLength(200)
  expect(new Set(seen)).toEqual(new Set(all))
  expect(seen.slice(0, 20)).toEqual(all.filter((_, index) => index % 10 === 0))
}, 60_000)

test('tips that arrive between two pages make no other repeat or drop out', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const before: string[] = []
  for (let count = 0; count < 70; count++) before.push((await givenTip(app)).number)
  const seen: string[] = []
  const arrived: string[] = []
  let path: string | undefined = '/console'
  while (path) {
    const { body } = await mai.get(path)
    seen.push(...shownIn(body))
    path = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    if (!path) break
    // One that belongs before what was shown, one that belongs at the end.
    await givenTip(app, { circumstances: { danger: true } })
    arrived.push((await givenTip(app)).number)
  }
  expect(seen).toEqual([...before, ...arrived])
})

test('closed tips are paged from the newest', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const closed: string[] = []
  for (let count = 0; count < 35; count++) {
    const { number } = await givenTip(app)
    if (count % 2 === 0) app.clock.advance({ minutes: 1 })
    await mai.post(`/console/tips/${number}/outcome`, { code: 'huong_dan', reason: 'Xong' })
    closed.push(number)
  }
  await mai.signIn()
  const first = await mai.get('/console?tab=closed')
  const next = /href="([^"]+)" rel="next"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await mai.get(next)
  expect([...shownIn(first.body), ...shownIn(second.body)]).toEqual(closed.toReversed())
})

test('a cursor that was made up is no crash', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const madeUp = [
    ['P9', '1', '1'],
    ['P0', '9999999999999999', '999999999999999999'],
    ['P0', '-1', '1'],
    ['P0', '1', '\0'],
  ]
  for (const cursor of ['x', ...madeUp.map((parts) => encodeCursor(...parts))]) {
    for (const tab of ['new', 'closed'])
      expect((await mai.get(`/console?tab=${tab}&cursor=${cursor}`)).status).toBe(200)
  }
})

test('tabs count what is in them, and by the clock tips become due and overdue, in words', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const other = await givenOfficer(app, 'lead', SA_HUYNH)
  const { number } = await givenTip(app)
  const counts = async (who: typeof mai) =>
    [...(await who.get('/console')).body.matchAll(/class="tab-count[^"]*">(\d+)/g)].map((match) => Number(match[1]))
  expect(await counts(mai)).toEqual([1, 0, 0, 0, 1, 0])
  expect(await counts(other)).toEqual([0, 0, 0, 0, 0, 0])
  app.clock.advance({ hours: 21 })
  await mai.signIn()
  expect(await counts(mai)).toEqual([1, 0, 1, 0, 1, 0])
  expect((await mai.get('/console?tab=soon')).body).toContain('còn 3 giờ')
  app.clock.advance({ hours: 4 })
  await mai.signIn()
  await mai.post(`/console/tips/${number}/claim`)
  expect(await counts(mai)).toEqual([0, 1, 0, 1, 1, 0])
  expect((await mai.get('/console?tab=overdue')).body).toContain('quá hạn 1 giờ')
})

test('category, urgency and own unit narrow the list; whoever has no units below is not offered the latter', async ({
  app,
}) => {
  const lead = await givenOfficer(app, 'lead', PROVINCE)
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number: fraud } = await givenTip(app, { category: 'LUA_DAO' })
  const { number: threat } = await givenTip(app, { category: 'DE_DOA' })
  const has = async (query: string, number: string) =>
    (await lead.get(`/console?tab=open&${query}`)).body.includes(`/console/tips/${number}"`)
  expect([await has('category=LUA_DAO', fraud), await has('category=LUA_DAO', threat)]).toEqual([true, false])
  expect([await has('urgency=P0', fraud), await has('urgency=P0', threat)]).toEqual([false, true])
  expect([await has('unit=own', fraud), await has('', fraud)]).toEqual([false, true])
  expect((await mai.get('/console')).body).not.toContain('Chỉ đơn vị tôi')
})

test('the due time is the same in the queue, on the page and in the API', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  const due = '<time dateTime="2026-11-13T02:00:00.000Z">'.toLowerCase()
  expect((await mai.get('/console')).body.toLowerCase()).toContain(due)
  const page = (await mai.get(`/console/tips/${number}`)).body
  expect(page.toLowerCase()).toContain(due)
  // A term in days ends at 24:00 of its last day, and is not read as a day later.
  expect(page).toContain('>24:00, 02/12/2026</time>')
})
