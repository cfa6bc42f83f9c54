import { QRPay } from 'vietnam-qr-pay'
import { describe, expect } from 'vitest'
import { openDecoder } from '../../src/features/attachments/picture-decoder.js'
import { cleanPicture } from '../../src/features/attachments/reencode.js'
import type { Db } from '../../src/platform/db.js'
import { keepReadCodes } from '../../src/features/tips/keep-identifiers.js'
import { givenClient } from '../api/api-case.js'
import { pictureWithPlace } from '../harness/pictures.js'
import { pictureWithCode } from '../harness/qr-picture.js'
import { test } from '../harness/test.js'
import { DUC_PHO, type Given, givenOfficer, givenTip } from '../tips/given-tip.js'

const CODE = QRPay.initVietQR({ bankBin: '970436', bankNumber: '0071000000001', purpose: 'nap tien' }).build()

describe('a picture of a QR code', () => {
  test('is read while the copy is made, upright or turned, big or small', async () => {
    const decoder = openDecoder()
    for (const shape of [{}, { turned: 90 }, { turned: 12 }, { width: 3000, height: 4000 }])
      expect((await cleanPicture(decoder, [await pictureWithCode(CODE, shape)])).codes).toEqual([CODE])
    await decoder.close()
  })

  test('without one has none, and its copy all the same', async () => {
    const decoder = openDecoder()
    const { codes, copy, complaint } = await cleanPicture(decoder, [await pictureWithPlace()])
    await decoder.close()
    expect([codes, copy.length > 0, complaint]).toEqual([[], true, undefined])
  })

  test('gives the tip its account: on the page, in the search and over the API', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    const client = await givenClient(app, 'intake', DUC_PHO)
    const { number } = await givenTip(app, { category: 'LUA_DAO', pictures: [await pictureWithCode(CODE)] })
    await app.drain()
    const page = (await mai.get(`/console/tips/${number}`)).body
    expect(page).toContain('Tài khoản Vietcombank')
    expect(page).toContain('Đọc từ mã QR trong ảnh')
    expect((await mai.get('/console?q=0071000000001')).body).toContain(number)
    expect((await client.get(`/tips/${number}`)).body).toMatchObject({
      identifiers: [{ kind: 'bank_account', value: '0071000000001', raw: CODE }],
    })
  })

  test('whose checksum is wrong shows its text only, and that it is wrong', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    const wrong = CODE.replace('0071000000001', '0071000000002')
    const { number } = await givenTip(app, { category: 'LUA_DAO', pictures: [await pictureWithCode(wrong)] })
    await app.drain()
    const page = (await mai.get(`/console/tips/${number}`)).body
    expect(page).toContain(wrong)
    expect(page).toContain('Sai mã kiểm tra')
    expect(page).not.toContain('Tài khoản Vietcombank')
  })

  test('that names what the tip names already adds nothing, however often it is read', async ({ app }) => {
    const identifiers = [{ kind: 'bank_account', value: '0071000000001', raw: '0071 000 000 001' }]
    const tip = await givenTip(app, { identifiers, pictures: [await pictureWithCode(CODE)] })
    await app.drain()
    await readAgain(app.db, tip)
    expect(await identifiersOf(app.db, tip)).toEqual([{ value: '0071000000001', raw: '0071 000 000 001' }])
  })

  test('is forgotten where the tip was erased while it was read', async ({ app }) => {
    const tip = await givenTip(app, { pictures: [await pictureWithPlace()] })
    await app.db.updateTable('tip').set({ erasedAt: app.clock.now() }).where('id', '=', tip.tipId).execute()
    await readAgain(app.db, tip)
    expect(await identifiersOf(app.db, tip)).toEqual([])
  })
})

async function readAgain(db: Db, { tipId }: Given): Promise<void> {
  const { id } = await db.selectFrom('attachment').select('id').where('tipId', '=', tipId).executeTakeFirstOrThrow()
  await db.transaction().execute((tx) => keepReadCodes(tx, id, [CODE]))
}

function identifiersOf(db: Db, { tipId }: Given): Promise<{ value: string; raw: string }[]> {
  return db.selectFrom('tipIdentifier').select(['value', 'raw']).where('tipId', '=', tipId).execute()
}
