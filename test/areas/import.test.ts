import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { loadContent } from '../../src/content.js'
import { openAreaBook } from '../../src/features/areas/area-book.js'
import { proposeAreas } from '../../src/features/areas/propose-areas.js'
import { givenOfficer } from '../harness/officers.js'
import { filesReport } from '../harness/report.js'
import { type TestApp, test } from '../harness/test.js'
import { aliasesOf, areaOf, listJson, reachPlace, runs, runsCommand, successorJson, unitOf } from './given-areas.js'

const CONTENT = join(import.meta.dirname, '../../content')
const csv = (...lines: string[]) => ({ name: 'communes.csv', text: `${lines.join('\n')}\n` })
const tipsOf = ({ db }: TestApp) =>
  db
    .selectFrom('tip')
    .innerJoin('unit', 'unit.id', 'tip.unitId')
    .select(['tip.areaCode', 'tip.status', 'unit.code as unitCode'])
    .execute()

describe('a list of communes', () => {
  test('brings each with its unit under its province, once, and says what it did', async ({ app }) => {
    const file = { name: 'vn.json', text: listJson(['29998', 'xã Bắc  Hòn'], ['29999', 'Đặc khu Hòn Xa']) }
    const first = await runs(app, 'areas', file)
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain('Areas: 2 new, 0 changed')
    expect(first.out).toContain('29998 Xã Bắc Hòn')
    expect(await areaOf(app, '29998')).toMatchObject({
      name: 'Xã Bắc Hòn',
      kind: 'xa',
      provinceCode: '51',
      source: 'import',
    })
    expect(await unitOf(app, 'CA-29999')).toMatchObject({ name: 'Công an đặc khu Hòn Xa', parentCode: 'CAT-51' })
    const second = await runs(app, 'areas', file)
    expect(second.out).toContain('Areas: 0 new, 0 changed, 0 with other dates, 3 as before.')
    expect(second.out).toContain('Units: 0 new, 0 changed, 0 closed.')
    const lines = await app.db.selectFrom('auditLog').select('action').where('action', '=', 'area.import').execute()
    expect(lines).toHaveLength(2)
  })

  test('comes by the command, beside the program that runs', async ({ app }) => {
    const file = { name: 'vn.json', text: listJson(['29998', 'Xã Bắc Hòn']) }
    const { code, out } = await runsCommand(app, 'areas import', file)
    expect(code).toBe(0)
    expect(out).toMatch(/^Areas: 1 new[\s\S]*Imported\. Running programs know it within seconds\.\n$/)
    expect(await areaOf(app, '29998')).toMatchObject({ source: 'import' })
  })

  test('a dry run says the same and changes nothing', async ({ app }) => {
    const file = { name: 'vn.json', text: listJson(['29998', 'Xã Bắc Hòn']) }
    const { out } = await runs(app, 'areas', file, { isDryRun: true })
    expect(out).toContain('Areas: 1 new')
    expect(await areaOf(app, '29998')).toBeUndefined()
    expect(await unitOf(app, 'CA-29998')).toBeUndefined()
  })

  test('of which one has no police brings none, and its tips go to the province', async ({ app }) => {
    await runs(app, 'areas', csv('code,name,province_code', '20333,Đặc khu Hoàng Sa,48'))
    expect(await unitOf(app, 'CA-20333')).toBeUndefined()
    await givenOfficer(app, 'lead', 'CAT-48')
    await filesReport(app.citizen(), { area: 'Đặc khu Hoàng Sa' })
    expect(await tipsOf(app)).toEqual([{ areaCode: '20333', status: 'new', unitCode: 'CAT-48' }])
  })

  test('another spelling of the same name is no change', async ({ app }) => {
    const { out } = await runs(app, 'areas', csv('code,name,province_code', '21319,Xã Sơn Thuỷ,51'))
    expect(out).toContain('0 changed')
    expect(await areaOf(app, '21319')).toMatchObject({ name: 'Xã Sơn Thủy' })
  })

  test('running programs know it within seconds, without a restart', async ({ app }) => {
    let now = 0
    const readBook = openAreaBook(app.db, () => now)
    const find = async () => proposeAreas({ text: 'Hòn Xa' }, await readBook(), { on: '2026-11-26' }).outcome
    expect(await find()).toBe('none')
    await runs(app, 'areas', { name: 'vn.json', text: listJson(['29999', 'Đặc khu Hòn Xa']) })
    now = 1000
    expect(await find()).toBe('none')
    now = 3000
    expect(await find()).toBe('one')
  })
})

describe('a commune that changes', () => {
  const RENAMED = csv('code,name,kind,province_code', '21439,Phố Mới,Phường,51')

  test('keeps its code, its open tips and its history, and is found by its former name', async ({ app }) => {
    await givenOfficer(app, 'intake', 'CA-21439')
    await filesReport(app.citizen())
    const { out } = await runs(app, 'areas', RENAMED, { from: '2026-10-01' })
    expect(out).toContain('21439 Phường Đức Phổ → Phường Phố Mới, from 2026-10-01')
    expect(out).toContain('CA-21439 is called Công an phường Phố Mới')
    expect(await areaOf(app, '21439')).toMatchObject({ name: 'Phường Phố Mới', validFrom: '2025-07-01', validTo: null })
    expect(await unitOf(app, 'CA-21439')).toMatchObject({ name: 'Công an phường Phố Mới' })
    expect(await tipsOf(app)).toEqual([{ areaCode: '21439', status: 'new', unitCode: 'CA-21439' }])
    const history = await app.db.selectFrom('areaHistory').select(['name', 'validFrom', 'validTo']).execute()
    expect(history).toEqual([{ name: 'Phường Đức Phổ', validFrom: '2025-07-01', validTo: '2026-10-01' }])
    const former = await app.db.selectFrom('unitHistory').select(['name', 'validTo']).execute()
    expect(former).toEqual([{ name: 'Công an phường Đức Phổ', validTo: '2026-10-01' }])
    const found = proposeAreas({ text: 'phường Đức Phổ' }, await openAreaBook(app.db)(), { on: '2026-11-26' })
    expect(JSON.stringify(found)).toContain('Phường Phố Mới, Tỉnh Quảng Ngãi (trước ngày 1/10/2026 là Phường Đức Phổ)')
  })

  test('stays so when the program starts again with its own content', async ({ app }) => {
    await runs(app, 'areas', RENAMED)
    await loadContent(app.db, CONTENT, app.clock.now())
    expect(await areaOf(app, '21439')).toMatchObject({ name: 'Phường Phố Mới' })
    expect(await unitOf(app, 'CA-21439')).toMatchObject({ name: 'Công an phường Phố Mới' })
    expect((await aliasesOf(app, '21439', 'content')).map(({ name }) => name)).toContain('Phường Phổ Ninh')
  })

  test('on a later day is refused until that day', async ({ app }) => {
    const { code, err } = await runs(app, 'areas', RENAMED, { from: '2099-01-01' })
    expect(code).toBe(1)
    expect(err).toContain('communes.csv, row 2: 21439 is Phường Đức Phổ until 2099-01-01')
  })

  test('a unit that was named by hand keeps its name, and a person is told', async ({ app }) => {
    await app.db.updateTable('unit').set({ name: 'Công an Đức Phổ (trạm)' }).where('code', '=', 'CA-21439').execute()
    const { out } = await runs(app, 'areas', RENAMED)
    expect(out).toContain('CA-21439 keeps the name that it was given by hand')
    expect(await unitOf(app, 'CA-21439')).toMatchObject({ name: 'Công an Đức Phổ (trạm)' })
  })
})

describe('a commune that is gone from the list', () => {
  const withoutOne = async ({ db }: TestApp) => {
    const rows = await db
      .selectFrom('area')
      .select(['code', 'name'])
      .where('provinceCode', '=', '51')
      .where('kind', '<>', 'province')
      .where('code', '<>', '21439')
      .execute()
    const lines = rows.map(({ code, name }) => `${code};${name};51;${code === '21451' ? 'Phường Đức Phổ' : ''}`)
    return csv('code;name;province_code;old_communes', ...lines)
  }

  test('stays open, and a person reads who seems to follow it', async ({ app }) => {
    const { out } = await runs(app, 'areas', await withoutOne(app))
    expect(out).toContain('Needs a person:')
    expect(out).toContain('21439 Phường Đức Phổ is not in the file and stays open')
    expect(out).toContain('its successor is 21451 Phường Trà Câu')
    expect(await areaOf(app, '21439')).toMatchObject({ validTo: null })
  })

  test('is closed on request with its unit, and its open tip goes up with an alarm', async ({ app }) => {
    await givenOfficer(app, 'lead', 'CAT-51')
    const officer = await givenOfficer(app, 'intake', 'CA-21439')
    await filesReport(app.citizen())
    const busy = await runs(app, 'areas', await withoutOne(app), { closeMissing: true, isDryRun: true })
    expect(busy.out).toContain('was not closed: it still has 1 officers')
    await app.db.updateTable('officer').set({ isActive: false }).where('id', '=', officer.id).execute()
    const { out } = await runs(app, 'areas', await withoutOne(app), { closeMissing: true, from: '2026-11-01' })
    expect(out).toContain('Units: 0 new, 0 changed, 1 closed.')
    expect(await areaOf(app, '21439')).toMatchObject({ validTo: '2026-11-01' })
    expect(await unitOf(app, 'CA-21439')).toMatchObject({ activeTo: '2026-11-01' })
    expect(await tipsOf(app)).toEqual([{ areaCode: '21439', status: 'new', unitCode: 'CAT-51' }])
    const alarms = await app.db.selectFrom('alarm').select('kind').where('clearedAt', 'is', null).execute()
    expect(alarms.map(({ kind }) => kind)).toContain('unit_unattended')
  })

  test('a file that may have been cut in its last cell imports nothing', async ({ app }) => {
    const cut = { name: 'cut.csv', text: 'code,name,province_code,old_communes\n21439,Phường Đức Phổ,51,Xã Phổ H' }
    expect(await runs(app, 'areas', cut)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no line break ends it'),
    })
  })

  test('a correction of some rows says nothing of the others', async ({ app }) => {
    const { out } = await runs(app, 'areas', csv('code,name,province_code', '21439,Phường Đức Phổ,51'))
    expect(out).not.toContain('Needs a person')
  })
})

test('a name that stands for too many places is narrowed in the talk by what is typed next', async ({ app }) => {
  const wards = Array.from(
    { length: 10 },
    (_, at) => `2990${at},Phường Thử Số ${at},79,Phường 1,${at === 7 ? 'Quận 3' : `Quận ${at + 20}`}`,
  )
  await runs(app, 'areas', csv('code,name,province_code,old_communes,old_districts', ...wards))
  const lan = app.citizen()
  await reachPlace(lan)
  await lan.says('Phường 1, TP.HCM')
  expect(lan.last().text).toContain('Còn 2 nơi nữa')
  await lan.says('q3')
  expect(lan.last().text).toContain('Phường Thử Số 7, Thành phố Hồ Chí Minh (trước là Phường 1), đúng không?')
})

describe('what old communes became', () => {
  const FILE = {
    name: 'became.json',
    text: successorJson(
      'Tỉnh Kon Tum',
      ['70001', 'Xã Chẻ Đôi', ['21439', 'Phường Đức Phổ'], ['21451', 'Phường Trà Câu']],
      ['70002', 'Xã Nguyên', ['21457', 'Xã Nguyễn Nghiêm']],
      ['70003', 'Xã Đổi Số', ['99998', 'Xã Sơn Hà ']],
      ['70004', 'Xã Lạ', ['99999', 'Xã Không Có']],
      ['26830', 'Phường Quận Chín', ['21472', 'Xã Khánh Cường']],
    ),
  }

  test('is known by the old names, and a split one by each part', async ({ app }) => {
    const { out, code } = await runs(app, 'areas', FILE)
    expect(code).toBe(0)
    const split = { name: 'Xã Chẻ Đôi', kind: 'old_commune', isPartial: true, within: null, until: null }
    expect(await aliasesOf(app, '21439', 'successors')).toEqual([split])
    expect(await aliasesOf(app, '21451', 'successors')).toEqual([split])
    expect(await aliasesOf(app, '51', 'successors')).toMatchObject([{ name: 'Tỉnh Kon Tum', kind: 'old_province' }])
    expect((await aliasesOf(app, '21472', 'successors')).map(({ name, within }) => [name, within])).toEqual([
      ['Phường Quận Chín', 'Quận 9'],
      ['Quận 9', null],
      ['Thành phố Thủ Đức', null],
    ])
    expect(out).toContain('Xã Sơn Hà: 99998 in the file is')
    expect(out).toContain('99999 Xã Không Có is not known (Xã Lạ became it)')
  })

  test('twice is as once, and another file takes the place of the first', async ({ app }) => {
    await runs(app, 'areas', FILE)
    expect((await runs(app, 'areas', FILE)).out).toContain('Other names: 0 added, 0 removed.')
    const corrected = successorJson('Tỉnh Kon Tum', ['70001', 'Xã Chẻ Đôi', ['21439', 'Phường Đức Phổ']])
    const { out } = await runs(app, 'areas', { name: 'became.json', text: corrected })
    expect(out).toContain('Other names: 1 added, 1 removed.')
    expect(await aliasesOf(app, '21439', 'successors')).toMatchObject([{ isPartial: false }])
  })
})

test('a file with a wrong row at its end imports nothing of itself', async ({ app }) => {
  const before = await sql`select count(*), max(number) from area, area_revision`.execute(app.db)
  const wrong = csv('code,name,province_code', '29998,Xã Bắc Hòn,51', '29999,Xã Lạc,98')
  expect(await runs(app, 'areas', wrong)).toMatchObject({
    code: 1,
    out: '',
    err: 'communes.csv, row 3: province_code 98 must be a province of this file or one imported before. Nothing was imported.',
  })
  const cut = { name: 'cut.json', text: listJson(['29998', 'Xã Bắc Hòn']).slice(0, -20) }
  expect((await runs(app, 'areas', cut)).err).toBe(
    'cut.json: ends in the middle: the file was cut. Nothing was imported.',
  )
  expect((await sql`select count(*), max(number) from area, area_revision`.execute(app.db)).rows).toEqual(before.rows)
})
