import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ruleWith } from '../../../test/harness/rules.js'
import { givenCatalogue } from '../tips/given-catalogue.js'
import { rulesFor } from '../tips/rule-matching.js'
import type { Rule, Urgency } from '../tips/routing-rules.js'
import { reviewRules, type World } from './rule-checks.js'
import { whyUnused } from './unused-rules.js'

const { categories } = givenCatalogue()
const province = (code: string) => ({ code, name: `Tỉnh ${code}`, provinceCode: code, validTo: null })
const commune = (code: string, provinceCode = '51') => ({ code, name: `Xã ${code}`, provinceCode, validTo: null })
const areas = [province('51'), province('79'), commune('21439'), commune('21451'), commune('26734', '79')]
const world: World = { categories, areas, units: [], day: '2026-11-26' }
const DAYS = ['2026-11-24', '2026-11-26', '2026-11-28', '2026-11-30', '2026-12-02', '2026-12-04']

test('a rule is called unused exactly when no kind of tip goes by it on any day, tried one by one', () => {
  const one = <T>(...values: T[]) => fc.constantFrom(...values)
  const day = one(null, ...DAYS)
  const rule = fc.record({
    ...{ category: one('*', 'CO_BAC', 'LUA_DAO'), area: one('*', '51', '21439', '26734') },
    ...{ danger: one('*' as const, 'life' as const), urgency: one('*' as const, 'P0' as const, 'P1' as const) },
    ...{ validFrom: day, validTo: day },
  })
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 14 }), (parts) => {
      const rules = parts.map((changes, index) => ruleWith({ ...changes, id: `r${index}` }))
      const found = [...whyUnused(rules, world).keys()]
      expect(found).toEqual(rules.map(({ id }) => id).filter((id) => !winners(rules).has(id)))
    }),
    { numRuns: 60 },
  )
})

test('two hundred rules with days of their own are looked through in a third of a second', () => {
  const places = Array.from({ length: 3321 }, (_, index) => commune(String(20000 + index), String(10 + (index % 34))))
  const units = places.map(({ code, name }) => ({
    ...{ id: code, code: `CA-${code}`, name, parentId: null, activeFrom: '2025-07-01', activeTo: null },
    activeOfficers: 1,
  }))
  const dayOf = (index: number) => new Date(Date.UTC(2026, 10, 26) + index * 86_400_000).toISOString().slice(0, 10)
  const rules = (area: (index: number) => string, count: number) =>
    Array.from({ length: count }, (_, index) =>
      ruleWith({
        ...{ id: `r${index}`, area: area(index), category: categories[index % categories.length]?.code ?? '*' },
        ...{ validFrom: dayOf(index), validTo: dayOf(index + 10) },
      }),
    )
  const big = { ...world, areas: [...areas, ...places], units }
  const took = (table: Rule[]) => {
    const begun = process.cpuUsage()
    reviewRules(table, big)
    return process.cpuUsage(begun).user / 1000
  }
  expect(took(rules((index) => String(20000 + index), 200)), 'places of their own').toBeLessThan(300)
  expect(took(rules(() => '*', 200)), 'the same place').toBeLessThan(300)
  expect(took(rules((index) => String(20000 + index), 500)), 'the most there can be').toBeLessThan(600)
})

function winners(rules: readonly Rule[]): Set<string | undefined> {
  const facts = ['', 'CO_BAC', 'LUA_DAO'].flatMap((category) =>
    [...areas, commune('', '')].flatMap(({ code, provinceCode }) =>
      levels(category).map(({ urgency, danger }) => ({ category, areaCode: code, provinceCode, urgency, danger })),
    ),
  )
  const days = DAYS.flatMap((day) => [day, day.replace(/\d$/, (last) => String(Number(last) + 1))])
  const coming = days.filter((day) => day >= world.day)
  return new Set(facts.flatMap((fact) => coming.map((day) => rulesFor(fact, rules, day)[0]?.id)))
}

function levels(code: string): { urgency: Urgency; danger: boolean }[] {
  const category = categories.find((one) => one.code === code)
  const all: Urgency[] = ['P0', 'P1', 'P2', 'P3']
  const possible = all.filter((level) => !category || level === category.urgency || category.raise[level]?.length)
  return [{ urgency: 'P0', danger: true }, ...possible.map((urgency) => ({ urgency, danger: false }))]
}
