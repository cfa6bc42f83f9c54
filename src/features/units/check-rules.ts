import { localDay } from '../../engine/local-day.js'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { ANY, isInForce, unitCodeThere } from '../tips/rule-matching.js'
import { type Rule, unitFinder } from '../tips/routing-rules.js'
import { loadUnitTree } from './load-unit-tree.js'
import { raiseAlarm } from './raise-alarm.js'
import { isOpen, type UnitNode, type UnitTree } from './unit-tree.js'

const KINDS = ['rule_unit_empty', 'rule_unit_closed', 'rule_unit_unknown', 'area_without_unit']

type Wanted = { kind: string; unitId?: string; text: string }

/**
 * What stands in the way of the rules that hold today: units that they point at and that are closed, empty or not
 * there, and areas that no unit looks after. Raises what is new and ends what is no longer true. Runs as the owner.
 */
export async function checkRuleAlarms(
  tx: Tx,
  now: Date,
  rules: readonly Rule[],
): Promise<{ raised: number; cleared: number }> {
  const tree = await loadUnitTree(tx)
  const current = rules.filter((rule) => isInForce(rule, localDay(now)))
  const places = await listPlaces(tx, current)
  const wanted = [...unitAlarms(current, places, tree, now), ...(await areaAlarms(tx, tree, now))]
  const open = await tx
    .selectFrom('alarm')
    .select(['id', 'kind', 'unitId', 'text'])
    .where(sql<string>`split_part(kind, ':', 1)`, 'in', KINDS)
    .where('clearedAt', 'is', null)
    .execute()
  const keyOf = ({ kind, unitId, text }: { kind: string; unitId?: string | null; text: string }) =>
    JSON.stringify([kind, unitId ?? null, text])
  const [wantedKeys, openKeys] = [new Set(wanted.map(keyOf)), new Set(open.map(keyOf))]
  const over = open.filter((alarm) => !wantedKeys.has(keyOf(alarm))).map(({ id }) => id)
  if (over.length > 0) await tx.updateTable('alarm').set({ clearedAt: now }).where('id', 'in', over).execute()
  const fresh = wanted.filter((alarm) => !openKeys.has(keyOf(alarm)))
  for (const alarm of fresh) await raiseAlarm(tx, { ...alarm, raisedAt: now })
  return { raised: fresh.length, cleared: over.length }
}

type Place = { code: string; provinceCode: string }

async function listPlaces(tx: Tx, rules: readonly Rule[]): Promise<Map<string, Place>> {
  const codes = [...new Set(rules.map(({ area }) => area))].filter((code) => code !== ANY)
  if (codes.length === 0) return new Map()
  const places = await tx.selectFrom('area').select(['code', 'provinceCode']).where('code', 'in', codes).execute()
  return new Map(places.map((place) => [place.code, place]))
}

/** `@commune` and `@province` mean every unit of the country: of those only who has tips is missed, elsewhere. */
function unitAlarms(rules: readonly Rule[], places: ReadonlyMap<string, Place>, tree: UnitTree, now: Date): Wanted[] {
  const meantBy = ({ area }: Rule, patterns: readonly string[]) => {
    const place = places.get(area)
    return place ? patterns.flatMap((pattern) => unitCodeThere(pattern, place) ?? []) : patterns
  }
  const owners = new Set(rules.flatMap((rule) => meantBy(rule, [rule.to, rule.escalateTo])))
  const named = new Set([...owners, ...rules.flatMap((rule) => meantBy(rule, rule.copies))])
  const find = unitFinder([...tree.byId.values()])
  return [...named]
    .filter((pattern) => !pattern.startsWith('@'))
    .flatMap((pattern) => {
      const meant = find(pattern)
      if (meant.length === 0) return [unknownUnit(pattern)]
      return meant.flatMap((unit) => unitAlarm(unit, owners.has(pattern), now))
    })
    .filter(
      ({ kind, unitId }, index, all) => all.findIndex((one) => one.kind === kind && one.unitId === unitId) === index,
    )
}

function unknownUnit(pattern: string): Wanted {
  const name = pattern.replace('@province', '(mã tỉnh)')
  return { kind: `rule_unit_unknown:${pattern}`, text: `Quy tắc phân tuyến nêu đơn vị ${name}, chưa có trên hệ thống.` }
}

function unitAlarm(unit: UnitNode, isOwner: boolean, now: Date): Wanted[] {
  const { id: unitId, name } = unit
  if (!isOpen(unit, now)) {
    const text = `${name} không hoạt động nhưng quy tắc phân tuyến vẫn gửi đến đơn vị này.`
    return [{ kind: 'rule_unit_closed', unitId, text }]
  }
  if (unit.activeOfficers > 0 || !isOwner) return []
  const text = `${name} chưa có cán bộ nhận tin, nhưng quy tắc phân tuyến giao tin cho đơn vị này.`
  return [{ kind: 'rule_unit_empty', unitId, text }]
}

/** One a province, so that a list of three thousand areas stays a list that somebody reads. */
async function areaAlarms(tx: Tx, tree: UnitTree, now: Date): Promise<Wanted[]> {
  const day = localDay(now)
  const areas = await tx
    .selectFrom('area')
    .select(['name', 'provinceCode'])
    .where('kind', '<>', 'province')
    .where('validFrom', '<=', day)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', day)]))
    .where(sql<boolean>`not exists (select from unit where unit.area_code = area.code and kind = 'commune'
      and active_from <= ${day}::date and (active_to is null or active_to > ${day}::date))`)
    .orderBy('code')
    .execute()
  return [...new Set(areas.map(({ provinceCode }) => provinceCode))].map((code) => {
    const names = areas.filter(({ provinceCode }) => provinceCode === code).map(({ name }) => name)
    const unit = tree.byCode.get(`CAT-${code}`)
    return { kind: `area_without_unit:${code}`, text: areaWords(names), ...(unit && { unitId: unit.id }) }
  })
}

function areaWords(names: readonly string[]): string {
  const some = names.slice(0, 5).join(', ')
  return `${names.length} địa bàn chưa có đơn vị: ${some}${names.length > 5 ? ' …' : ''}. Tin ở đó về Công an tỉnh.`
}
