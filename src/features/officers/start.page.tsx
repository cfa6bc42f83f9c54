import { PageHeader, LinkButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { requireRole } from '../../console/roles.js'
import { asOfficer } from './as-officer.js'

type Progress = { officers: number; accounts: number }

/** What a new system still needs, in its order. */
export async function showStart(c: ConsoleContext, { db }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const progress = await db.transaction().execute((tx) =>
    asOfficer(tx, officer, async (limited) => ({
      officers: await count(limited.selectFrom('officer').where('role', 'in', ['intake', 'triage', 'lead']).where('isActive', '=', true)),
      accounts: await count(limited.selectFrom('account').where('isEnabled', '=', true)),
    })),
  )
  return page(c, { title: 'Bắt đầu', nav: 'start' }, <StartBody progress={progress} />)
}

type Countable = { select(pick: (from: { fn: { countAll(): { as(name: 'n'): unknown } } }) => unknown): { executeTakeFirstOrThrow(): Promise<unknown> } }
