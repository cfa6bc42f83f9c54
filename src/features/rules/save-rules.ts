import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import type { Category } from '../tips/categories.js'
import { findRulesInForce, type WaitingRules } from '../tips/rules-store.js'
import { checkRuleAlarms } from '../units/check-rules.js'
import { fasterError, readDraft, requireRuleEditor, revisionOf } from './draft.js'
import { reviewRules } from './rule-checks.js'
import { listChanges } from './rule-changes.js'
import { sayDay } from './rule-words.js'
import { loadWorld } from './rule-world.js'

export type SaveRequest = {
  seen: string
  reason: string
  /** The first day on which it holds; null: from now on. */
  holdsFrom: string | null
  /** Whoever saves has read what is doubtful, and means it. */
  isConfirmed: boolean
  /** Whoever saves knows that versions which wait for their day will never hold. */
  replacesWaiting: boolean
  categories: readonly Category[]
}

/**
 * Makes the draft the next version. Filed tips stay where they are; the alarms are looked at anew. Throws `conflict`
 * (somebody was faster), or `invalid` with the field that stands in the way.
 */
export async function saveRules(tx: Tx, deps: Deps, officer: Officer, request: SaveRequest): Promise<string> {
  const at = deps.clock.now()
  const { world } = await loadWorld(tx, request.categories, at)
  const saved = await asOfficer(tx, officer, async (limited) => {
    await requireRuleEditor(limited)
    const draft = await readDraft(limited, at)
    if (draft.seen !== request.seen || !draft.changed) throw fasterError(draft)
    refuseMistakes(reviewRules(draft.rules, world), request, world.day)
    const replaced = replacedBy(draft.waiting, request.holdsFrom)
    if (replaced.length > 0 && !request.replacesWaiting) throw refusal('replaces', replacedWords(replaced))
    const dropped = await limited
      .deleteFrom('ruleDraft')
      .where('revision', '=', revisionOf(request.seen))
      .executeTakeFirst()
    if (dropped.numDeletedRows === 0n) throw fasterError(await readDraft(limited, at))
    const { reason, holdsFrom } = request
    const { id } = await limited
      .insertInto('ruleVersion')
      .values({
        ...{ rules: JSON.stringify(draft.rules), reason, holdsFrom, savedAt: at },
        ...{ savedBy: officer.id, savedByName: officer.displayName },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, changes: listChanges(draft.held.rules, draft.rules), replaced: replaced.map((one) => one.id) }
  })
  await writeAudit(tx, {
    ...{ at, officerId: officer.id, action: 'rules.save', object: `rules:${saved.id}` },
    data: {
      ...{ reason: request.reason, holdsFrom: request.holdsFrom, rows: saved.changes.length },
      confirmed: request.isConfirmed,
      ...(saved.replaced.length > 0 && { replaced: saved.replaced.join(', ') }),
    },
  })
  await checkRuleAlarms(tx, at, (await findRulesInForce(tx, at))?.rules ?? [])
  return saved.id
}

/** Those of the waiting versions that would never hold. */
export function replacedBy(waiting: readonly WaitingRules[], holdsFrom: string | null): WaitingRules[] {
  return waiting.filter((one) => holdsFrom === null || one.holdsFrom >= holdsFrom)
}

/** What becomes of them, for whoever is about to save. */
export function replacedWords(replaced: readonly WaitingRules[]): string {
  const all = replaced.map(({ id, holdsFrom }) => `Phiên bản ${id} (chờ đến ${sayDay(holdsFrom)})`).join(', ')
  return `${all} sẽ không được dùng; mọi thay đổi được nêu có hiệu lực từ lúc áp dụng. Nếu đúng ý, xin đánh dấu.`
}

function refuseMistakes(
  findings: ReturnType<typeof reviewRules>,
  { isConfirmed, holdsFrom }: SaveRequest,
  today: string,
): void {
  if (findings.some(({ level }) => level === 'error'))
    throw refusal('confirmed', 'Còn dòng có lỗi. Xin sửa các dòng được nêu dưới đây trước khi áp dụng.')
  if (findings.some(({ level }) => level === 'warning') && !isConfirmed)
    throw refusal('confirmed', 'Có dòng cần xem lại. Nếu vẫn muốn áp dụng, xin đánh dấu là đã xem.')
  if (holdsFrom !== null && holdsFrom <= today)
    throw refusal('holdsFrom', 'Xin chọn từ ngày mai trở đi, hoặc áp dụng ngay.')
}

function refusal(field: string, why: string): AppError {
  return new AppError('invalid', why, { [field]: why })
}
