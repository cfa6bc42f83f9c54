import { inject, test as base } from 'vitest'
import type { Edge } from '../../src/console/edge.js'
import { consoleApp } from '../../src/console/console-app.js'
import { telegramAccountForm } from '../../src/channels/telegram/account-form.js'
import { accountRoutes } from '../../src/features/accounts/account-routes.js'
import { broadcastRoutes } from '../../src/features/broadcasts/broadcast-routes.js'
import { daysOffRoutes } from '../../src/features/deadlines/days-off-routes.js'
import { auditRoutes } from '../../src/features/audit/audit-routes.js'
import { bulletinConsoleRoutes } from '../../src/features/bulletins/console-routes.js'
import { officerRoutes, signInRoutes } from '../../src/features/officers/officer-routes.js'
import { quizRoutes } from '../../src/features/quizzes/quiz-routes.js'
import { sessionFinder } from '../../src/features/officers/session-finder.js'
import { alarmRoutes, unitRoutes } from '../../src/features/units/unit-routes.js'
import { ruleRoutes } from '../../src/features/rules/rule-routes.js'
import { givenCatalogue } from '../../src/features/tips/given-catalogue.js'
import { organisationRoutes } from '../../src/features/subscriptions/organisation-routes.js'
import { type Db, openDatabase } from '../../src/platform/db.js'
import type { Deps } from '../../src/platform/deps.js'
import { sealedFiles } from '../../src/platform/files.js'
import { randomIds } from '../../src/platform/ids.js'
import { deriveKeys } from '../../src/platform/keys.js'
import { makeLog } from '../../src/platform/log.js'
import type { Officer, Role } from '../../src/platform/officer.js'
import { cloneDatabase } from '../harness/clone.js'
import { FakeClock } from '../harness/fake-clock.js'
import { insertOfficer } from './given.js'
import { Visitor } from './visitor.js'

export const HOST = 'http://console.test'
const { categories: CATEGORIES } = givenCatalogue()

type Http = {
  request(path: string, init?: RequestInit, env?: object): Response | Promise<Response>
  fetch(request: Request): Response | Promise<Response>
}

export type Console = {
  db: Db
  deps: Deps
  edge: Edge
  clock: FakeClock
  http: Http
  logged: string[]
  /** Units that were closed, as the tips' part is told. */
  closedUnits: string[]
  visitor(): Visitor
  /** An officer who is signed in. */
  given(
    role: Role,
    unitCode: string,
    names?: { username?: string; displayName?: string },
  ): Promise<Visitor & { officer: Officer }>
}

export const test = base.extend<{ unused: null; console: Console }>({
  unused: null,
  console: async ({ unused: _unused }, use) => {
    const database = await cloneDatabase(inject('serverUrl'), inject('template'))
    const { db, close } = openDatabase(database.url, { maxConnections: 6 })
    await use(makeConsole(db))
    await close()
    await database.drop()
  },
})

function makeConsole(db: Db): Console {
  const logged: string[] = []
  const closedUnits: string[] = []
  const clock = new FakeClock()
  const keys = deriveKeys(Buffer.alloc(32, 3))
  const log = makeLog('debug', { write: (line) => void logged.push(line) })
  const deps: Deps = { clock, ids: randomIds, log, keys, files: sealedFiles('unused', keys) }
  const edge: Edge = { db, deps, publicUrl: HOST }
  const http = mountAll(edge, closedUnits)
  const visitor = () => new Visitor(http, HOST)
  return {
    ...{ db, deps, edge, clock, http, logged, closedUnits, visitor },
    async given(role, unitCode, names = {}) {
      const officer = await insertOfficer(db, role, unitCode, names)
      const signedIn = visitor()
      await signedIn.signInAs(edge, officer)
      return Object.assign(signedIn, { officer })
    },
  }
}

function mountAll(edge: Edge, closedUnits: string[]): Http {
  return consoleApp(edge, {
    findSession: sessionFinder(edge),
    open: [signInRoutes(edge)],
    guarded: [
      officerRoutes(edge),
      unitRoutes(edge, { onUnitClosed: async (_tx, unitId) => void closedUnits.push(unitId) }),
      alarmRoutes(edge),
      ruleRoutes(edge, { categories: CATEGORIES, homeProvince: '51' }),
      accountRoutes(edge, { forms: [telegramAccountForm] }),
      organisationRoutes(edge),
      quizRoutes(edge, { topics: [], listBulletins: async () => [], onPublic: () => undefined }),
      broadcastRoutes({
        ...{ edge, timeZone: 'Asia/Ho_Chi_Minh', listAccounts: async () => [] },
        wakeSend: () => undefined,
      }),
      daysOffRoutes(edge),
      auditRoutes(edge),
      bulletinConsoleRoutes(edge, {
        topics: [{ value: 'MAO_DANH', label: 'Mạo danh' }],
        known: { topics: new Set(['MAO_DANH']), areas: new Set(['21439']) },
        listQuizzes: async () => [],
        splitText: (text) => [text],
      }),
    ],
  })
}
