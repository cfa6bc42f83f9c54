import type { Hono } from 'hono'
import { telegramAccountForm } from '../channels/telegram/account-form.js'
import { consoleApp } from '../console/console-app.js'
import type { ConsoleEnv, Edge } from '../console/edge.js'
import type { Content } from '../content.js'
import { accountRoutes } from '../features/accounts/account-routes.js'
import type { ChannelForm } from '../features/accounts/channel-form.js'
import { auditRoutes } from '../features/audit/audit-routes.js'
import type { BroadcastParts } from '../features/broadcasts/broadcast-parts.js'
import { broadcastRoutes } from '../features/broadcasts/broadcast-routes.js'
import { BULLETIN_UPLOADS, bulletinConsoleRoutes } from '../features/bulletins/console-routes.js'
import { daysOffRoutes } from '../features/deadlines/days-off-routes.js'
import { noticeRoutes } from '../features/notices/notices.page.js'
import { countUnread } from '../features/notices/queries.js'
import type { QuizShelf } from '../features/quizzes/quiz-book.js'
import { QUIZ_UPLOADS, quizRoutes } from '../features/quizzes/quiz-routes.js'
import { officerRoutes, signInRoutes } from '../features/officers/officer-routes.js'
import { sessionFinder } from '../features/officers/session-finder.js'
import { ruleRoutes } from '../features/rules/rule-routes.js'
import { organisationRoutes } from '../features/subscriptions/organisation-routes.js'
import { tipRoutes } from '../features/tips/tip-routes.js'
import { checkUnattendedTips } from '../features/units/check-unattended.js'
import { alarmRoutes, unitRoutes } from '../features/units/unit-routes.js'
import type { Jobs } from '../platform/jobs.js'
import { bulletinParts } from './bulletin-parts.js'
import { quizPageParts } from './quiz-parts.js'
import type { Platform } from './platform.js'

export type ConsoleParts = {
  content: Content
  platform: Platform
  timeZone: string
  forms: readonly ChannelForm[]
  quizShelf: QuizShelf
  listSendingAccounts: BroadcastParts['listAccounts']
}

/** The officers' console: every feature's pages in one frame. */
export function assembleConsole(
  edge: Edge,
  { content, platform, timeZone, forms, quizShelf, listSendingAccounts }: ConsoleParts,
): Hono<ConsoleEnv> {
  const { db, deps } = edge
  const { signals, jobs } = platform
  return consoleApp(edge, {
    timeZone,
    findSession: sessionFinder(edge),
    countUnread: (officer) => countUnread(db, officer.id),
    uploads: [BULLETIN_UPLOADS, QUIZ_UPLOADS],
    open: [signInRoutes(edge)],
    guarded: [
      tipRoutes(edge, {
        catalogue: content.catalogue,
        phrases: content.phrases,
        channels: { webchat: 'trò chuyện trên web', [telegramAccountForm.channel]: telegramAccountForm.label },
        signals,
        findSession: sessionFinder(edge),
        wake: () => wakeCarriers(jobs),
      }),
      noticeRoutes(edge),
      daysOffRoutes(edge),
      officerRoutes(edge),
      unitRoutes(edge, {
        onUnitClosed: async (tx) => void (await checkUnattendedTips(tx, deps, content.homeProvince)),
      }),
      accountRoutes(edge, { forms }),
      organisationRoutes(edge),
      auditRoutes(edge),
      bulletinConsoleRoutes(edge, bulletinParts(content)),
      broadcastRoutes({
        ...{ edge, timeZone, listAccounts: listSendingAccounts },
        wakeSend: (id) => jobs.wake({ name: 'send', id }),
      }),
      quizRoutes(edge, quizPageParts(content, quizShelf)),
      alarmRoutes(edge),
      ruleRoutes(edge, { categories: content.catalogue.categories, homeProvince: content.homeProvince }),
    ],
  })
}

/** What officers do is carried to citizens and to other units without waiting for the next sweep. */
export function wakeCarriers(jobs: Jobs): void {
  jobs.wake({ name: 'carry', id: '' }, { name: 'notify', id: '' })
}
