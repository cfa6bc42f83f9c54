import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { seenOf } from '../../src/features/deadlines/calendar-seen.js'
import { changeDaysOff, loadHolidays } from '../../src/features/deadlines/change-days-off.js'
import type { DayOffChange } from '../../src/features/deadlines/day-off-changes.js'
import { holdCalendar, listDaysOff, listHolidays } from '../../src/features/deadlines/holidays-store.js'
import type { Holiday } from '../../src/features/deadlines/holidays.js'
import { decideTip } from '../../src/features/tips/decide-tip.js'
import { keepTip } from '../../src/features/tips/keep-tip.js'
import type { Tx } from '../../src/platform/db.js'
import type { AppError } from '../../src/platform/errors.js'
import type { Officer } from '../../src/platform/officer.js'
import { auditActions } from '../console/given.js'
import { act, givenOfficer as insertOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, type GivenOfficer, givenOfficer, givenTip, PA05, PROVINCE } from './given-tip.js'

const at = (local: string) => new Date(`${local}+07:00`)
const PATH = '/console/days-off'
const CULTURE = { day: '2026-11-24', name: 'Ngày Văn hóa Việt Nam', kind: 'holiday' } as const
/** The last day of the 20 of a tip of 12 November. */
const LAST = { day: '2026-12-02', name: 'Nghỉ thử', kind: 'holiday', isTentative: false } as const

const clockOf = ({ db }: TestApp, kind: string) =>
  db
    .selectFrom('tipClock')
    .select(['dueAt', 'dueAtWorking', 'breachedAt'])
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()

const moves = async ({ db }: TestApp) => {
  const rows = await db.selectFrom('tipEvent').select('data').where('type', '=', 'due_moved').orderBy('id').execute()
  return rows.map(({ data }) => data)
}

const seenNow = async ({ db }: TestApp) => seenOf(await listDaysOff(db))

const change = (app: TestApp, officer: Officer, what: DayOffChange) =>
  app.db.transaction().execute(async (tx) => {
    const asked = { change: what, seen: await seenNow(app), acceptsBreaches: false }
    return changeDaysOff(tx, app.app.platform.deps, officer, asked)
  })

const save = (day: Holiday, was: string | null = null): DayOffChange => ({ kind: 'save_day', was, day })

const load = (app: TestApp, holidays: readonly Holiday[]) =>
  app.db.transaction().execute((tx) => loadHolidays(tx, holidays, app.clock.now()))

describe('a day off that is added', () => {
  test('moves the terms that end on it, says so in each tip’s history and in the audit log, and nothing twice', async ({
    app,
  }) => {
    await insertOfficer(app, 'intake', DUC_PHO)
    const admin = await insertOfficer(app, 'admin', PROVINCE)
    await givenTip(app)
    expect(await change(app, admin, save(LAST))).toMatchObject([{ kind: 'resolve' }])
    expect(await clockOf(app, 'resolve')).toMatchObject({
      dueAt: at('2026-12-03T00:00:00'),
      dueAtWorking: at('2026-12-04T00:00:00'),
    })
    expect(await moves(app)).toEqual([
      {
        ...{ by: admin.displayName, unit: admin.unitName, clock: 'resolve' },
        ...{ from: at('2026-12-03T00:00:00').toISOString(), to: at('2026-12-04T00:00:00').toISOString() },
        reason: 'Nghỉ thử 02/12/2026: ngày lễ, nghỉ bù',
      },
    ])
    expect(await change(app, admin, save(LAST, LAST.day))).toEqual([])
    expect(await moves(app)).toHaveLength(1)
    expect(await auditActions(app.db)).toEqual(expect.arrayContaining(['days_off.add', 'days_off.change']))
  })

  test('moves nothing while it is tentative, everything once it is confirmed, and back when it is removed', async ({
    app,
  }) => {
    await insertOfficer(app, 'intake', DUC_PHO)
    const admin = await insertOfficer(app, 'admin', PROVINCE)
    await givenTip(app)
    expect(await change(app, admin, save({ ...LAST, isTentative: true }))).toEqual([])
    expect(await change(app, admin, save(LAST, LAST.day))).toHaveLength(1)
    expect(await change(app, admin, { kind: 'remove_day', day: LAST.day })).toHaveLength(1)
    expect((await clockOf(app, 'resolve')).dueAtWorking).toEqual(at('2026-12-03T00:00:00'))
  })

  test('gives working days more time by the calendar too, and the tip’s own due time follows', async ({ app }) => {
    await insertOfficer(app, 'intake', PA05)
    const admin = await insertOfficer(app, 'admin', PROVINCE)
    app.clock.set(at('2026-11-23T09:00:00'))
    await givenTip(app, { category: 'MA_DOC_LINK' })
    expect(await change(app, admin, save({ ...CULTURE, isTentative: false }, CULTURE.day))).toHaveLength(1)
    expect((await clockOf(app, 'prosecutor')).dueAt).toEqual(at('2026-11-28T00:00:00'))
    const tip = await app.db.selectFrom('tip').select('dueAt').executeTakeFirstOrThrow()
    expect(tip.dueAt).toEqual(at('2026-11-28T00:00:00'))
  })

  test('takes no breach back, and leaves what is closed, stopped or counted in hours alone', async ({ app }) => {
    const admin = await insertOfficer(app, 'admin', PROVINCE)
    const hung = await insertOfficer(app, 'intake', PA05)
    const { number } = await givenTip(app, { category: 'MA_DOC_LINK' })
    app.clock.set(at('2026-11-18T00:00:00'))
    await app.app.sweeper.runAll()
    await change(app, admin, save({ ...LAST, day: '2026-11-17' }))
    expect(await clockOf(app, 'prosecutor')).toEqual({
      ...{ dueAt: at('2026-11-19T00:00:00'), dueAtWorking: at('2026-11-19T00:00:00') },
      breachedAt: at('2026-11-18T00:00:00'),
    })
    const { deps } = app.app.platform
    await act(app, hung, (tx) => decideTip(tx, deps, hung, number, { code: 'huong_dan', reason: 'Đã hướng dẫn' }))
    expect(await change(app, admin, save({ ...LAST, day: '2026-11-18' }))).toEqual([])
  })
})

describe('a term that ran out and gets a later end', () => {
  test('is told of that end too, and keeps its first breach', async ({ app }) => {
    const admin = await insertOfficer(app, 'admin', PROVINCE)
    await insertOfficer(app, 'intake', PA05)
    await givenTip(app, { category: 'MA_DOC_LINK' })
    const breaches = async () => {
      await app.app.sweeper.runAll()
      const lines = await app.db.selectFrom('tipEvent').select('data').where('type', '=', 'breached').execute()
      return lines.filter(({ data }) => (data as { clock: string }).clock === 'prosecutor').length
    }
    app.clock.set(at('2026-11-18T00:00:00'))
    expect(await breaches()).toBe(1)
    await change(app, admin, save({ ...LAST, day: '2026-11-17' }))
    expect(await breaches()).toBe(1)
    app.clock.set(at('2026-11-19T00:00:00'))
    expect(await breaches()).toBe(2)
    expect((await clockOf(app, 'prosecutor')).breachedAt).toEqual(at('2026-11-18T00:00:00'))
  })
})

describe('weekly days of rest', () => {
  test('from a day on move the terms that end later', async ({ app }) => {
    const mai = await insertOfficer(app, 'intake', DUC_PHO)
    const admin = await insertOfficer(app, 'admin', PROVINCE)
    const { number } = await givenTip(app)
    await act(app, mai, (tx) => keepTip(tx, app.app.platform.deps, mai, number, 'Thuộc thẩm quyền'))
    const rest = { since: '2026-12-01', weekdays: [3, 4, 7] }
    expect(await change(app, admin, { kind: 'save_rest', rest })).toHaveLength(1)
    expect((await clockOf(app, 'resolve')).dueAtWorking).toEqual(at('2026-12-05T00:00:00'))
    expect(await change(app, admin, { kind: 'remove_rest', since: rest.since })).toHaveLength(1)
    expect((await clockOf(app, 'resolve')).dueAtWorking).toEqual(at('2026-12-03T00:00:00'))
  })
})

describe('the content file', () => {
  test('that confirms a day moves the terms at the next start, once', async ({ app }) => {
    await insertOfficer(app, 'intake', DUC_PHO)
    app.clock.set(at('2026-11-04T12:00:00'))
    await givenTip(app)
    await load(app, [{ ...CULTURE, isTentative: false }])
    await load(app, [{ ...CULTURE, isTentative: false }])
    expect((await clockOf(app, 'resolve')).dueAtWorking).toEqual(at('2026-11-26T00:00:00'))
    expect(await moves(app)).toMatchObject([
      { reason: 'Danh mục ngày nghỉ thay đổi: Ngày Văn hóa Việt Nam (2026-11-24)' },
    ])
    expect((await auditActions(app.db)).filter((action) => action === 'days_off.content')).toHaveLength(1)
  })

  test('does not undo what the console has changed or removed', async ({ app }) => {
    const admin = await insertOfficer(app, 'admin', PROVINCE)
    await change(app, admin, save({ ...CULTURE, isTentative: false }, CULTURE.day))
    await change(app, admin, { kind: 'remove_day', day: '2027-01-01' })
    await load(app, app.app.content.holidays)
    const days = await listHolidays(app.db)
    expect(days.find(({ day }) => day === CULTURE.day)?.isTentative).toBe(false)
    expect(days.some(({ day }) => day === '2027-01-01')).toBe(false)
  })
})

describe('who may', () => {
  test('an admin of a unit below others, a lead and an auditor read; others do not come in', async ({ app }) => {
    for (const [role, unit] of [
      ['admin', DUC_PHO],
      ['lead', PROVINCE],
      ['auditor', PROVINCE],
    ] as const) {
      const officer = await givenOfficer(app, role, unit)
      const { status, body } = await officer.get(`${PATH}?year=2027`)
      expect(status).toBe(200)
      expect(body).toContain('Mùng một Tết Đinh Mùi')
      expect(body).not.toContain('Thêm ngày')
      expect((await officer.get(`${PATH}/new`)).status).toBe(403)
      expect((await officer.post(`${PATH}/new`, { ...LAST, confirmed: 'yes', isTentative: '' })).status).toBe(403)
      expect((await officer.post(`${PATH}/2027-01-01/remove`, { confirmed: 'yes' })).status).toBe(403)
      expect((await officer.post(`${PATH}/weekly`, { since: '2027-01-01', confirmed: 'yes' })).status).toBe(403)
    }
    for (const role of ['intake', 'triage', 'comms'] as const) {
      expect((await (await givenOfficer(app, role, PROVINCE)).get(PATH)).status).toBe(403)
    }
  })

  test('is held by the database too', async ({ app }) => {
    for (const [role, unit] of [
      ['lead', PROVINCE],
      ['admin', DUC_PHO],
    ] as const) {
      const officer = await insertOfficer(app, role, unit)
      const added = act(app, officer, (tx) =>
        tx.insertInto('holiday').values({ day: '2026-12-07', name: 'Thử' }).execute(),
      )
      await expect(added).rejects.toThrow('row-level security')
      await act(app, officer, (tx) => tx.updateTable('holiday').set({ isTentative: false }).execute())
    }
    expect((await listHolidays(app.db)).some(({ isTentative }) => isTentative)).toBe(true)
  })
})

describe('the form', () => {
  const entry = (fields: Record<string, string>) => ({ name: 'Nghỉ thử', kind: 'holiday', ...fields })
  /** As the form sends it that was opened just now. */
  const send = async (app: TestApp, admin: GivenOfficer, path: string, fields: Record<string, string> = {}) =>
    admin.post(`${PATH}${path}`, { seen: await seenNow(app), ...fields })

  test('shows first how many terms would move, by number only, and writes on the second yes', async ({ app }) => {
    await insertOfficer(app, 'intake', DUC_PHO)
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    const { number } = await givenTip(app, { description: 'Nội dung của người báo tin' })
    const asked = await send(app, admin, `/new`, entry({ day: LAST.day }))
    expect(asked.body).toContain('Số thời hạn đang chạy sẽ đổi: 1.')
    expect(asked.body).toContain(number)
    expect(asked.body).not.toContain('Nội dung của người báo tin')
    expect(await moves(app)).toEqual([])
    expect((await send(app, admin, `/new`, entry({ day: LAST.day, confirmed: 'yes' }))).status).toBe(303)
    expect(await moves(app)).toHaveLength(1)
  })

  test('names to an admin of another province no tip, and says how many terms move elsewhere (P10)', async ({
    app,
  }) => {
    await insertOfficer(app, 'intake', DUC_PHO)
    const { number } = await givenTip(app)
    const stranger = await givenOfficer(app, 'admin', 'CAT-01')
    const { body } = await send(app, stranger, `/new`, entry({ day: LAST.day }))
    expect(body).toContain('Số thời hạn đang chạy sẽ đổi: 1.')
    expect(body).toContain('Ở đơn vị ngoài phạm vi của đồng chí: 1 thời hạn.')
    expect(body).not.toContain(number)
  })

  test('says how many terms a change would end at once, and ends none without a tick', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    await insertOfficer(app, 'intake', PA05)
    await givenTip(app, { category: 'MA_DOC_LINK' })
    await change(app, admin.officer, save({ ...LAST, day: '2026-11-17' }))
    app.clock.set(at('2026-11-18T09:00:00'))
    await admin.signIn()
    const path = '/2026-11-17/remove'
    expect((await send(app, admin, path)).body).toContain('1 thời hạn sẽ quá hạn ngay')
    const refused = await send(app, admin, path, { confirmed: 'yes' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Xin đánh dấu để xác nhận')
    expect((await clockOf(app, 'prosecutor')).breachedAt).toBeNull()
    expect((await send(app, admin, path, { confirmed: 'yes', acceptsBreaches: 'yes' })).status).toBe(303)
    await app.app.sweeper.runAll()
    expect((await clockOf(app, 'prosecutor')).breachedAt).toEqual(app.clock.now())
  })

  test.for([
    ['no day', { day: 'hôm nay' }, 'Xin chọn một ngày.'],
    ['an absurd year', { day: '9999-01-01' }, 'từ năm 2020 đến năm 2099'],
    ['a day that stands there already', { day: '2027-01-01' }, 'Ngày này đã có trong danh mục.'],
    ['a working day to be worked', { day: '2026-12-02', kind: 'worked' }, 'vốn là ngày làm việc'],
    ['a Sunday to be swapped', { day: '2026-12-06', kind: 'swapped_off' }, 'vốn là ngày nghỉ hằng tuần'],
    ['a name that nobody sees', { day: '2026-12-02', name: '\u200b\u200b\u200b' }, 'Xin ghi tên ngày.'],
    ['no kind', { day: '2026-12-02', kind: 'x' }, 'Xin chọn loại ngày.'],
  ] as const)('refuses %s in words', async ([, fields, words], { app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    const { status, body } = await send(app, admin, `/new`, entry({ ...fields, confirmed: 'yes' }))
    expect(status).toBe(422)
    expect(body).toContain(words)
  })

  test('confirms a tentative day with one press and a look at what moves', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    expect((await admin.get(`${PATH}/${CULTURE.day}`)).body).toContain('Xác nhận là chắc chắn')
    const confirmed = { ...CULTURE, confirmed: 'yes' }
    expect((await send(app, admin, `/${CULTURE.day}`, CULTURE)).body).toContain('Ngày lễ, nghỉ bù, chắc chắn.')
    expect((await send(app, admin, `/${CULTURE.day}`, confirmed)).status).toBe(303)
    expect((await admin.get(`${PATH}/${CULTURE.day}`)).body).not.toContain('Xác nhận là chắc chắn')
  })

  test('leaves two days of the week to work, and the oldest rule in place', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    expect((await admin.get(`${PATH}/weekly`)).body.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2)
    const all = Object.fromEntries([1, 2, 3, 4, 5, 6].map((day) => [`weekday-${day}`, 'yes']))
    expect((await send(app, admin, `/weekly`, { since: '2027-01-01', ...all })).status).toBe(422)
    expect((await send(app, admin, `/weekly/2000-01-01/remove`, { confirmed: 'yes' })).status).toBe(404)
    expect((await admin.get(`${PATH}/2026-02-30`)).status).toBe(404)
    expect((await admin.get(`${PATH}?year=9999`)).status).toBe(200)
  })
})

describe('a second admin', () => {
  const form = { day: '2026-12-18', name: 'Nghỉ thử', kind: 'holiday' }
  /** What the form says that is open on a screen. */
  const seenOn = (html: string) => /name="seen" value="([^"]+)"/.exec(html)?.[1] ?? ''

  test('whose form is older than the table is told who was faster, and changes nothing', async ({ app }) => {
    const first = await givenOfficer(app, 'admin', PROVINCE)
    const second = await givenOfficer(app, 'admin', 'CAT-01')
    const seen = seenOn((await second.get(`${PATH}/new`)).body)
    expect((await first.post(`${PATH}/new`, { ...form, seen, tentative: 'yes', confirmed: 'yes' })).status).toBe(303)
    const late = await second.post(`${PATH}/new`, { ...form, day: '2026-12-21', seen, confirmed: 'yes' })
    expect(late.status).toBe(409)
    expect(late.body).toContain(`${first.officer.displayName} vừa sửa danh mục ngày nghỉ`)
    expect((await second.post(`${PATH}/${form.day}`, { ...form, seen })).status).toBe(409)
    expect((await second.post(`${PATH}/${form.day}/remove`, { seen, confirmed: 'yes' })).status).toBe(409)
    const refused = await second.post(`${PATH}/new`, { ...form, name: '', seen })
    expect(seenOn(refused.body)).toBe(seen)
    expect((await second.post(`${PATH}/weekly`, { since: '2027-01-04', seen, confirmed: 'yes' })).status).toBe(409)
    expect((await listHolidays(app.db)).filter(({ day }) => day.startsWith('2026-12'))).toEqual([
      { ...form, isTentative: true },
    ])
  })

  test('who moves the same day at the same moment waits, and then moves nothing', async ({ app }) => {
    const first = await insertOfficer(app, 'admin', PROVINCE)
    const second = await insertOfficer(app, 'admin', 'CAT-01')
    await change(app, first, save(LAST))
    const seen = await seenNow(app)
    const move = (tx: Tx, officer: Officer, day: string) => {
      const asked = { change: save({ ...LAST, day }, LAST.day), seen, acceptsBreaches: false }
      return changeDaysOff(tx, app.app.platform.deps, officer, asked)
    }
    const late = await app.db.transaction().execute(async (tx) => {
      await move(tx, first, '2026-12-21')
      const waiting = app.db.transaction().execute((other) => move(other, second, '2026-12-22'))
      return { settled: waiting.catch((error: AppError) => error.code) }
    })
    expect(await late.settled).toBe('conflict')
    expect((await listHolidays(app.db)).map(({ day }) => day)).not.toContain('2026-12-22')
  })
})

test('a change waits for the clock that is being started, and counts it anew', async ({ app }) => {
  const admin = await insertOfficer(app, 'admin', PROVINCE)
  const seen = await seenNow(app)
  const tooLate = await app.db.transaction().execute(async (starting) => {
    await holdCalendar(starting)
    return app.db
      .transaction()
      .execute(async (tx) => {
        await sql`set local lock_timeout = '100ms'`.execute(tx)
        const asked = { change: save(LAST), seen, acceptsBreaches: false }
        return changeDaysOff(tx, app.app.platform.deps, admin, asked).then(
          () => false,
          (error: Error) => /lock timeout/.test(error.message),
        )
      })
      .catch((error: Error) => /aborted/.test(error.message))
  })
  expect(tooLate).toBe(true)
})
