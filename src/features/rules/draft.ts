import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import type { Rule } from '../tips/routing-rules.js'
import {
  findLatestRules,
  findRulesInForce,
  listWaitingRules,
  type RuleVersion,
  type WaitingRules,
} from '../tips/rules-store.js'

/** `seen`: revision and base, which a form sends back, so that nobody changes what they have not looked at. */
export type Draft = {
  rules: Rule[]
  seen: string
  /** The version that was saved last, whether or not its day has come: what the draft begins with. */
  base: RuleVersion
  /** The version that holds today: what the draft would change. */
  held: RuleVersion
  /** Versions whose day is still to come. */
  waiting: WaitingRules[]
  /** Null: nothing has been changed yet. */
  changed: { at: Date; byName: string } | null
}

/** The one draft that all admins share, or what a new one would begin with. Under the officer's role. */
export async function readDraft(limited: Tx, now: Date): Promise<Draft> {
  const latest = await findLatestRules(limited)
  if (!latest) throw new Error('There is no version of the rules: load content/routing.yaml first')
  const held = (await findRulesInForce(limited, now)) ?? latest
  const waiting = await listWaitingRules(limited, now)
  const row = await selectDraft(limited).executeTakeFirst()
  const common = { seen: `${row?.revision ?? 0}.${latest.id}`, base: latest, held, waiting }
  if (!row) return { ...common, rules: latest.rules, changed: null }
  return { ...common, rules: row.rules as Rule[], changed: { at: row.changedAt, byName: row.changedByName } }
}

/** Keeps the table that `change` makes of the draft. 409 with who and when where somebody else has been faster. */
export async function changeDraft(
  limited: Tx,
  { clock }: Deps,
  officer: Officer,
  { seen, change }: { seen: string; change: (rules: readonly Rule[]) => Rule[] },
): Promise<void> {
  await requireRuleEditor(limited)
  await selectDraft(limited).forUpdate().execute()
  const draft = await readDraft(limited, clock.now())
  if (draft.seen !== seen) throw fasterError(draft)
  const stamp = { changedAt: clock.now(), changedBy: officer.id, changedByName: officer.displayName }
  const rules = JSON.stringify(change(draft.rules))
  const row = { ...stamp, rules, revision: sql<string>`nextval('rule_draft_revision')` }
  const kept = draft.changed
    ? await limited
        .updateTable('ruleDraft')
        .set(row)
        .where('revision', '=', revisionOf(seen))
        .returning('revision')
        .execute()
    : await limited
        .insertInto('ruleDraft')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('revision')
        .execute()
  if (kept.length === 0) throw fasterError(await readDraft(limited, clock.now()))
}

/** Lets go of what was written; the version in force is untouched. */
export async function discardDraft(limited: Tx, { clock }: Deps, seen: string): Promise<void> {
  await requireRuleEditor(limited)
  const dropped = await limited.deleteFrom('ruleDraft').where('revision', '=', revisionOf(seen)).executeTakeFirst()
  if (dropped.numDeletedRows === 0n) throw fasterError(await readDraft(limited, clock.now()))
}

/** The rules hold for every unit: they are the admins' who have nobody above them. */
export async function requireRuleEditor(limited: Tx): Promise<void> {
  if (await isRuleEditor(limited)) return
  throw new AppError(
    'forbidden',
    'Quy tắc áp dụng cho mọi đơn vị nên chỉ quản trị viên của đơn vị cao nhất được sửa.',
    {
      back: '/console/rules',
    },
  )
}

export async function isRuleEditor(limited: Tx): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select anninh_edits_rules() as may`.execute(limited)
  return rows[0]?.may === true
}

export function fasterError({ changed, base }: Draft): AppError {
  const [who, at] = changed ? [changed.byName, changed.at] : [base.savedByName ?? 'Máy chủ', base.savedAt]
  const what = changed
    ? `${who} vừa sửa bản nháp quy tắc. Việc vừa bấm chưa được làm.`
    : `Bản nháp này không còn: ${who} đã lưu phiên bản ${base.id}, hoặc bản nháp đã được bỏ. Việc vừa bấm chưa được làm.`
  return new AppError('conflict', what, {
    ...{ by: who, at: at.toISOString(), back: '/console/rules/draft' },
    todo: 'Xin xem bản mới nhất rồi làm lại nếu vẫn cần.',
  })
}

/** Where nobody has begun a draft, or what was sent is no name of one: a revision that no row has. */
export function revisionOf(seen: string): string {
  return /^(\d{1,18})\.\d+$/.exec(seen)?.[1] ?? '0'
}

function selectDraft(limited: Tx) {
  return limited.selectFrom('ruleDraft').select(['rules', 'revision', 'changedAt', 'changedByName'])
}
