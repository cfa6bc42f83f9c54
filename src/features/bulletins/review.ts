import { sql } from 'kysely'
import { localDay } from '../../engine/local-day.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer, type Officer } from '../officers/as-officer.js'
import type { BulletinDraft } from './bulletin.js'
import type { Known } from './bulletin-rules.js'
import { findDraftMistakes } from './draft-rules.js'
import { auditBulletin, changedMeanwhile, lockFor, noteEvent } from './own-bulletin.js'
import { type BulletinRow, countEmergencies, getDraft, listVersions, type VersionRow } from './queries.js'
import { judgeApproval, MAX_EMERGENCIES_A_DAY, startOfDay, type Verdict } from './review-rules.js'
import { keptAreas, requireOwnAreas } from './save-version.js'

const EMERGENCY_LOCK = 7_205_199

/** `version`: what the officer had before the eyes. */
type Asked = { id: string; version: number }

/** Refused while there is a mistake left. */
export async function askReview(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, version }: Asked,
  known: Known,
): Promise<void> {
  await asOfficer(tx, officer, async (limited) => {
    const row = await lockFor(limited, officer, id, 'ask_review')
    if (row.version !== version) throw changedMeanwhile(id)
    const draft = await getDraft(limited, id, version)
    requireNoMistakes(id, draft, known, deps)
    await requireOwnAreas(limited, draft, await keptAreas(limited, row))
    await limited.updateTable('bulletin').set({ state: 'review' }).where('id', '=', id).execute()
    await noteEvent(limited, deps, officer, { id, type: 'review_asked', data: { version } })
  })
  await auditBulletin(tx, deps, officer, { id, type: 'review_asked', data: { version } })
}

/** By a second person. Of two who approve at once the second waits for the first, and is told. */
export async function approve(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, version }: Asked,
  known: Known,
): Promise<void> {
  const isEmergency = await asOfficer(tx, officer, async (limited) => {
    const row = await lockFor(limited, officer, id, 'review')
    if (row.version !== version) throw changedMeanwhile(id)
    const draft = await getDraft(limited, id, version)
    requireNoMistakes(id, draft, known, deps)
    await requireOwnAreas(limited, draft, await keptAreas(limited, row))
    refuse(id, await judge(limited, deps, officer, row, draft))
    await limited
      .updateTable('bulletinVersion')
      .set({ approvedBy: officer.id, approvedAt: deps.clock.now() })
      .where('bulletinId', '=', id)
      .where('number', '=', version)
      .execute()
    const { isEmergency, correctsId } = row
    await limited
      .updateTable('bulletin')
      .set({ state: 'approved', isEmergency, correctsId })
      .where('id', '=', id)
      .execute()
    await noteEvent(limited, deps, officer, { id, type: 'approved', data: { version, isEmergency } })
    return isEmergency
  })
  await auditBulletin(tx, deps, officer, { id, type: 'approved', data: { version, isEmergency } })
}

/** To its writer, with what is to be changed. */
export async function sendBack(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, version, reason }: Asked & { reason: string },
): Promise<void> {
  await asOfficer(tx, officer, async (limited) => {
    const row = await lockFor(limited, officer, id, 'review')
    if (row.version !== version) throw changedMeanwhile(id)
    await limited.updateTable('bulletin').set({ state: 'draft' }).where('id', '=', id).execute()
    await noteEvent(limited, deps, officer, { id, type: 'sent_back', data: { version, reason } })
  })
  await auditBulletin(tx, deps, officer, { id, type: 'sent_back', data: { version, reason } })
}

/** Whether this officer may approve what stands for review. Two emergencies of a unit are judged one after the other. */
export async function judge(
  limited: Tx,
  deps: Deps,
  officer: Officer,
  row: BulletinRow,
  draft: BulletinDraft,
): Promise<Verdict> {
  if (row.isEmergency) {
    await sql`select pg_advisory_xact_lock(${EMERGENCY_LOCK}::int, ${row.unitId ?? '0'}::bigint::int)`.execute(limited)
  }
  const today = startOfDay(localDay(deps.clock.now()))
  return judgeApproval({
    officer,
    isEmergency: row.isEmergency,
    writers: sinceApproval(await listVersions(limited, row.id)).map(({ writtenBy }) => writtenBy),
    sources: draft.sources.length,
    emergenciesToday: row.isEmergency ? await countEmergencies(limited, row.unitId, today) : 0,
  })
}

/** `versions` newest first. */
function sinceApproval(versions: readonly VersionRow[]): VersionRow[] {
  const last = versions.find(({ approvedAt }) => approvedAt !== null)?.number ?? 0
  return versions.filter(({ number }) => number > last)
}

function requireNoMistakes(id: string, draft: BulletinDraft, known: Known, deps: Deps): void {
  const mistakes = findDraftMistakes(draft, known, localDay(deps.clock.now()))
  if (mistakes.length === 0) return
  throw new AppError('invalid', `Bản tin còn ${mistakes.length} chỗ cần sửa nên chưa gửi duyệt hoặc duyệt được.`, {
    back: `/console/bulletins/${id}/edit`,
    todo: 'Mở trang sửa để xem từng chỗ.',
  })
}

function refuse(id: string, verdict: Verdict): void {
  if (verdict.kind === 'may_approve') return
  const code = verdict.kind === 'too_many_emergencies' ? 'conflict' : 'forbidden'
  throw new AppError(code, VERDICT_WORDS[verdict.kind], {
    title: 'Chưa duyệt được',
    back: `/console/bulletins/${id}`,
    todo: 'Bản tin vẫn chờ duyệt.',
  })
}

export const VERDICT_WORDS: Readonly<Record<Exclude<Verdict['kind'], 'may_approve'>, string>> = {
  own_words: 'Đồng chí đã viết hoặc sửa bản này, nên một người khác phải duyệt.',
  lead_only: 'Bản tin khẩn chỉ do chỉ huy duyệt.',
  source_missing: 'Bản tin khẩn phải có ít nhất một nguồn.',
  too_many_emergencies: `Hôm nay đơn vị đã duyệt ${MAX_EMERGENCIES_A_DAY} bản tin khẩn, là mức nhiều nhất trong một ngày.`,
}
