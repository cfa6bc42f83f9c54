import type { Citizen } from '../harness/citizen.js'
import type { TestApp } from '../harness/test.js'

/** Subscribes as most people do: agree, name the commune, take all its levels. */
export async function subscribes(citizen: Citizen, area = 'Phường Đức Phổ'): Promise<void> {
  await citizen.says('NHAN TIN')
  await citizen.presses('Đồng ý')
  await citizen.says(area)
  if (citizen.last().text.includes('Có mấy nơi')) await citizen.says('1')
  await citizen.presses('Tất cả nơi này')
}

/** Everybody's wishes, the oldest first. */
export function listSubscribers({ db }: TestApp) {
  return db.selectFrom('subscriber').selectAll().orderBy('id').execute()
}

export function listSubscriptions({ db }: TestApp) {
  return db
    .selectFrom('subscription')
    .select(['conversationId', 'subscriberId', 'leftAt', 'leftBecause'])
    .orderBy('conversationId')
    .execute()
}

export async function givenOrganisation({ db, clock }: TestApp, name: string, areaCode = '21439'): Promise<string> {
  const unit = await db.selectFrom('unit').select('id').where('code', '=', 'CA-21439').executeTakeFirstOrThrow()
  const { id } = await db
    .insertInto('organisation')
    .values({ name, kind: 'school', areaCode, unitId: unit.id, createdAt: clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
