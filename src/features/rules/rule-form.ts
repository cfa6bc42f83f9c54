import { z } from 'zod'
import type { FormState } from '../../console/components/form.js'
import { foldText, toneKey } from '../../engine/text-key.js'
import { hasWords } from '../areas/area-words.js'
import { ANY } from '../tips/rule-matching.js'
import { type Rule, UnitPattern } from '../tips/routing-rules.js'
import type { World } from './rule-checks.js'

/** Instead of a pattern: the code stands in the field beside it. */
export const OTHER = 'other'

const Day = z
  .string()
  .default('')
  .refine((day) => day === '' || z.iso.date().safeParse(day).success, 'Xin chọn một ngày.')
  .transform((day) => day || null)
const Code = z.string().max(20).default('')

/** What the form of a rule sends. `seen`: the draft that it was shown with. */
export const RuleForm = z
  .looseObject({
    seen: z.string().max(30),
    category: z.string().max(30),
    area: z.string().max(100).default(''),
    danger: z.enum(['*', 'life']),
    urgency: z.enum(['*', 'P0', 'P1', 'P2', 'P3']),
    to: z.string().max(30),
    toCode: Code,
    copiesMore: z.string().max(300).default(''),
    escalateTo: z.string().max(30),
    escalateToCode: Code,
    because: z
      .string({ error: 'Xin ghi lý do.' })
      .min(10, 'Xin ghi rõ lý do, ít nhất 10 ký tự: cán bộ đọc ở trang của tin.')
      .max(300, 'Lý do dài nhất 300 ký tự.'),
    validFrom: Day,
    validTo: Day,
  })
  .refine(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom <= validTo, {
    path: ['validTo'],
    error: 'Ngày cuối phải từ ngày đầu trở đi.',
  })
export type RuleInput = z.infer<typeof RuleForm>

export type ReadRule = { kind: 'read'; rule: Rule } | { kind: 'wrong'; errors: FormState['errors'] }

/** The rule that the form means, or what is wrong with it, by field. */
export function readRule(input: RuleInput, id: string, { areas, categories, units, day }: World): ReadRule {
  const errors: Record<string, string> = {}
  const area = findArea(
    input.area,
    areas.filter(({ validTo }) => validTo === null || validTo > day),
  )
  if (area.kind === 'wrong') errors['area'] = area.why
  if (input.category !== ANY && !categories.some(({ code }) => code === input.category))
    errors['category'] = 'Xin chọn loại tin trong danh sách.'
  const unit = (field: 'to' | 'escalateTo') => {
    const written = input[field] === OTHER ? input[`${field}Code`].toUpperCase() : input[field]
    const wrong = wrongUnit(written, units)
    if (wrong) errors[input[field] === OTHER ? `${field}Code` : field] = wrong
    else if (input[field] !== OTHER && input[`${field}Code`] !== '') errors[`${field}Code`] = CODE_BESIDE
    return written
  }
  const copies = copiesOf(input)
  const wrongCopy = copies.map((copy) => wrongUnit(copy, units)).find((wrong) => wrong !== null)
  if (wrongCopy) errors['copiesMore'] = wrongCopy
  const rule: Rule = {
    ...{ id, category: input.category, area: area.kind === 'found' ? area.code : ANY, danger: input.danger },
    ...{ urgency: input.urgency, to: unit('to'), copies, escalateTo: unit('escalateTo'), because: input.because },
    ...{ validFrom: input.validFrom, validTo: input.validTo },
  }
  return Object.keys(errors).length > 0 ? { kind: 'wrong', errors } : { kind: 'read', rule }
}

/** The fields of a form that shows the rule. */
export function formValues(rule: Rule, patterns: readonly string[]): FormState['values'] {
  const listed = (pattern: string) => patterns.includes(pattern)
  const { category, area, danger, urgency, to, copies, escalateTo, because, validFrom, validTo } = rule
  return {
    ...{ category, danger, urgency, because, area: area === ANY ? '' : area },
    ...(listed(to) ? { to } : { to: OTHER, toCode: to }),
    ...(listed(escalateTo) ? { escalateTo } : { escalateTo: OTHER, escalateToCode: escalateTo }),
    ...Object.fromEntries(copies.filter(listed).map((copy) => [`copies-${copy}`, 'yes'])),
    copiesMore: copies.filter((copy) => !listed(copy)).join(', '),
    ...{ validFrom: validFrom ?? '', validTo: validTo ?? '' },
  }
}

/** What a rule can name without a code: the tip's own commune and province, and each department that there is. */
export function unitPatterns(units: World['units']): string[] {
  const prefixes = units.flatMap(({ code }) => /^([A-Z0-9]+)-\d{2}$/.exec(code)?.[1] ?? [])
  const departments = [...new Set(prefixes)].filter((prefix) => prefix !== 'CAT').sort()
  return ['@commune', '@province', ...departments.map((prefix) => `${prefix}-@province`)]
}

function copiesOf(input: RuleInput): string[] {
  const ticked = Object.keys(input).flatMap((name) =>
    name.startsWith('copies-') && input[name] === 'yes' ? [name.slice('copies-'.length)] : [],
  )
  const written = input.copiesMore.split(/[\s,;]+/).filter((code) => code !== '')
  return [...new Set([...ticked, ...written.map((code) => code.toUpperCase())])]
}

const CODE_BESIDE = 'Mã này chỉ được dùng khi chọn “Một đơn vị khác, ghi mã”. Xin chọn mục đó, hoặc xóa mã.'

function wrongUnit(pattern: string, units: World['units']): string | null {
  if (pattern === '') return 'Xin ghi mã đơn vị, ví dụ PA05-51.'
  if (!UnitPattern.safeParse(pattern).success) return `“${pattern}” không phải mã đơn vị, ví dụ đúng: PA05-51.`
  const isKnown = pattern.includes('@') || units.some(({ code }) => code === pattern)
  return isKnown ? null : `Không có đơn vị ${pattern}.`
}

type FoundArea = { kind: 'found'; code: string } | { kind: 'wrong'; why: string }

/** A code, or a whole name with or without what kind of place it is. Nothing means everywhere; nothing is guessed. */
function findArea(text: string, areas: World['areas']): FoundArea {
  if (text === '' || text === ANY) return { kind: 'found', code: ANY }
  const same = areas.filter(
    ({ code, name }) => code === text || namesOf(name).some((own) => toneKey(own) === toneKey(text)),
  )
  const wanted = foldText(text)
  const named =
    same.length > 0 ? same : areas.filter(({ name }) => namesOf(name).some((own) => foldText(own) === wanted))
  const [only] = named
  if (only && named.length === 1) return { kind: 'found', code: only.code }
  if (only) return { kind: 'wrong', why: `Có nhiều địa bàn tên này, xin ghi mã: ${listed(named)}.` }
  const near = areas.filter(({ name }) => wanted !== '' && namesOf(name).some((own) => hasWords(foldText(own), wanted)))
  const hint = near.length > 0 ? `Các địa bàn có chữ này: ${listed(near)}.` : 'Xin ghi mã hoặc tên đầy đủ, ví dụ 21439.'
  return { kind: 'wrong', why: `Không có địa bàn “${text}”. ${hint}` }
}

/** "Xã Ba Xa" is also called "Ba Xa". */
function namesOf(name: string): string[] {
  return [name, name.replace(/^(?:Thành phố|Tỉnh|Đặc khu|Phường|Xã) /, '')]
}

function listed(areas: World['areas']): string {
  const some = areas.slice(0, 6).map(({ code, name }) => `${name} (${code})`)
  return `${some.join(', ')}${areas.length > some.length ? ' …' : ''}`
}
