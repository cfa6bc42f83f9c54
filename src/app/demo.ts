import type { Content } from '../content.js'
import { addOfficer } from '../features/officers/add-officer.js'
import { hashPassword } from '../features/officers/passwords.js'
import { askReporter } from '../features/tips/ask-reporter.js'
import { circumstancesOf } from '../features/tips/circumstances.js'
import { decideTip } from '../features/tips/decide-tip.js'
import { fileTip } from '../features/tips/file-tip.js'
import { findIdentifiers } from '../features/tips/identifiers.js'
import { takeTip } from '../features/tips/take-tip.js'
import { asOfficer, type Officer, type Role } from '../features/officers/as-officer.js'
import type { Tx } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import type { Platform } from './platform.js'
import { DEMO_TIPS, type DemoTip } from './demo-tips.js'

const PEOPLE: readonly { username: string; displayName: string; role: Role; unitCode: string }[] = [
  { username: 'demo-trucban', displayName: 'Trực ban mẫu', role: 'intake', unitCode: 'CA-21439' },
  { username: 'demo-phanloai', displayName: 'Phân loại mẫu', role: 'triage', unitCode: 'CAT-51' },
  { username: 'demo-chihuy', displayName: 'Chỉ huy mẫu', role: 'lead', unitCode: 'CAT-51' },
  { username: 'demo-anninhmang', displayName: 'An ninh mạng mẫu', role: 'intake', unitCode: 'PA05-51' },
  { username: 'demo-truyenthong', displayName: 'Truyền thông mẫu', role: 'comms', unitCode: 'CAT-51' },
  { username: 'demo-kiemtra', displayName: 'Kiểm tra mẫu', role: 'auditor', unitCode: 'CAT-51' },
  { username: 'demo-chihuyphuong', displayName: 'Chỉ huy phường mẫu', role: 'lead', unitCode: 'CA-21439' },
  { username: 'demo-tomau', displayName: 'Tổ mẫu', role: 'intake', unitCode: 'DEMO-51' },
]

export type Demo = { usernames: string[]; password: string }

/**
 * Invented people, a unit and tips to look around in, made once. They go the way of real ones (the same actions, the
 * same rules), from an account that no channel serves. The password is new each time, also for those that are there.
 */
export async function addDemo(platform: Platform, content: Content): Promise<Demo> {
  const { database, deps } = platform
  const password = `mau-${deps.ids.bytes(9).toString('base64url')}`
  return database.db.transaction().execute(async (tx) => {
    const isThere = await tx.selectFrom('account').select('id').where('id', '=', 'demo').executeTakeFirst()
    if (isThere) return renewPasswords(tx, deps, password)
    await tx.insertInto('account').values({ id: 'demo', channel: 'demo', name: 'Kênh mẫu', isEnabled: false }).execute()
    await addDemoUnit(tx)
    for (const person of PEOPLE) await addOfficer(tx, deps, { ...person, password })
    for (const tip of DEMO_TIPS) await addTip(tx, deps, content, tip)
    return { usernames: PEOPLE.map(({ username }) => username), password }
  })
}

/** Whoever came with a newer version is added. */
async function renewPasswords(tx: Tx, deps: Deps, password: string): Promise<Demo> {
  const usernames = PEOPLE.map(({ username }) => username)
  const there = await tx.selectFrom('officer').select('username').where('username', 'in', usernames).execute()
  const missing = PEOPLE.filter(({ username }) => there.every((one) => one.username !== username))
  for (const person of missing) await addOfficer(tx, deps, { ...person, password })
  const passwordHash = await hashPassword(password)
  await tx.updateTable('officer').set({ passwordHash }).where('username', 'in', usernames).execute()
  return { usernames, password }
}

async function addDemoUnit(tx: Tx): Promise<void> {
  const parent = await tx
    .selectFrom('unit')
    .select(['id', 'areaCode'])
    .where('code', '=', 'CAT-51')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('unit')
    .values({
      code: 'DEMO-51',
      name: 'Tổ công tác mẫu (không có thật)',
      kind: 'department',
      parentId: parent.id,
      areaCode: parent.areaCode,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function addTip(tx: Tx, deps: Deps, content: Content, tip: DemoTip): Promise<void> {
  const receivedAt = new Date(deps.clock.now().getTime() - tip.hoursAgo * 3_600_000)
  const earlier: Deps = { ...deps, clock: { now: () => receivedAt } }
  const category = content.catalogue.categories.find(({ code }) => code === tip.category)
  if (!category) throw new Error(`the demo names an unknown category ${tip.category}`)
  const { id: conversationId } = await tx
    .insertInto('conversation')
    .values({ accountId: 'demo', keyHash: deps.ids.bytes(32) })
    .returning('id')
    .executeTakeFirstOrThrow()
  const filed = await fileTip(
    tx,
    earlier,
    { accountId: 'demo', conversationId, channel: 'Kênh mẫu', lang: 'vi' },
    {
      description: tip.description,
      category,
      circumstances: circumstancesOf({ danger: tip.danger ?? false, moneyMovingNow: false, evidence: {} }, receivedAt),
      areaCode: tip.areaCode,
      evidence: [],
      happened: null,
      loss: tip.loss ?? null,
      identifiers: findIdentifiers(tip.description),
      attachments: [],
      contact: { kind: 'here' },
      homeProvince: content.homeProvince,
    },
  )
  await actOn(tx, deps, filed.number, tip)
}

async function actOn(tx: Tx, deps: Deps, number: string, { act }: DemoTip): Promise<void> {
  if (!act) return
  const officer = await getOfficer(tx, act.by)
  await asOfficer(tx, officer, async (limited) => {
    if (act.kind === 'claim') await takeTip(limited, deps, officer, number)
    else if (act.kind === 'ask') await askReporter(limited, deps, officer, number, act.text)
    else await decideTip(limited, deps, officer, number, { code: act.code, reason: act.reason })
  })
}

async function getOfficer(tx: Tx, username: string): Promise<Officer> {
  const row = await tx
    .selectFrom('officer')
    .innerJoin('unit', 'unit.id', 'officer.unitId')
    .select([
      'officer.id',
      'username',
      'displayName',
      'role',
      'unitId',
      'unit.code as unitCode',
      'unit.name as unitName',
    ])
    .where('username', '=', username)
    .executeTakeFirstOrThrow()
  return { ...row, role: row.role as Role }
}
