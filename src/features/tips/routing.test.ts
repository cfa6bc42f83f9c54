import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAreas } from '../areas/areas.js'
import { deriveUnits, parseUnits, type UnitSeed } from '../units/unit-content.js'
import { canTake, makeUnitTree, type UnitNode, type UnitTree } from '../units/unit-tree.js'
import { routeTip, type TipToRoute } from './routing.js'
import { findRuleMistakes, parseRules, type Rule } from './routing-rules.js'

const read = (file: string) => readFileSync(new URL(`../../../content/${file}`, import.meta.url), 'utf8')
const areas = ['provinces', '51-quang-ngai'].flatMap((file) => parseAreas(read(`areas/${file}.yaml`)))
const seeds = deriveUnits(areas, parseUnits(read('units.yaml')))
const rules = parseRules(read('routing.yaml'))
const NOW = new Date('2026-11-22T03:00:00Z')

const route = (tip: Partial<TipToRoute> = {}, tree = staffed(), list: readonly Rule[] = rules) =>
  routeTip({ category: 'LUA_DAO', areaCode: '21439', provinceCode: '51', urgency: 'P1', ...tip }, list, tree, NOW)

test('every province has its Công an, and only Quảng Ngãi its departments and communes', () => {
  expect(seeds.filter((unit) => unit.kind === 'province')).toHaveLength(34)
  expect(seeds.filter((unit) => unit.kind === 'commune')).toHaveLength(96)
  expect(seeds.filter((unit) => unit.kind === 'department').map((unit) => unit.code)).toEqual([
    'PA05-51',
    'PC02-51',
    'PC04-51',
  ])
  expect(seeds.find((unit) => unit.code === 'CA-21439')).toEqual({
    code: 'CA-21439',
    name: 'Công an phường Đức Phổ',
    kind: 'commune',
    parentCode: 'CAT-51',
    areaCode: '21439',
    isRemote: false,
    activeFrom: '2025-07-01',
    activeTo: null,
  })
  expect(seeds.find((unit) => unit.code === 'CA-21548')).toMatchObject({
    name: 'Công an đặc khu Lý Sơn',
    isRemote: true,
  })
  expect(seeds.find((unit) => unit.code === 'CAT-79')?.name).toBe('Công an thành phố Hồ Chí Minh')
})

test('a fraud goes to the commune with both departments reading along', () => {
  expect(route()).toMatchObject({
    kind: 'matched',
    ruleId: 'fraud',
    unitCode: 'CA-21439',
    copies: [{ code: 'PA05-51' }, { code: 'PC02-51' }],
    escalation: { code: 'CAT-51' },
    considered: ['any-place'],
  })
})

describe('with a person in danger', () => {
  const categories = [...new Set(rules.map(({ category }) => category)), 'NEW'].filter((code) => code !== '*')

  test.each(categories)('%s goes to the place, with PC02 and its own departments reading along', (category) => {
    const usual = route({ category, urgency: 'P0' })
    const { kind, unitCode, copies } = route({ category, urgency: 'P0', danger: true })
    const readers = copies.map(({ code }) => code)
    const own = [usual.unitCode, ...usual.copies.map(({ code }) => code)].filter((code) => code !== 'CA-21439')
    expect([kind, unitCode]).toEqual(['matched', 'CA-21439'])
    expect(readers).toEqual(expect.arrayContaining(['PC02-51', ...own]))
    expect(readers).not.toContain('CA-21439')
  })

  test('money that is moving now is no danger to life', () => {
    expect(route({ urgency: 'P0' })).toMatchObject({ kind: 'matched', ruleId: 'fraud' })
    expect(route({ category: 'MA_DOC_LINK', urgency: 'P0' }).unitCode).toBe('PA05-51')
  })
})

test('malware goes to PA05 with the commune reading along', () => {
  expect(route({ category: 'MA_DOC_LINK' })).toMatchObject({ unitCode: 'PA05-51', copies: [{ code: 'CA-21439' }] })
})

describe('what cannot take a tip passes it up', () => {
  test('a commune without an active officer: to the province', () => {
    expect(route({}, staffed({ 'CA-21439': { activeOfficers: 0 } }))).toMatchObject({
      kind: 'fallback',
      reason: 'unit_without_officers',
      unitCode: 'CAT-51',
      why: [expect.any(String), expect.stringContaining('Công an phường Đức Phổ chưa có cán bộ'), expect.any(String)],
    })
  })

  test('a closed commune: to the province', () => {
    expect(route({}, staffed({ 'CA-21439': { activeTo: '2026-11-22' } }))).toMatchObject({
      reason: 'unit_closed',
      unitCode: 'CAT-51',
    })
  })

  test('a department that the province does not have: to the province', () => {
    const tip = { category: 'MA_DOC_LINK', areaCode: '79', provinceCode: '79' }
    expect(route(tip)).toMatchObject({ reason: 'unknown_unit', unitCode: 'CAT-79' })
  })

  test('a province without officers: to the unit whose page was written to', () => {
    const tip = { areaCode: '79', provinceCode: '79', homeUnit: 'CA-21439' }
    expect(route(tip, staffed({ 'CAT-79': { activeOfficers: 0 } }))).toMatchObject({
      reason: 'unit_without_officers',
      unitCode: 'CA-21439',
    })
  })

  test('a place of another province: to the home province, and the reason says that it passes the tip on', () => {
    const empty = staffed({ 'CAT-01': { activeOfficers: 0 } })
    const routing = route({ areaCode: '01', provinceCode: '01', homeProvince: '51' }, empty)
    expect(routing).toMatchObject({
      reason: 'unit_without_officers',
      unitCode: 'CAT-51',
      lacking: { code: 'CAT-01' },
      isHandedOver: true,
    })
    expect(routing.why.slice(1)).toEqual([
      'Công an thành phố Hà Nội chưa có cán bộ trực trên hệ thống.',
      'Địa bàn thuộc tỉnh khác và chưa có đơn vị nào ở đó trực trên hệ thống nên giao Công an tỉnh Quảng Ngãi tiếp nhận để chuyển tiếp.',
      'Đơn vị nhận: Công an tỉnh Quảng Ngãi.',
    ])
  })

  test('the unit that was written to comes before the home province, and both before a stranger', () => {
    const only = (...codes: string[]) =>
      staffed(Object.fromEntries(seeds.map(({ code }) => [code, { activeOfficers: codes.includes(code) ? 1 : 0 }])))
    const tip = { areaCode: '01', provinceCode: '01', homeProvince: '51', homeUnit: 'CA-21439' }
    expect(route(tip, only('CA-21439', 'CAT-51', 'CAT-79')).unitCode).toBe('CA-21439')
    expect(route(tip, only('CAT-51', 'CAT-79')).unitCode).toBe('CAT-51')
    expect(route(tip, only('CA-21451', 'CAT-79')).unitCode).toBe('CA-21451')
    expect(route(tip, only('CAT-79')).unitCode).toBe('CAT-79')
    expect(route(tip, only())).toMatchObject({ unitCode: 'CAT-51', isHandedOver: false })
  })

  test('nobody anywhere: the root of the area still owns it', () => {
    const nobody = Object.fromEntries(seeds.map((unit) => [unit.code, { activeOfficers: 0 }]))
    expect(route({ homeUnit: 'CA-21451' }, staffed(nobody))).toMatchObject({ kind: 'fallback', unitCode: 'CAT-51' })
  })

  test('no rule: the commune of the area', () => {
    expect(route({}, staffed(), [])).toMatchObject({ kind: 'fallback', reason: 'no_rule', unitCode: 'CA-21439' })
  })
})

describe('an urgent tip that nobody takes goes further up', () => {
  const empty = (...codes: string[]) => staffed(Object.fromEntries(codes.map((code) => [code, { activeOfficers: 0 }])))

  test('to the unit that the rule names', () => {
    expect(route({ category: 'DE_DOA' }).escalation.code).toBe('PC02-51')
  })

  test('past a unit with nobody in it', () => {
    expect(route({ category: 'DE_DOA' }, empty('PC02-51')).escalation.code).toBe('CAT-51')
  })

  test('from the owner upwards when nobody is above the named unit', () => {
    const list = rules.map((rule) => ({ ...rule, escalateTo: 'CAT-79' }))
    expect(route({ category: 'DE_DOA' }, empty('CAT-79'), list).escalation.code).toBe('CAT-51')
  })
})

test('an area known only as a province goes to the province', () => {
  expect(route({ areaCode: '51' })).toMatchObject({ kind: 'matched', unitCode: 'CAT-51' })
})

test('the place says more than the category, then danger to life, and then the urgency', () => {
  const rule = (id: string, parts: Partial<Rule>): Rule => ({
    ...{ id, category: '*', area: '*', danger: '*', urgency: '*', to: '@commune', copies: [], escalateTo: '@province' },
    ...{ because: id, validFrom: null, validTo: null, ...parts },
  })
  const list = [
    rule('any', {}),
    rule('urgent', { urgency: 'P1' }),
    rule('category', { category: 'LUA_DAO' }),
    rule('category-danger', { category: 'LUA_DAO', danger: 'life' }),
    rule('category-urgent', { category: 'LUA_DAO', urgency: 'P1' }),
    rule('province', { area: '51' }),
    rule('commune', { area: '21439' }),
    rule('elsewhere', { area: '21451', category: 'LUA_DAO', urgency: 'P1' }),
  ]
  expect(route({}, staffed(), list)).toMatchObject({
    ruleId: 'commune',
    considered: ['province', 'category-urgent', 'category', 'urgent', 'any'],
  })
  expect(route({ danger: true }, staffed(), list)).toMatchObject({
    considered: ['province', 'category-danger', 'category-urgent', 'category', 'urgent', 'any'],
  })
})

test('no tip is ever without a unit, and none is escalated to its own unit below the root', () => {
  const codes = [...new Set(rules.map((rule) => rule.category))]
  const closed = fc.record({ activeOfficers: fc.nat(1), activeTo: fc.constantFrom(null, '2026-01-01') })
  const tips = fc.record({
    category: fc.constantFrom(...codes, 'NEW'),
    areaCode: fc.constantFrom(...areas.map((area) => area.code), '99999'),
    urgency: fc.constantFrom('P0' as const, 'P1' as const, 'P2' as const, 'P3' as const),
  })
  const changes = fc.dictionary(fc.constantFrom('CA-21439', 'CAT-51', 'PA05-51', 'PC02-51'), closed)
  fc.assert(
    fc.property(tips, changes, (tip, units) => {
      const tree = staffed(units)
      const routing = route({ ...tip, homeProvince: '51' }, tree)
      const owner = tree.byId.get(routing.unitId)
      expect(owner?.code).toBe(routing.unitCode)
      expect(routing.why.length).toBeGreaterThan(1)
      expect(owner && canTake(owner, NOW)).toBe(true)
      expect(routing.why.at(-1)).toBe(`Đơn vị nhận: ${owner?.name}.`)
      if (owner?.parentId) expect(routing.escalation.unitId).not.toBe(owner.id)
    }),
    { numRuns: 200 },
  )
})

function staffed(changes: { [code: string]: Partial<UnitNode> } = {}): UnitTree {
  const ids = new Map(seeds.map((unit, index) => [unit.code, String(index)]))
  const node = (unit: UnitSeed): UnitNode => ({
    id: ids.get(unit.code) ?? '',
    ...{ code: unit.code, name: unit.name, activeFrom: unit.activeFrom, activeTo: unit.activeTo },
    parentId: unit.parentCode ? (ids.get(unit.parentCode) ?? null) : null,
    activeOfficers: 1,
    ...changes[unit.code],
  })
  return makeUnitTree(seeds.map(node))
}

test('a rule that names what does not exist is called out, with what is wrong', () => {
  const known = { catalogue: { categories: [{ code: 'KHAC' }] }, areas: [{ code: '51' }], units: [{ code: 'PA05-51' }] }
  const rule = {
    id: 'r',
    category: 'KHAC',
    area: '51',
    danger: '*',
    urgency: '*',
    copies: [],
    because: 'vì thế',
    validFrom: null,
    validTo: null,
  } as const
  const mistakes = (change: object) =>
    findRuleMistakes([{ ...rule, to: '@commune', escalateTo: '@province', copies: [], ...change }], known)
  expect(mistakes({})).toEqual([])
  expect(mistakes({ to: 'PA05-@province' })).toEqual([])
  expect(mistakes({ category: 'LUA_DAOO' })).toEqual(['rule r names the unknown category LUA_DAOO'])
  expect(mistakes({ copies: ['PA09-@province'] })).toEqual(['rule r names the unknown unit PA09-@province'])
  expect(mistakes({ area: '99' })).toEqual(['rule r names the unknown area 99'])
})
