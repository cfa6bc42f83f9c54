import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import type { ChannelForm } from './channel-form.js'

export type NewAccount = {
  form: ChannelForm
  name: string
  unitCode: string
  /** The account's own area, pre-selected in reports; null for the unit's. */
  areaCode: string | null
  settings: Readonly<Record<string, string>>
}

/** `admin` is null on the command line. The settings are sealed under the account's own id and never shown again. */
export async function addAccount(tx: Tx, deps: Deps, admin: Officer | null, added: NewAccount): Promise<string> {
  const { form, name, unitCode } = added
  await requireUnused(tx, deps, form, added.settings[form.uniqueKey] ?? '')
  const id = `${form.channel}-${deps.ids.bytes(5).toString('hex')}`
  const insert = async (limited: Tx) => {
    const unit = await limited
      .selectFrom('unit')
      .select(['id', 'kind', 'areaCode', 'activeTo'])
      .where('code', '=', unitCode)
      .executeTakeFirst()
    if (!unit || unit.activeTo !== null) throw new AppError('invalid', NO_UNIT, { unit: NO_UNIT })
    const areaCode = added.areaCode ?? (unit.kind === 'commune' ? unit.areaCode : null)
    const settings = sealSettings(deps, id, added)
    await limited
      .insertInto('account')
      .values({ id, channel: form.channel, name, unitId: unit.id, areaCode, settings })
      .execute()
  }
  if (admin) await asOfficer(tx, admin, insert)
  else await insert(tx)
  const data = { channel: form.channel, name, unit: unitCode, ...(!admin && { by: 'command line' }) }
  await writeAudit(tx, {
    at: deps.clock.now(),
    officerId: admin?.id ?? null,
    action: 'account.add',
    object: `account:${id}`,
    data,
  })
  return id
}

const NO_UNIT = 'Xin chọn một đơn vị trong danh sách.'
const USED = 'Bot này đã được dùng ở một kênh khác. Hai kênh dùng chung một bot sẽ lấy mất tin của nhau.'

function sealSettings(deps: Deps, id: string, { form, settings }: NewAccount): Buffer {
  const generated = Object.fromEntries(form.generated.map((key) => [key, deps.ids.bytes(32).toString('base64url')]))
  return deps.keys.seal('settings', JSON.stringify({ ...form.defaults, ...generated, ...settings }), id)
}

/** Settings are sealed, so the comparison opens them; there are as many as the province has pages. */
async function requireUnused(
  tx: Tx,
  deps: Deps,
  { channel, uniqueKey, taken }: ChannelForm,
  value: string,
): Promise<void> {
  const refused = { [`setting-${uniqueKey}`]: USED }
  if (taken?.includes(value)) throw new AppError('invalid', USED, refused)
  const others = await tx
    .selectFrom('account')
    .select(['id', 'settings'])
    .where('channel', '=', channel)
    .where('settings', 'is not', null)
    .execute()
  for (const { id, settings } of others) {
    if (!settings) continue
    const opened: Record<string, string> = JSON.parse(deps.keys.open('settings', settings, id).toString('utf8'))
    if (opened[uniqueKey] === value) throw new AppError('invalid', USED, refused)
  }
}
