import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { localDay } from '../../engine/local-day.js'
import type { Db, Tx } from '../../platform/db.js'
import type { Rule } from './routing-rules.js'

export type RuleVersion = {
  id: string
  rules: Rule[]
  /** The first day on which it holds; null: from the moment it was saved. */
  holdsFrom: string | null
  savedAt: Date
  /** Null: the file. */
  savedByName: string | null
  reason: string
  /** Taken back before its day came; null: it was not. */
  withdrawn: Withdrawal | null
}
export type Withdrawal = { at: Date; byName: string; reason: string }

export type WaitingRules = { id: string; holdsFrom: string }

/**
 * The file is the first version, and follows itself as long as nobody has saved one in the console; from then on it
 * changes nothing. True: it has changed since, and is not what holds.
 */
export async function importRules(tx: Tx, rules: readonly Rule[], now: Date): Promise<{ isLeftAside: boolean }> {
  const fileHash = createHash('sha256').update(JSON.stringify(rules)).digest('hex')
  const last = await tx
    .selectFrom('ruleVersion')
    .select('fileHash')
    .where('fileHash', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.fileHash === fileHash) return { isLeftAside: false }
  const own = await tx.selectFrom('ruleVersion').select('id').where('savedBy', 'is not', null).limit(1).execute()
  if (own.length > 0) return { isLeftAside: true }
  const row = { rules: JSON.stringify(rules), savedAt: now, reason: 'Tệp content/routing.yaml', fileHash }
  await tx.insertInto('ruleVersion').values(row).execute()
  return { isLeftAside: false }
}

/** The version that holds: of those whose day has come and that nobody took back, the one that was saved last. */
export async function findRulesInForce(db: Db, now: Date): Promise<RuleVersion | null> {
  const row = await selectVersion(db)
    .where(sql<boolean>`(holds_from is null or holds_from <= ${localDay(now)}::date)`)
    .where('versionId', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? versionOf(row) : null
}

export async function findRuleVersion(db: Db, id: string): Promise<RuleVersion | null> {
  const row = await selectVersion(db).where('id', '=', id).executeTakeFirst()
  return row ? versionOf(row) : null
}

/** The one that was saved last and not taken back, whether or not its day has come: what is written next begins with it. */
export async function findLatestRules(db: Db): Promise<RuleVersion | null> {
  const row = await selectVersion(db).where('versionId', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row ? versionOf(row) : null
}

/**
 * Those whose day is still to come, the next day first, and that nothing saved after them replaces by then: whatever is
 * saved with an earlier or the same day keeps them from ever holding.
 */
export async function listWaitingRules(db: Db, now: Date): Promise<WaitingRules[]> {
  return db
    .selectFrom('ruleVersion')
    .select(['id', sql<string>`holds_from`.as('holdsFrom')])
    .where(sql<boolean>`holds_from > ${localDay(now)}::date`)
    .where(sql<boolean>`not exists (select from rule_withdrawal where version_id = rule_version.id)`)
    .where(sql<boolean>`not exists (select from rule_version as later
      left join rule_withdrawal on version_id = later.id
      where later.id > rule_version.id and version_id is null
        and (later.holds_from is null or later.holds_from <= rule_version.holds_from))`)
    .orderBy('holdsFrom')
    .execute()
}

export async function listRuleVersions(db: Db, max: number): Promise<Omit<RuleVersion, 'rules'>[]> {
  const rows = await selectHeads(db).orderBy('id', 'desc').limit(max).execute()
  return rows.map(headOf)
}

function selectVersion(db: Db) {
  return selectHeads(db).select('rules')
}

function selectHeads(db: Db) {
  return db
    .selectFrom('ruleVersion')
    .leftJoin('ruleWithdrawal', 'versionId', 'id')
    .select(['id', 'holdsFrom', 'savedAt', 'savedByName', 'ruleVersion.reason'])
    .select(['withdrawnAt', 'withdrawnByName', 'ruleWithdrawal.reason as withdrawnReason'])
}

type Head = Awaited<ReturnType<ReturnType<typeof selectHeads>['executeTakeFirstOrThrow']>>

function headOf({ withdrawnAt, withdrawnByName, withdrawnReason, ...head }: Head): Omit<RuleVersion, 'rules'> {
  const withdrawn = withdrawnAt && { at: withdrawnAt, byName: withdrawnByName ?? '', reason: withdrawnReason ?? '' }
  return { ...head, withdrawn }
}

/** Only what the file's schema or the console's form has let through is stored. */
function versionOf({ rules, ...head }: Head & { rules: unknown }): RuleVersion {
  return { ...headOf(head), rules: rules as Rule[] }
}
