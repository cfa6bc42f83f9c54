import { sql } from 'kysely'
import { LinkButton, PageHeader } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { requireRole, TIP_ROLES } from '../../console/roles.js'
import type { Db } from '../../platform/db.js'
import { asOfficer } from './as-officer.js'

type Progress = { officers: number; accounts: number }

/** What a new system still needs, in its order. */
export async function showStart(c: ConsoleContext, { db }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const progress = await db.transaction().execute((tx) => asOfficer(tx, officer, countProgress))
  return page(
    c,
    { title: 'Bắt đầu', nav: 'start' },
    <>
      <PageHeader
        title={`Chào đồng chí ${officer.displayName}`}
        lead="Ba việc để bắt đầu nhận tin báo của người dân."
      />
      <Steps {...progress} />
    </>,
  )
}

async function countProgress(db: Db): Promise<Progress> {
  const officers = await db
    .selectFrom('officer')
    .select(sql<number>`count(*)::int`.as('found'))
    .where('role', 'in', TIP_ROLES)
    .where('isActive', '=', true)
    .executeTakeFirstOrThrow()
  const accounts = await db
    .selectFrom('account')
    .select(sql<number>`count(*)::int`.as('found'))
    .where('isEnabled', '=', true)
    .executeTakeFirstOrThrow()
  return { officers: officers.found, accounts: accounts.found }
}

function Steps({ officers, accounts }: Progress) {
  return (
    <ol class="todo-steps">
      <li>
        <div>
          <h2>Thêm cán bộ nhận tin</h2>
          <p>
            {officers === 0
              ? 'Chưa có cán bộ trực ban, phân loại hoặc chỉ huy nào: tin báo chưa có người nhận.'
              : `Đã có ${officers} cán bộ nhận tin.`}
          </p>
        </div>
        <LinkButton href="/console/officers/new" label="Thêm cán bộ" kind={officers === 0 ? 'primary' : 'plain'} />
      </li>
      <li>
        <div>
          <h2>Thêm kênh tiếp nhận</h2>
          <p>Đang bật {accounts} kênh. Trang trò chuyện trên web có sẵn; có thể thêm bot của từng đơn vị.</p>
        </div>
        <LinkButton href="/console/accounts" label="Xem các kênh" kind={officers > 0 ? 'primary' : 'plain'} />
      </li>
      <li>
        <div>
          <h2>Cán bộ mở hàng đợi</h2>
          <p>
            Cán bộ đăng nhập bằng tài khoản của mình sẽ thấy tin của đơn vị. Quản trị viên không xem nội dung tin báo.
          </p>
        </div>
        <LinkButton href="/console/officers" label="Xem cán bộ" kind="plain" />
      </li>
    </ol>
  )
}
