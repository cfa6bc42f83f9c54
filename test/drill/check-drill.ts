import { createHash } from 'node:crypto'
import { cleanPath, originalPath } from '../../src/features/attachments/seal-file.js'
import { hashReceipt } from '../../src/features/tips/receipts.js'
import type { Person } from './people.js'
import type { Figures, Plan } from './run-drill.js'
import type { Stage } from '../harness/stage.js'

/** Nothing waits to be taken, sent or cleaned. */
export async function isSettled({ database: { db } }: Stage): Promise<boolean> {
  const events = await db.selectFrom('inbox').select('id').where('doneAt', 'is', null).execute()
  const messages = await db.selectFrom('outbox').select('id').where('status', 'in', ['pending', 'sending']).execute()
  const files = await db.selectFrom('attachment').select('id').where('clean', '=', 'pending').execute()
  return events.length + messages.length + files.length === 0
}

/** All that is not as it should be, a line each. */
export async function checkDrill(
  stage: Stage,
  people: readonly Person[],
  { plan, figures }: { plan: Plan; figures: Figures },
): Promise<string[]> {
  const wrong: string[] = []
  for (const person of people) wrong.push(...(await checkPerson(stage, person)))
  const { db } = stage.database
  const tips = await db.selectFrom('tip').select('id').execute()
  if (tips.length !== people.length) wrong.push(`${people.length} citizens have ${tips.length} tips`)
  const failed = await db.selectFrom('inbox').select('id').where('failedAt', 'is not', null).execute()
  if (failed.length > 0) wrong.push(`${failed.length} events were given up`)
  if (!(await isSettled(stage))) wrong.push('events, messages or pictures are still open')
  if (plan.name === 'kill' && (figures['kills'] ?? 0) < plan.kills) wrong.push(`only ${figures['kills']} kills`)
  wrong.push(...(await checkMessages(stage, figures)))
  figures['tips'] = tips.length
  figures['attachments'] = people.reduce((sum, { pictures }) => sum + pictures.length, 0)
  return wrong
}

/** Exactly the tip that the code opens, with exactly the pictures that were sent. */
async function checkPerson(stage: Stage, person: Person): Promise<string[]> {
  const { marker, code, trouble, pictures } = person
  if (trouble || !code) return [`${marker}: ${trouble ?? 'no code'}`]
  const { db } = stage.database
  const tips = await db.selectFrom('tip').select('id').where('description', 'like', `%${marker}%`).execute()
  const opened = await db
    .selectFrom('tipReporter')
    .select('tipId')
    .where('receiptHash', '=', hashReceipt({ keys: stage.keys }, code))
    .execute()
  const [tip] = tips
  if (!tip || tips.length !== 1) return [`${marker}: ${tips.length} tips`]
  if (opened.length !== 1 || opened[0]?.tipId !== tip.id)
    return [`${marker}: the code opens ${opened.length} tips, or another one`]
  return checkPictures(stage, tip.id, person, pictures)
}

async function checkPictures(
  { database: { db }, files }: Stage,
  tipId: string,
  { marker }: Person,
  sent: readonly Buffer[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('attachment')
    .select(['id', 'sha256', 'fileKey', 'clean'])
    .where('tipId', '=', tipId)
    .execute()
  const expected = sent.map((bytes) => sha256(bytes)).sort()
  const found = rows.map((row) => row.sha256.toString('hex')).sort()
  if (expected.join() !== found.join()) return [`${marker}: ${sent.length} pictures sent, ${rows.length} there`]
  const wrong: string[] = []
  for (const { id, sha256: hash, fileKey, clean } of rows) {
    const original = await files.get(originalPath(id), fileKey)
    if (sha256(original) !== hash.toString('hex')) wrong.push(`${marker}: an original is not what was sent`)
    const copy = clean === 'ready' ? await files.get(cleanPath(id), fileKey, originalPath(id)) : null
    if (!copy?.length) wrong.push(`${marker}: no clean copy (${clean})`)
  }
  return wrong
}

/** What arrived twice was on its way when the process died, and nothing was lost. */
async function checkMessages({ database: { db }, api }: Stage, figures: Figures): Promise<string[]> {
  const rows = await db.selectFrom('outbox').select(['status']).execute()
  const given = rows.filter(({ status }) => status === 'sent').length
  const duplicates = api.sent.length - given
  Object.assign(figures, { messages: given, duplicates })
  if (given < rows.length) return [`${rows.length - given} messages were not sent`]
  const most = figures['inFlightAtKills'] ?? 0
  return duplicates < 0 || duplicates > most
    ? [`${duplicates} messages came twice, with ${most} in flight at kills`]
    : []
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
