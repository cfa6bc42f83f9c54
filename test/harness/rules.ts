import { readFileSync } from 'node:fs'
import { parseRules, type Rule } from '../../src/features/tips/routing-rules.js'
import type { Db } from '../../src/platform/db.js'
import { insertOfficer } from '../console/given.js'

/** The rules as they are shipped. */
export const SHIPPED_RULES = parseRules(readFileSync(new URL('../../content/routing.yaml', import.meta.url), 'utf8'))

/** A rule for every tip; what the test does not mention is filled in. */
export function ruleWith(changes: Partial<Rule> & { id: string }): Rule {
  return {
    ...{ category: '*', area: '*', danger: '*', urgency: '*', to: '@commune', copies: [], escalateTo: '@province' },
    ...{ because: 'Quy tắc dùng để thử.', validFrom: null, validTo: null },
    ...changes,
  }
}

/** Rules that an admin has saved; they hold from now on. The id of their version. */
export async function givenRules(
  { db, clock }: { db: Db; clock: { now(): Date } },
  rules: readonly Rule[],
  holdsFrom: string | null = null,
): Promise<string> {
  const admin = await insertOfficer(db, 'admin', 'CAT-51')
  const { id } = await db
    .insertInto('ruleVersion')
    .values({
      ...{ rules: JSON.stringify(rules), holdsFrom, reason: 'Thử quy tắc khác', savedAt: clock.now() },
      ...{ savedBy: admin.id, savedByName: admin.displayName },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
