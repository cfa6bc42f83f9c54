import type { Db } from '../../platform/db.js'

export type RuleRow = {
  category: string
  area: string
  urgency: string
  to: string
  copies: string[]
  escalateTo: string
  because: string
}

/** The rules in words: codes become the names of areas and units. */
export async function listRuleRows(db: Db): Promise<RuleRow[]> {
  const rules = await db.selectFrom('routingRule').selectAll().orderBy('position').execute()
  const units = await db.selectFrom('unit').select(['code', 'name']).execute()
  const areas = await db.selectFrom('area').select(['code', 'name']).execute()
  const unitNames = new Map(units.map(({ code, name }) => [code, name]))
  const areaNames = new Map(areas.map(({ code, name }) => [code, name]))
  return rules.map(({ category, area, danger, urgency, toUnit, copies, escalateTo, because }) => ({
    category,
    urgency: danger === 'life' ? 'Có người gặp nguy hiểm' : urgency,
    because,
    area: area === '*' ? 'Mọi nơi' : (areaNames.get(area) ?? area),
    to: sayUnit(toUnit, unitNames),
    copies: copies.map((copy) => sayUnit(copy, unitNames)),
    escalateTo: sayUnit(escalateTo, unitNames),
  }))
}

/** `PA05-@province` is the department of the province where the tip happened. */
function sayUnit(pattern: string, names: ReadonlyMap<string, string>): string {
  if (pattern === '@commune') return 'Công an xã nơi báo tin'
  if (pattern === '@province') return 'Công an tỉnh'
  const department = /^([A-Z0-9]+)-@province$/.exec(pattern)?.[1]
  return department ? `Phòng ${department} của tỉnh` : (names.get(pattern) ?? pattern)
}
