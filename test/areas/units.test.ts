import { describe, expect } from 'vitest'
import { givenOfficer } from '../harness/officers.js'
import { filesReport } from '../harness/report.js'
import { test } from '../harness/test.js'
import { areaOf, listJson, runs, unitOf } from './given-areas.js'

const HEADER = 'code,name,kind,parent_code,area_code,is_remote,active_from,active_to'
const csv = (...lines: string[]) => ({ name: 'units.csv', text: `\uFEFF${[HEADER, ...lines].join('\r\n')}\r\n` })

describe('a list of units', () => {
  test('adds, changes and leaves alone, and twice is as once', async ({ app }) => {
    await runs(app, 'areas', { name: 'vn.json', text: listJson(['29999', 'Đặc khu Hòn Xa']) })
    await app.db.deleteFrom('unit').where('code', '=', 'CA-29999').execute()
    const file = csv(
      'PC03-51,"Phòng Cảnh sát kinh tế, Công an tỉnh Quảng Ngãi",department,CAT-51,,,,',
      'CA-29999,Công an đặc khu Hòn Xa,commune,CAT-51,29999,có,2026-01-01,',
      'CA-21439,Công an Đức Phổ,commune,CAT-51,21439,,,',
      'CA-21451,Công an phường Trà Câu,commune,,,,,',
    )
    const { out } = await runs(app, 'units', file, { from: '2026-11-01' })
    expect(out).toContain('Units: 2 new, 1 changed, 0 closed, 1 as before.')
    expect(out).toContain('CA-21439 is called Công an Đức Phổ, from 2026-11-01')
    expect(await unitOf(app, 'CA-29999')).toMatchObject({ isRemote: true, parentCode: 'CAT-51' })
    expect(await unitOf(app, 'PC03-51')).toMatchObject({ kind: 'department', parentCode: 'CAT-51' })
    const former = await app.db.selectFrom('unitHistory').select(['name', 'validTo']).execute()
    expect(former).toEqual([{ name: 'Công an phường Đức Phổ', validTo: '2026-11-01' }])
    expect((await runs(app, 'units', file)).out).toContain('Units: 0 new, 0 changed, 0 closed, 4 as before.')
    const lines = await app.db.selectFrom('auditLog').select('action').where('action', '=', 'unit.import').execute()
    expect(lines).toHaveLength(2)
  })

  test('closes a unit that ends: its open tip goes up with an alarm, and one with people stays open', async ({
    app,
  }) => {
    await givenOfficer(app, 'lead', 'CAT-51')
    const officer = await givenOfficer(app, 'intake', 'CA-21439')
    await filesReport(app.citizen())
    const file = csv('CA-21439,Công an phường Đức Phổ,commune,CAT-51,21439,,,2026-11-12')
    expect((await runs(app, 'units', file)).out).toContain('was not closed: it still has 1 officers')
    expect(await unitOf(app, 'CA-21439')).toMatchObject({ activeTo: null })
    await app.db.updateTable('officer').set({ isActive: false }).where('id', '=', officer.id).execute()
    expect((await runs(app, 'units', file)).out).toContain('1 closed')
    const tip = await app.db
      .selectFrom('tip')
      .innerJoin('unit', 'unit.id', 'tip.unitId')
      .select('unit.code')
      .executeTakeFirstOrThrow()
    expect(tip.code).toBe('CAT-51')
    const alarms = await app.db.selectFrom('alarm').select('kind').where('kind', '=', 'unit_unattended').execute()
    expect(alarms).toHaveLength(1)
    expect(await areaOf(app, '21439')).toMatchObject({ validTo: null })
  })

  test('refuses a second open unit of one commune', async ({ app }) => {
    expect(await runs(app, 'units', csv('CA-1,Công an,commune,CAT-51,21439,,,'))).toMatchObject({
      code: 1,
      err: 'units.csv, row 2: area_code 21439 has an open unit already, CA-21439. Nothing was imported.',
    })
  })

  test('with the same code twice, or half of it wrong, changes nothing', async ({ app }) => {
    const before = await app.db.selectFrom('unit').select(['code', 'name']).orderBy('id').execute()
    const twice = csv('X-1,Phòng Một,department,CAT-51,,,,', 'X-1,Phòng Hai,department,CAT-51,,,,')
    expect((await runs(app, 'units', twice)).err).toContain(
      'row 3: code X-1 must be there once, and row 2 has it already',
    )
    await runs(app, 'units', csv('X-1,Phòng Một,department,CAT-51,,,,', 'X-2,Phòng Hai,department,CAT-98,,,,'))
    expect(await app.db.selectFrom('unit').select(['code', 'name']).orderBy('id').execute()).toEqual(before)
  })
})
