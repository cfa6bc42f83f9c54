import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { cleanPath, originalPath } from '../attachments/seal-file.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer, type Officer } from '../officers/as-officer.js'

/** `read` is for after the transaction: files lie outside the database. */
export type OpenedFile = { name: string; mime: string; read: () => Promise<Buffer> }

const NO_FILE = 'Không có tệp này trong tin.'

/** The copy that officers look at: decoded and encoded anew by us. Under the officer's role. */
export async function findCleanFile(tx: Tx, deps: Deps, number: string, id: string): Promise<OpenedFile> {
  const { file } = await findFile(tx, number, id)
  if (file.clean !== 'ready' || !file.cleanMime) throw new AppError('not_found', NO_FILE)
  const mime = file.cleanMime
  return {
    name: `${number}-${file.id.slice(0, 8)}`,
    mime,
    read: () => deps.files.get(cleanPath(id), file.fileKey, originalPath(id)),
  }
}

/** P4: the sealed original. Only for those who work on the tip, and each opening is a line in the audit log. */
export async function openOriginal(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  number: string,
  id: string,
): Promise<OpenedFile> {
  const { file, isOurs } = await asOfficer(tx, officer, (limited) => findFile(limited, number, id))
  if (!isOurs) throw new AppError('forbidden', 'Đơn vị của đồng chí chỉ được xem bản sao của tin này.')
  const data = { attachment: id, sha256: file.sha256.toString('hex') }
  await writeAudit(tx, {
    at: deps.clock.now(),
    officerId: officer.id,
    action: 'attachment_opened',
    object: `tip:${number}`,
    data,
  })
  return {
    name: `${number}-${id.slice(0, 8)}-goc`,
    mime: file.mime,
    read: () => deps.files.get(originalPath(id), file.fileKey),
  }
}

async function findFile(db: Db, number: string, id: string) {
  const tip = await db
    .selectFrom('tip')
    .select('id')
    .select((row) => row.fn<boolean>('anninh_acts_on', ['tip.unitId', 'tip.id']).as('isOurs'))
    .where('number', '=', number)
    .executeTakeFirst()
  const file = tip && (await findAttachment(db, tip.id, id))
  if (!file) throw new AppError('not_found', NO_FILE)
  return { file, isOurs: tip.isOurs }
}

async function findAttachment(db: Db, tipId: string, id: string) {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
  return db
    .selectFrom('attachment')
    .select(['id', 'mime', 'sha256', 'fileKey', 'clean', 'cleanMime'])
    .where('id', '=', id)
    .where('tipId', '=', tipId)
    .executeTakeFirst()
}
