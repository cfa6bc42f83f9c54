import type { Rule } from '../../src/features/tips/routing-rules.js'
import type { GivenOfficer } from '../tips/given-tip.js'
import type { TestApp } from '../harness/test.js'

export const DRAFT = '/console/rules/draft'

/** A fraud goes to the province's cyber department; what the test does not mention is filled in. */
export function ruleFields(fields: Record<string, string> = {}): Record<string, string> {
  return {
    ...{ category: 'LUA_DAO', area: '', danger: '*', urgency: '*', to: 'PA05-@province', escalateTo: '@province' },
    ...{ because: 'Đợt cao điểm lừa đảo nên phòng nghiệp vụ nhận.', validFrom: '', validTo: '' },
    ...fields,
  }
}

/** What a page's forms say of the draft that they were shown with. */
export async function seenBy(officer: GivenOfficer, path = DRAFT): Promise<string> {
  const { body } = await officer.get(path)
  return /name="seen" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

export async function changesRule(officer: GivenOfficer, id: string, fields: Record<string, string>): Promise<number> {
  const path = `${DRAFT}/rules/${id}`
  return (await officer.post(path, { ...ruleFields(fields), seen: await seenBy(officer, path) })).status
}

export async function applies(officer: GivenOfficer, fields: Record<string, string> = {}) {
  const path = `${DRAFT}/save`
  const form = { seen: await seenBy(officer, path), reason: 'Theo kế hoạch cao điểm.', confirmed: 'yes', ...fields }
  return officer.post(path, form)
}

export async function draftRules({ db }: TestApp): Promise<Rule[]> {
  const row = await db.selectFrom('ruleDraft').select('rules').executeTakeFirst()
  return (row?.rules ?? []) as Rule[]
}
