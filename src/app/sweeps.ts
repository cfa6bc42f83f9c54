import type { Content } from '../content.js'
import type { Lanes } from '../conversations/lane.js'
import { openFlow } from '../conversations/open-flow.js'
import { purgeServed } from '../conversations/purge.js'
import { sendReplies, sweepReplies } from '../conversations/send.js'
import type { Shell } from '../conversations/shell.js'
import { destroyFiles, dropStaleUploads } from '../features/attachments/clean-file.js'
import { dropOwnerlessFiles } from '../features/attachments/tip-files.js'
import { sendChatNotices } from '../features/notices/chat-notices.js'
import { carryUnitNotices } from '../features/notices/queries.js'
import { carryTipNotices } from '../features/tips/carry-notices.js'
import { noticeFacts } from '../features/tips/notice-facts.js'
import { dropOldReceiptCopies } from '../features/tips/receipts.js'
import { escalateUnclaimedTips } from '../features/tips/escalate.js'
import { purgeSubscriptions } from '../features/subscriptions/sweeps.js'
import { noteMarks } from '../features/tips/note-marks.js'
import { eraseOutOfScope, noteDueSoon } from '../features/tips/sweeps.js'
import { askDailyQuestions } from '../features/quizzes/ask-daily.js'
import { dropOldSessions } from '../features/officers/sessions.js'
import { dropOldSignInCounts } from '../features/officers/sign-in-limits.js'
import { checkUnattendedTips } from '../features/units/check-unattended.js'
import { checkUnitsWithoutOfficers } from '../features/units/check-officers.js'
import { checkRuleAlarms } from '../features/units/check-rules.js'
import { findRulesInForce } from '../features/tips/rules-store.js'
import type { Tx } from '../platform/db.js'
import type { Broadcasts } from './broadcasts.js'
import { coalesce } from '../platform/coalesce.js'
import type { WakeHandlers } from '../platform/jobs.js'
import type { Sweep } from '../platform/sweeps.js'

const BATCH = 100
const SECOND = 1000
/** What is younger has most likely woken somebody, who is at it. */
const OVERDUE_MS = SECOND
const MINUTE = 60 * SECOND
/** What takes longer is leased to whoever does it, so that coming round again finds only the others. */
const PATIENCE_MS = 2 * SECOND

type Work = { shell: Shell; content: Content; broadcasts: Broadcasts; lanes: Lanes; cleanFiles(): Promise<void> }

/** What the queue's jobs do when they are woken. */
export function wakeHandlers(work: Work): WakeHandlers {
  const { shell } = work
  return {
    lane: work.lanes.wake,
    send: (id) => sendReplies(shell, id),
    carry: coalesce(() => carryNotices(work)),
    notify: coalesce(() => notifyOfficers(work)),
    clean: work.cleanFiles,
    shard: async (id) => work.broadcasts.sender.kick(id),
  }
}

/** Every kind of work that may stand in the tables, whether or not somebody was woken for it (P1). */
export function makeSweeps(work: Work): Sweep[] {
  const { shell, content, broadcasts, lanes } = work
  const { db, deps } = shell
  const inTx = (run: (tx: Tx) => Promise<unknown>) => async () => {
    await db.transaction().execute(run)
  }
  return [
    { name: 'lanes', everyMs: SECOND, patienceMs: PATIENCE_MS, run: () => lanes.sweep(OVERDUE_MS) },
    { name: 'replies', everyMs: SECOND, patienceMs: PATIENCE_MS, run: () => sweepReplies(shell, OVERDUE_MS) },
    { name: 'broadcasts-begin', everyMs: SECOND, run: broadcasts.begin },
    { name: 'broadcasts-send', everyMs: SECOND / 2, run: broadcasts.send },
    { name: 'broadcasts-end', everyMs: SECOND, run: broadcasts.end },
    { name: 'broadcasts-forget', everyMs: 10 * MINUTE, run: broadcasts.forget },
    { name: 'daily-questions', everyMs: SECOND, run: () => openDailyQuestions(shell) },
    { name: 'carry', everyMs: 2 * SECOND, run: () => carryNotices(work) },
    { name: 'notify', everyMs: 2 * SECOND, run: () => notifyOfficers(work) },
    { name: 'clean', everyMs: 5 * SECOND, run: work.cleanFiles },
    { name: 'marks', everyMs: 10 * SECOND, run: inTx((tx) => noteMarks(tx, deps)) },
    { name: 'due-soon', everyMs: 10 * SECOND, run: inTx((tx) => noteDueSoon(tx, deps)) },
    { name: 'escalate', everyMs: 10 * SECOND, run: inTx((tx) => escalateUnclaimedTips(tx, deps)) },
    { name: 'unattended', everyMs: MINUTE, run: inTx((tx) => checkUnattendedTips(tx, deps, content.homeProvince)) },
    { name: 'sessions', everyMs: 10 * MINUTE, run: () => dropOldSessions(db, deps.clock.now()) },
    { name: 'sign-ins', everyMs: 10 * MINUTE, run: () => dropOldSignInCounts(db, new Date()) },
    { name: 'empty-units', everyMs: MINUTE, run: inTx((tx) => checkUnitsWithoutOfficers(tx, deps.clock.now())) },
    { name: 'rule-alarms', everyMs: MINUTE, run: inTx((tx) => checkRulesInForce(tx, deps.clock.now())) },
    { name: 'erase', everyMs: MINUTE, run: async () => void (await eraseOutOfScope(db, deps)) },
    { name: 'receipts', everyMs: MINUTE, run: () => dropOldReceiptCopies(db, deps.clock.now()) },
    { name: 'destroy', everyMs: 5 * SECOND, run: () => destroyFiles(db, deps) },
    { name: 'uploads', everyMs: 10 * MINUTE, run: () => dropStaleUploads(db, deps) },
    { name: 'ownerless-files', everyMs: 10 * MINUTE, run: inTx(dropOwnerlessFiles) },
    { name: 'subscriptions', everyMs: 10 * MINUTE, run: inTx((tx) => purgeSubscriptions(tx, deps.clock.now())) },
    { name: 'purge', everyMs: 10 * MINUTE, run: () => purgeServed(db, deps.clock.now()) },
  ]
}

/** Officers, units, areas and days change by themselves: what the rules point at is looked at again and again. */
async function checkRulesInForce(tx: Tx, now: Date): Promise<void> {
  await checkRuleAlarms(tx, now, (await findRulesInForce(tx, now))?.rules ?? [])
}

async function carryNotices({ shell, content }: Work): Promise<void> {
  const { db, deps, jobs } = shell
  const open = (tx: Tx, ...request: OpenRequest) => openFlow(tx, deps.keys, ...request)
  const reached = await db
    .transaction()
    .execute((tx) => carryTipNotices(tx, deps, open, noticeFacts(content.phrases, content.catalogue), BATCH))
  jobs.wake(...[...new Set(reached)].map((id) => ({ name: 'lane' as const, id })))
}

async function openDailyQuestions({ db, deps, jobs }: Shell): Promise<void> {
  const open = (tx: Tx, ...request: OpenRequest) => openFlow(tx, deps.keys, ...request)
  const opened = await db.transaction().execute((tx) => askDailyQuestions(tx, deps, open))
  jobs.wake(...opened.map((id) => ({ name: 'lane' as const, id })))
}

type OpenRequest = [target: { accountId: string; conversationId: string }, request: Parameters<typeof openFlow>[3]]

async function notifyOfficers({ shell, content }: Work): Promise<void> {
  const { db, deps, jobs, timeZone } = shell
  await db.transaction().execute((tx) => carryUnitNotices(tx, deps.clock.now(), BATCH))
  const labels = new Map(content.catalogue.categories.map(({ code, label }) => [code, label.vi]))
  const told = await sendChatNotices(db, deps, { timeZone, labels, hours: content.workingHours })
  jobs.wake(...told.map((id) => ({ name: 'send' as const, id })))
}
