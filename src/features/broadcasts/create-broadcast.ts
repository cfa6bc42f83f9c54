import { codeOf } from '../../platform/startup-error.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import { getSendable, type Sendable } from './sendable.js'

const UNIQUE_VIOLATION = '23505'

export type NewBroadcast = {
  bulletinId: string
  startAt: Date
  stopAt: Date
  onUncertain: 'skip' | 'resend'
  /** Of a correction: only who got what it corrects. */
  toReaders: boolean
}

/** Takes the bulletin's row, so that of two who send at once the second finds the first one's broadcast: 409. */
export async function createBroadcast(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { bulletinId, toReaders, ...times }: NewBroadcast,
): Promise<string> {
  const created = await asOfficer(tx, officer, async (limited) => {
    await limited.selectFrom('bulletin').select('id').where('id', '=', bulletinId).forUpdate().execute()
    const sendable = await getSendable(limited, officer, bulletinId)
    return insertBroadcast(limited, officer, sendable, { ...times, toReaders, createdAt: deps.clock.now() })
  })
  const object = `broadcast:${created}`
  await writeAudit(tx, { at: deps.clock.now(), officerId: officer.id, action: 'broadcast.create', object })
  return created
}

async function insertBroadcast(
  limited: Tx,
  officer: Officer,
  { bulletin, content, areas }: Sendable,
  { toReaders, ...times }: Omit<NewBroadcast, 'bulletinId'> & { createdAt: Date },
): Promise<string> {
  const open = await limited
    .selectFrom('broadcast')
    .select(['id', 'createdBy'])
    .where('bulletinId', '=', bulletin.id)
    .where('state', 'in', ['scheduled', 'freezing', 'sending', 'paused'])
    .executeTakeFirst()
  // A second press of the same button.
  if (open?.createdBy === officer.id) return open.id
  if (open) throw alreadySending(open.id)
  const row = await limited
    .insertInto('broadcast')
    .values({
      ...times,
      bulletinId: bulletin.id,
      bulletinVersion: bulletin.sendVersion,
      unitId: officer.unitId,
      areas,
      topics: content.topics,
      organisations: content.organisations,
      lang: content.lang,
      isEmergency: bulletin.isEmergency,
      correctedId: toReaders ? bulletin.correctsId : null,
      createdBy: officer.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw codeOf(error) === UNIQUE_VIOLATION ? alreadySending(null) : error
    })
  return row.id
}

function alreadySending(id: string | null): AppError {
  const back = id ? `/console/broadcasts/${id}` : '/console/broadcasts'
  return new AppError('conflict', 'Bản tin này đang được gửi hoặc đã được hẹn gửi.', {
    todo: 'Có thể một đồng chí khác vừa bấm gửi. Xin mở lần gửi đó để theo dõi, tạm dừng hoặc hủy.',
    back,
  })
}
