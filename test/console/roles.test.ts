import { expect } from 'vitest'
import type { Role } from '../../src/platform/officer.js'
import { test } from './console-case.js'
import { insertOfficer } from './given.js'

const ROLES: readonly Role[] = ['intake', 'triage', 'lead', 'comms', 'auditor', 'admin']

/** Who opens which page; everybody else gets 403. */
const PAGES: Readonly<Record<string, readonly Role[]>> = {
  '/console/start': ['admin'],
  '/console/officers': ['admin', 'lead', 'auditor'],
  '/console/officers/new': ['admin'],
  '/console/officers/:id': ['admin'],
  '/console/units': ['admin', 'lead', 'triage', 'auditor'],
  '/console/units/CA-21439': ['admin', 'lead', 'triage', 'auditor'],
  '/console/units/new?parent=CAT-51': ['admin'],
  '/console/units/PC02-51/close': ['admin'],
  '/console/alarms': ['admin', 'lead', 'auditor'],
  '/console/rules': ['admin', 'lead', 'triage', 'auditor'],
  '/console/rules/versions/1': ['admin', 'lead', 'triage', 'auditor'],
  '/console/rules/draft': ['admin'],
  '/console/rules/draft/new': ['admin'],
  '/console/rules/draft/rules/fraud': ['admin'],
  '/console/rules/draft/try': ['admin'],
  '/console/rules/draft/try/chart.svg': ['admin'],
  '/console/organisations': ['admin', 'lead', 'comms'],
  '/console/organisations/new': ['admin', 'lead', 'comms'],
  '/console/accounts': ['admin'],
  '/console/accounts/new': ['admin'],
  '/console/days-off': ['admin', 'lead', 'auditor'],
  '/console/days-off/new': ['admin'],
  '/console/days-off/2027-01-01': ['admin'],
  '/console/days-off/weekly': ['admin'],
  '/console/audit': ['auditor', 'lead'],
  '/console/bulletins': ['comms', 'lead', 'auditor'],
  '/console/bulletins/new': ['comms', 'lead'],
  '/console/broadcasts': ['comms', 'lead', 'auditor'],
  '/console/statistics': ['comms', 'lead', 'auditor'],
  '/console/statistics/chart.svg': ['comms', 'lead', 'auditor'],
  '/console/me': ROLES,
}

/** What is sent is wrong on purpose: who may act gets past the 403. */
const ACTS: Readonly<Record<string, readonly Role[]>> = {
  '/console/officers/new': ['admin'],
  '/console/officers/:id': ['admin'],
  '/console/officers/:id/password-link': ['admin'],
  '/console/units/new': ['admin'],
  '/console/units/CAT-01/close': ['admin'],
  '/console/rules/versions/1/draft': ['admin'],
  '/console/rules/versions/1/withdraw': ['admin'],
  '/console/rules/draft/new': ['admin'],
  '/console/rules/draft/rules/fraud': ['admin'],
  '/console/rules/draft/rules/fraud/move': ['admin'],
  '/console/rules/draft/rules/fraud/remove': ['admin'],
  '/console/rules/draft/discard': ['admin'],
  '/console/rules/draft/save': ['admin'],
  '/console/organisations/new': ['admin', 'lead', 'comms'],
  '/console/organisations/1': ['admin', 'lead', 'comms'],
  '/console/organisations/1/disable': ['admin', 'lead', 'comms'],
  '/console/organisations/1/enable': ['admin', 'lead', 'comms'],
  '/console/accounts/new': ['admin'],
  '/console/accounts/none/disable': ['admin'],
  '/console/accounts/none/enable': ['admin'],
  '/console/alarms/1/clear': ['admin', 'lead'],
  '/console/days-off/new': ['admin'],
  '/console/days-off/2027-01-01': ['admin'],
  '/console/days-off/weekly': ['admin'],
  '/console/bulletins/new': ['comms', 'lead'],
  '/console/bulletins/1/edit': ['comms', 'lead'],
  '/console/bulletins/1/ask-review': ['comms', 'lead'],
  '/console/bulletins/1/approve': ['comms', 'lead'],
  '/console/bulletins/1/send-back': ['comms', 'lead'],
  '/console/bulletins/1/publish': ['comms', 'lead'],
  '/console/bulletins/1/withdraw': ['comms', 'lead'],
  '/console/bulletins/1/send': ['comms', 'lead'],
  '/console/bulletins/1/send-test': ['comms', 'lead'],
  '/console/broadcasts/1/pause': ['comms', 'lead'],
  '/console/broadcasts/1/resume': ['comms', 'lead'],
  '/console/broadcasts/1/cancel': ['comms', 'lead'],
  '/console/me/password': ROLES,
  '/console/me/chat': ['intake', 'triage', 'lead', 'comms'],
}

test('every page and every act has its roles; the others get 403, strangers the sign-in', async ({ console }) => {
  const colleague = await insertOfficer(console.db, 'comms', 'CA-21439')
  const fill = (path: string) => path.replace(':id', colleague.id)
  for (const role of ROLES) {
    const officer = await console.given(role, 'CAT-51')
    for (const [path, allowed] of Object.entries(PAGES)) {
      const { status } = await officer.get(fill(path))
      expect(status, `${role} opens ${path}`).toBe(allowed.includes(role) ? 200 : 403)
    }
    for (const [path, allowed] of Object.entries(ACTS)) {
      const { status } = await officer.post(fill(path))
      expect(status === 403, `${role} sends ${path}: ${status}`).toBe(!allowed.includes(role))
    }
  }
  for (const path of Object.keys(PAGES)) expect((await console.visitor().get(fill(path))).status, path).toBe(303)
  for (const path of Object.keys(ACTS)) expect((await console.visitor().post(fill(path))).status, path).toBe(401)
})

test('the menu holds only pages that the role opens', async ({ console }) => {
  for (const role of ROLES) {
    const officer = await console.given(role, 'CAT-51')
    const { body } = await officer.get('/console/me')
    const links = [...body.matchAll(/class="side-link" href="([^"]+)"/g)].map(([, href]) => href ?? '')
    for (const link of links) {
      if (link !== '/console') expect((await officer.get(link)).status, `${role} ${link}`).toBe(200)
    }
  }
})

test('an officer who is switched off sees nothing more, whatever the session says', async ({ console }) => {
  const officer = await console.given('lead', 'CAT-51')
  await console.db.updateTable('officer').set({ isActive: false }).where('id', '=', officer.officer.id).execute()
  expect((await officer.get('/console/units')).status).toBe(303)
})
