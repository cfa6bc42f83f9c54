import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ruleWith, SHIPPED_RULES } from '../../../test/harness/rules.js'
import { parseAreas } from '../areas/areas.js'
import { givenCatalogue } from '../tips/given-catalogue.js'
import { routeTip } from '../tips/routing.js'
import type { Rule, Urgency } from '../tips/routing-rules.js'
import { deriveUnits, parseUnits } from '../units/unit-content.js'
import { makeUnitTree, type UnitNode } from '../units/unit-tree.js'
import { reviewRules, type World } from './rule-checks.js'

const read = (file: string) => readFileSync(new URL(`../../../content/${file}`, import.meta.url), 'utf8')
const areas = ['provinces', '51-quang-ngai'].flatMap((file) => parseAreas(read(`areas/${file}.yaml`)))
const seeds = deriveUnits(areas, parseUnits(read('units.yaml')))
const units: UnitNode[] = seeds.map(({ code, name, parentCode, activeFrom, activeTo }) => ({
  ...{ id: code, code, name, parentId: parentCode, activeFrom, activeTo, activeOfficers: 1 },
}))
const { categories } = givenCatalogue()
const world: World = { categories, areas, units, day: '2026-11-26' }
const ALL = ruleWith({ id: 'all' })

const review = (rules: readonly Rule[], changes: Partial<World> = {}) =>
  reviewRules(rules, { ...world, ...changes }).map(({ row, level, text }) => `${row ?? 'all'} ${level}: ${text}`)

test('the shipped rules have nothing to look at', () => {
  expect(review(SHIPPED_RULES)).toEqual([])
})

test('names that do not exist are errors, each at its row', () => {
  const rules = [
    ALL,
    ruleWith({ id: 'a', category: 'LUA_DAOO' }),
    ruleWith({ id: 'b', area: '99', to: 'PA09-@province' }),
  ]
  expect(review(rules).filter((line) => line.includes('error'))).toEqual([
    '2 error: Không có loại tin LUA_DAOO.',
    '3 error: Không có địa bàn 99.',
    '3 error: Không có đơn vị nào hợp với PA09-@province.',
  ])
  expect(review([ALL, ruleWith({ id: 'c', to: 'CA-@province' })])).toContainEqual(
    expect.stringContaining('Không có đơn vị nào hợp với CA-@province'),
  )
})

test('two rows for the same tips and different units are a conflict: the first wins', () => {
  const [fraud, twin] = ['a', 'b'].map((id) => ruleWith({ id, category: 'LUA_DAO' }))
  if (!fraud || !twin) throw new Error('two rules')
  const elsewhere = { ...twin, to: 'PA05-@province' }
  expect(review([ALL, fraud, elsewhere])[0]).toContain('3 warning: Cùng điều kiện với dòng 2 nhưng gửi đi nơi khác')
  expect(review([ALL, fraud, twin]).join()).not.toContain('gửi đi nơi khác')
  const [early, late] = [
    { ...fraud, validTo: '2026-11-30' },
    { ...elsewhere, validFrom: '2026-12-01' },
  ]
  expect(review([ALL, early, late])).toEqual([])
})

test('a rule that is over is no rival, and the first one that is still to come is named', () => {
  const [over, next, last] = ['a', 'b', 'c'].map((id) => ruleWith({ id, category: 'LUA_DAO' }))
  if (!over || !next || !last) throw new Error('three rows')
  const rules = [ALL, { ...over, validTo: '2026-11-25' }, { ...next, to: 'PA05-51' }, { ...last, to: 'PC02-51' }]
  const conflicts = (table: Rule[]) => review(table).filter((line) => line.includes('gửi đi nơi khác'))
  expect(conflicts(rules)).toEqual([expect.stringContaining('4 warning: Cùng điều kiện với dòng 3')])
  const ended = { ...over, to: 'PA05-51', validTo: '2026-11-25' }
  expect(conflicts([ALL, next, ended])).toEqual([])
  expect(conflicts([ALL, { ...over, to: 'PA05-51', validTo: '2026-11-26' }, next])).toHaveLength(1)
})

test('a rule that begins in more than a year is doubtful: its year is mistyped', () => {
  const from = (validFrom: string) => review([ALL, ruleWith({ id: 'a', category: 'KHAC', validFrom })])
  expect(from('9999-12-31')).toEqual(['2 warning: Quy tắc này chỉ được dùng từ 31/12/9999, còn hơn một năm nữa.'])
  expect(from('2027-11-26')).toEqual([])
})

describe('a rule that can never match is named, with why', () => {
  const never = (rule: Rule, ...others: Rule[]) =>
    review([...others, rule, ALL]).filter((line) => line.includes('không bao giờ được dùng'))[0]

  test('its days have ended', () => {
    expect(never(ruleWith({ id: 'a', category: 'KHAC', validTo: '2026-11-25' }))).toContain('ngày áp dụng đã qua')
    expect(never(ruleWith({ id: 'a', category: 'KHAC', validTo: '2026-11-26' }))).toBeUndefined()
  })

  test('its place is closed', () => {
    const closed = areas.map((area) => (area.code === '21439' ? { ...area, validTo: '2026-11-01' } : area))
    const found = review([ruleWith({ id: 'a', area: '21439' }), ALL], { areas: closed })
    expect(found[0]).toContain('không còn là địa bàn')
  })

  test('its category never has that urgency', () => {
    expect(never(ruleWith({ id: 'a', category: 'CO_BAC', urgency: 'P3' }))).toContain('không bao giờ ở mức P3')
    expect(never(ruleWith({ id: 'a', danger: 'life', urgency: 'P2' }))).toContain('luôn ở mức P0')
  })

  test('an earlier equal one takes all its tips', () => {
    const twin = ruleWith({ id: 'a', category: 'KHAC' })
    expect(never({ ...twin, id: 'b' }, twin)).toContain('đều theo dòng 1')
    expect(never({ ...twin, id: 'b' }, { ...twin, validTo: '2026-12-01' })).toBeUndefined()
  })

  test('more specific ones take all its tips together', () => {
    const some = [
      ruleWith({ id: 'p1', category: 'CO_BAC', urgency: 'P2' }),
      ruleWith({ id: 'danger', category: 'CO_BAC', danger: 'life' }),
    ]
    expect(never(ruleWith({ id: 'a', category: 'CO_BAC' }), ...some)).toContain('đều theo dòng 1, 2')
    expect(never(ruleWith({ id: 'a', category: 'CO_BAC' }), ...some.slice(0, 1))).toBeUndefined()
  })
})

test('a unit that is closed, empty, or not there in that place is doubtful', () => {
  const change = (code: string, changes: Partial<UnitNode>) =>
    units.map((unit) => (unit.code === code ? { ...unit, ...changes } : unit))
  const rule = ruleWith({ id: 'a', category: 'KHAC', to: 'PA05-51' })
  expect(review([ALL, rule], { units: change('PA05-51', { activeTo: '2026-11-26' }) })[0]).toContain('ngừng hoạt động')
  expect(review([ALL, rule], { units: change('PA05-51', { activeOfficers: 0 }) })[0]).toContain('chưa có cán bộ')
  expect(review([ALL, ruleWith({ id: 'a', area: '79', to: 'PA05-@province' })])[0]).toContain('không có đơn vị PA05-79')
})

test('a table without a rule for every tip is legal, and said', () => {
  expect(review([ruleWith({ id: 'a', category: 'KHAC' })])).toEqual([
    expect.stringContaining('all note: Không có quy tắc chung'),
  ])
  expect(review([{ ...ALL, validTo: '2026-12-31' }])).toEqual([expect.stringContaining('all note')])
})

test('P3: whatever the rules and the tip, there is a unit; and a rule called unused never decides', () => {
  const one = <T>(...values: T[]) => fc.constantFrom(...values)
  const day = one(null, '2026-11-20', '2026-11-26', '2026-12-02')
  const rule = fc.record({
    ...{ category: one('*', 'CO_BAC', 'LUA_DAO', 'NOPE'), area: one('*', '51', '21439', '79') },
    ...{ danger: one('*' as const, 'life' as const), urgency: one('*' as const, 'P0' as const, 'P2' as const) },
    ...{ to: one('@commune', 'PA05-@province', 'CA-99999', 'PC02-51'), validFrom: day, validTo: day },
  })
  const tip = fc.record({
    ...{ category: one('CO_BAC', 'LUA_DAO'), areaCode: one('21439', '21451', '99999'), danger: fc.boolean() },
    ...{ day: one('2026-11-26', '2026-11-27', '2026-12-02', '2026-12-03') },
  })
  const urgencies: Readonly<Record<string, Urgency>> = { CO_BAC: 'P2', LUA_DAO: 'P1' }
  const tree = makeUnitTree(units)
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 12 }), fc.array(tip, { minLength: 1, maxLength: 8 }), (parts, tips) => {
      const rules = parts.map((changes, index) => ruleWith({ ...changes, id: `r${index}` }))
      const unused = reviewRules(rules, world).filter(({ text }) => text.includes('không bao giờ được dùng'))
      const rows = new Set(unused.map(({ row }) => row))
      for (const { category, areaCode, danger, day: on } of tips) {
        const urgency: Urgency = danger ? 'P0' : (urgencies[category] ?? 'P3')
        const facts = { category, areaCode, danger, urgency, provinceCode: '51', homeProvince: '51' }
        const routing = routeTip(facts, rules, tree, new Date(`${on}T12:00:00+07:00`))
        expect(tree.byId.get(routing.unitId)?.code).toBe(routing.unitCode)
        expect(rows.has(rules.findIndex(({ id }) => id === routing.ruleId) + 1)).toBe(false)
      }
    }),
    { numRuns: 150 },
  )
})
