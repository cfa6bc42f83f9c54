import type { Db, Tx } from '../../platform/db.js'
import type { Rule } from './routing-rules.js'

/** The rules are content: the table follows the file, in its order. */
export async function saveRules(tx: Tx, rules: readonly Rule[]): Promise<void> {
  await tx.deleteFrom('routingRule').execute()
  if (rules.length === 0) return
  const rows = rules.map(({ to, ...rule }, position) => ({ ...rule, toUnit: to, position }))
  await tx.insertInto('routingRule').values(rows).execute()
}

export async function listRules(db: Db): Promise<Rule[]> {
  const rows = await db.selectFrom('routingRule').selectAll().orderBy('position').execute()
  return rows.map(({ toUnit, position: _position, urgency, danger, ...rule }) => ({
    ...rule,
    to: toUnit,
    urgency: urgency as Rule['urgency'],
    danger: danger as Rule['danger'],
  }))
}
