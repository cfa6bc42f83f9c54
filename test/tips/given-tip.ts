import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { keepFiles, sealFile } from '../../src/features/attachments/seal-file.js'
import { addCitizenMessage } from '../../src/features/tips/add-message.js'
import { fileTip, type NewTip } from '../../src/features/tips/file-tip.js'
import type { Officer, Role } from '../../src/platform/officer.js'
import { insertOfficer } from '../console/given.js'
import { Visitor } from '../console/visitor.js'
import type { TestApp } from '../harness/test.js'

const ORIGIN = 'http://console.test'
/** Two communes of one province, its department for cybercrime, and the province itself. */
export const DUC_PHO = 'CA-21439'
export const SA_HUYNH = 'CA-21457'
export const PA05 = 'PA05-51'
export const PROVINCE = 'CAT-51'

type Wanted = Partial<Omit<NewTip, 'category' | 'attachments'>> & { category?: string; pictures?: Buffer[] }
/** `signIn` again after the clock has moved: an idle session ends after an hour. */
export type GivenOfficer = Visitor & { officer: Officer; signIn(): Promise<void> }
export type Given = { tipId: string; number: string; conversationId: string }

/** A tip as a citizen of Đức Phổ would file it; what the test does not mention is filled in. */
export async function givenTip(
  { app, db }: TestApp,
  { category = 'KHAC', pictures = [], ...wanted }: Wanted = {},
): Promise<Given> {
  const { deps } = app.platform
  const { catalogue } = app.content
  const chosen = catalogue.categories.find(({ code }) => code === category)
  if (!chosen) throw new Error(`no category ${category}`)
  return db.transaction().execute(async (tx) => {
    const { id: conversationId } = await tx
      .insertInto('conversation')
      .values({ accountId: 'memory', keyHash: randomBytes(32) })
      .returning('id')
      .executeTakeFirstOrThrow()
    const attachments: string[] = []
    for (const picture of pictures) {
      const sealed = await sealFile(tx, deps, picture)
      if (sealed.kind === 'refused') throw new Error(sealed.reason)
      const { kind: _, ...row } = sealed
      await tx
        .insertInto('attachment')
        .values({ ...row, conversationId })
        .execute()
      attachments.push(sealed.id)
    }
    await keepFiles(tx, attachments)
    const context = { accountId: 'memory', conversationId, channel: 'memory', lang: 'vi' } as const
    const tip: NewTip = { ...PLAIN, ...wanted, category: chosen, attachments }
    const filed = await fileTip(tx, deps, context, tip)
    return { tipId: filed.tipId, number: filed.number, conversationId }
  })
}

/** What the reporter writes later: an answer, or an addition by code. */
export async function reporterAdds({ app, db }: TestApp, tipId: string, text: string): Promise<void> {
  const { conversationId } = await db
    .selectFrom('tipReporter')
    .select('conversationId')
    .where('tipId', '=', tipId)
    .executeTakeFirstOrThrow()
  const message = { tipId, conversationId: conversationId ?? '', text, attachments: [] }
  await db.transaction().execute((tx) => addCitizenMessage(tx, app.platform.deps, message, () => true))
}

const PLAIN: Omit<NewTip, 'category'> = {
  description: 'Có người gọi điện tự xưng cán bộ.',
  circumstances: {},
  areaCode: '21439',
  evidence: [],
  happened: null,
  loss: null,
  identifiers: [],
  attachments: [],
  contact: { kind: 'here' },
  homeProvince: '51',
}

/** An officer of the unit with a browser that is signed in. */
export async function givenOfficer(
  test: TestApp,
  role: Role,
  unitCode: string,
  displayName?: string,
): Promise<GivenOfficer> {
  const officer = await insertOfficer(test.db, role, unitCode, displayName ? { displayName } : {})
  const visitor = new Visitor(test.app.http, ORIGIN)
  const edge = { db: test.db, deps: test.app.platform.deps, publicUrl: ORIGIN }
  const signIn = () => visitor.signInAs(edge, officer)
  await signIn()
  return Object.assign(visitor, { officer, signIn })
}

export async function picture(): Promise<Buffer> {
  const exif = { IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 7/1 0/1' } }
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#47a' } })
    .withExif(exif)
    .jpeg()
    .toBuffer()
}
