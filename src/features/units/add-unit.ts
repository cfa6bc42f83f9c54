import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import { findUnit, listFreeAreas } from './queries.js'
import { KINDS_BELOW } from './unit-words.js'

export type NewUnit = {
  parentCode: string
  kind: 'province' | 'department' | 'commune'
  code: string
  name: string
  areaCode: string | null
  day: string
}

/** A commune's unit bears its area's code; of one area there is one open unit. */
export async function addUnit(tx: Tx, deps: Deps, admin: Officer, added: NewUnit): Promise<void> {
  const { parentCode, kind, name, day } = added
  const areaCode = kind === 'commune' ? added.areaCode : null
  const code = kind === 'commune' ? `CA-${areaCode}` : added.code
  const inserted = await asOfficer(tx, admin, async (limited) => {
    const parent = await findUnit(limited, parentCode)
    if (!parent?.isOwn) throw new AppError('not_found', 'Không có đơn vị này trong phạm vi của đồng chí.')
    if (!KINDS_BELOW[parent.kind]?.includes(kind)) throw new AppError('invalid', WRONG_KIND, { kind: WRONG_KIND })
    if (kind === 'commune') await requireFreeArea(limited, parent.areaCode, areaCode, day)
    return limited
      .insertInto('unit')
      .values({ code, name, kind, parentId: parent.id, areaCode, activeFrom: day })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
  })
  if (!inserted) throw new AppError('invalid', TAKEN, { code: TAKEN })
  const data = { parent: parentCode, kind, name }
  await writeAudit(tx, { at: deps.clock.now(), officerId: admin.id, action: 'unit.add', object: `unit:${code}`, data })
}

const WRONG_KIND = 'Loại đơn vị này không đặt được dưới đơn vị cấp trên đã chọn.'
const TAKEN = 'Mã đơn vị này đã có.'
const NO_AREA = 'Xin chọn một địa bàn trong danh sách.'

async function requireFreeArea(
  tx: Tx,
  provinceCode: string | null,
  areaCode: string | null,
  day: string,
): Promise<void> {
  const free = await listFreeAreas(tx, provinceCode ?? '', day)
  if (!free.some(({ code }) => code === areaCode)) throw new AppError('invalid', NO_AREA, { area: NO_AREA })
}
