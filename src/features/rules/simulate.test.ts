import { expect, test } from 'vitest'
import { ruleWith } from '../../../test/harness/rules.js'
import { makeUnitTree, type UnitNode } from '../units/unit-tree.js'
import { simulate, type TipToTry } from './simulate.js'

const NOW = new Date('2026-11-26T03:00:00Z')
const unit = (code: string, parentId: string | null): UnitNode => ({
  ...{ id: code, code, name: `Công an ${code}`, parentId, activeFrom: '2025-07-01', activeTo: null, activeOfficers: 1 },
})
const tree = makeUnitTree([unit('CAT-51', null), unit('CA-21439', 'CAT-51'), unit('PA05-51', 'CAT-51')])
const tip = (changes: Partial<TipToTry> = {}): TipToTry => ({
  ...{ number: '2026-000001', category: 'LUA_DAO', areaCode: '21439', areaName: 'Phường Đức Phổ', provinceCode: '51' },
  ...{ urgency: 'P1', danger: false, homeUnit: null, unitCode: 'CA-21439' },
  ...changes,
})
const all = ruleWith({ id: 'all' })
const fraud = ruleWith({ id: 'fraud', category: 'LUA_DAO', to: 'PA05-@province' })
const run = (tips: TipToTry[], after = [all, fraud], now = NOW) =>
  simulate({ before: [all], after, tips, tree, homeProvince: '51', now })

test('a tip that would go elsewhere is told with the unit and the rule before and after', () => {
  const trial = run([tip(), tip({ number: '2026-000002', category: 'KHAC' })])
  expect(trial.moved).toEqual([
    {
      tip: tip(),
      before: { unitCode: 'CA-21439', ruleId: 'all' },
      after: { unitCode: 'PA05-51', ruleId: 'fraud' },
    },
  ])
  expect(trial.units).toEqual([
    { code: 'CA-21439', name: 'Công an CA-21439', before: 2, after: 1 },
    { code: 'PA05-51', name: 'Công an PA05-51', before: 0, after: 1 },
  ])
  expect(trial).toMatchObject({ tried: 2, changed: 0, unjudged: [], elsewhere: 1 })
})

test('the same unit by another rule is counted apart', () => {
  expect(run([tip()], [all, { ...fraud, to: '@commune' }])).toMatchObject({ moved: [], changed: 1 })
})

test('where danger is not known and decides, the tip is not judged', () => {
  const danger = ruleWith({ id: 'danger', danger: 'life', to: 'CAT-51' })
  const unknown = tip({ urgency: 'P0', danger: null })
  expect(run([unknown], [all, danger])).toMatchObject({ unjudged: [unknown], moved: [] })
  expect(run([tip({ danger: null })], [all, danger])).toMatchObject({ unjudged: [], moved: [] })
  expect(run([unknown], [all, fraud])).toMatchObject({ unjudged: [], moved: [{ tip: unknown }] })
})

test('a rule counts on its days only', () => {
  const flood = { ...fraud, validFrom: '2026-11-27', validTo: '2026-11-28' }
  const movedOn = (day: string) => run([tip()], [all, flood], new Date(`${day}T00:00:00+07:00`)).moved.length
  expect(['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'].map(movedOn)).toEqual([0, 1, 1, 0])
})

test('a thousand tips in a country of three thousand units take about a second', () => {
  const provinces = Array.from({ length: 34 }, (_, index) => unit(`CAT-${index + 10}`, null))
  const communes = Array.from({ length: 3321 }, (_, index) => unit(`CA-${20000 + index}`, `CAT-${(index % 34) + 10}`))
  const country = makeUnitTree([...provinces, ...communes])
  const rules = Array.from({ length: 100 }, (_, index) => ruleWith({ id: `r${index}`, category: `LOAI_${index % 20}` }))
  const tips = Array.from({ length: 1000 }, (_, index) =>
    tip({ category: `LOAI_${index % 25}`, areaCode: String(20000 + index), provinceCode: String((index % 34) + 10) }),
  )
  const begun = process.cpuUsage()
  expect(simulate({ before: rules, after: [all], tips, tree: country, homeProvince: '51', now: NOW }).tried).toBe(1000)
  const { user } = process.cpuUsage(begun)
  expect(user / 1000, 'milliseconds of the processor').toBeLessThan(1000)
})
