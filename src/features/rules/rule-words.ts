import { ANY } from '../tips/rule-matching.js'
import type { Rule } from '../tips/routing-rules.js'
import type { RuleChange } from './rule-changes.js'

/** What codes are called. */
export type Names = {
  categories: ReadonlyMap<string, string>
  areas: ReadonlyMap<string, string>
  units: ReadonlyMap<string, string>
}

/** A rule in words: codes become the names of areas and units. */
export type RuleWords = Record<
  'category' | 'area' | 'danger' | 'urgency' | 'to' | 'copies' | 'escalateTo' | 'days',
  string
>

export function ruleWords(rule: Rule, names: Names): RuleWords {
  const { category, area, danger, urgency, to, copies, escalateTo } = rule
  return {
    category: category === ANY ? 'Mọi loại' : (names.categories.get(category) ?? category),
    area: area === ANY ? 'Mọi nơi' : (names.areas.get(area) ?? area),
    danger: danger === 'life' ? 'Có người gặp nguy hiểm' : 'Mọi tin',
    urgency: urgency === ANY ? 'Mọi mức' : urgency,
    to: unitWords(to, names),
    copies: copies.length === 0 ? 'Không' : copies.map((copy) => unitWords(copy, names)).join('; '),
    escalateTo: unitWords(escalateTo, names),
    days: dayWords(rule),
  }
}

/** `PA05-@province` is the department of the province where the tip happened. */
export function unitWords(pattern: string, { units }: Pick<Names, 'units'>): string {
  if (pattern === '@commune') return 'Công an xã nơi báo tin'
  if (pattern === '@province') return 'Công an tỉnh'
  const department = /^([A-Z0-9]+)-@province$/.exec(pattern)?.[1]
  return department ? `Phòng ${department} của tỉnh` : (units.get(pattern) ?? pattern)
}

/** What a rule is about, in one line. */
export function conditionWords(rule: Rule, names: Names): string {
  const { category, area, danger, urgency } = ruleWords(rule, names)
  return [
    category,
    area.toLocaleLowerCase('vi') === 'mọi nơi' ? 'mọi nơi' : area,
    ...(rule.danger === ANY ? [] : [danger.toLocaleLowerCase('vi')]),
    ...(rule.urgency === ANY ? [] : [urgency]),
  ].join(', ')
}

export function dayWords({ validFrom, validTo }: Pick<Rule, 'validFrom' | 'validTo'>): string {
  if (validFrom === null && validTo === null) return 'Luôn luôn'
  if (validTo === null) return `Từ ${sayDay(validFrom)}`
  return validFrom === null ? `Đến hết ${sayDay(validTo)}` : `Từ ${sayDay(validFrom)} đến hết ${sayDay(validTo)}`
}

/** `2026-11-22` as `22/11/2026`. */
export function sayDay(day: string | null): string {
  return (day ?? '').split('-').reverse().join('/')
}

const FIELDS: Readonly<Record<string, string>> = {
  category: 'loại tin',
  area: 'địa bàn',
  danger: 'nguy hiểm',
  urgency: 'mức khẩn',
  to: 'đơn vị nhận',
  copies: 'gửi để biết',
  escalateTo: 'nơi báo khi chưa ai nhận',
}

/** A change in one line: what is added, taken away, in another place, or what has become of what. */
export function changeWords(change: RuleChange, names: Names): string {
  const about = conditionWords(change.rule, names)
  if (change.kind === 'added') return `Thêm: ${about} → ${unitWords(change.rule.to, names)}`
  if (change.kind === 'removed') return `Bỏ: ${about} → ${unitWords(change.rule.to, names)}`
  if (change.kind === 'moved') return `Đổi thứ tự: ${about}`
  const [was, is] = [ruleWords(change.was, names), ruleWords(change.rule, names)]
  const parts = change.fields.flatMap((field) => {
    if (field === 'because') return ['lý do']
    if (field === 'validFrom' || field === 'validTo') return [`thời gian: ${was.days} → ${is.days}`]
    const key = field as Exclude<keyof RuleWords, 'days'>
    return [`${FIELDS[field] ?? field}: ${was[key]} → ${is[key]}`]
  })
  return `Sửa: ${about} (${[...new Set(parts)].join('; ')})`
}
