import sharp from 'sharp'
import { describe, expect } from 'vitest'
import { askReporter } from '../../src/features/tips/ask-reporter.js'
import { cleanPath, originalPath } from '../../src/features/attachments/seal-file.js'
import { decideTip } from '../../src/features/tips/decide-tip.js'
import { takeTip } from '../../src/features/tips/take-tip.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import { act, givenOfficer } from '../harness/officers.js'
import { filesReport } from '../harness/report.js'
import { type Bot, type Mode, test, until } from './telegram-case.js'

const DUC_PHO = 'CA-21439'
const PA05 = 'PA05-51'

function getTip({ test: { db } }: Bot) {
  return db
    .selectFrom('tip')
    .innerJoin('unit', 'unit.id', 'tip.unitId')
    .select(['tip.id', 'number', 'status', 'unit.code', 'outcomeCode'])
    .executeTakeFirstOrThrow()
}

async function isPictureClean({ test: { db, app } }: Bot): Promise<boolean> {
  const row = await db.selectFrom('attachment').select(['id', 'fileKey', 'clean']).executeTakeFirstOrThrow()
  if (row.clean !== 'ready') return false
  const copy = await app.platform.deps.files.get(cleanPath(row.id), row.fileKey, originalPath(row.id))
  return (await sharp(copy).metadata()).exif === undefined
}

describe.each<Mode>(['webhook', 'polling'])('over Telegram by %s', (mode) => {
  test.override({ mode })

  test('a citizen reports with a picture, an officer asks, transfers and decides, and the outcome comes back', async ({
    bot,
    picture,
  }) => {
    const { deps } = bot.test.app.platform
    const intake = await givenOfficer(bot.test, 'intake', DUC_PHO)
    const lead = await givenOfficer(bot.test, 'lead', PA05)
    const lan = bot.reporter(1001)
    const { code } = await filesReport(lan, { pictures: [picture] })
    await lan.presses('Đã lưu mã')
    const { number } = await getTip(bot)
    await until(() => isPictureClean(bot))

    await act(bot.test, intake, (tx) => takeTip(tx, deps, intake, number))
    await act(bot.test, intake, (tx) => askReporter(tx, deps, intake, number, 'Bạn chuyển khoản lúc mấy giờ?'))
    bot.carry()
    await lan.hears('“Bạn chuyển khoản lúc mấy giờ?”')
    expect((await lan.says('Khoảng 9 giờ sáng')).text).toContain('Đã chuyển câu trả lời')
    const said = await bot.test.db.selectFrom('tipMessage').select(['author', 'text']).orderBy('id').execute()
    expect(said.at(-1)).toEqual({ author: 'citizen', text: 'Khoảng 9 giờ sáng' })

    await act(bot.test, intake, (tx) => transferTip(tx, deps, intake, number, { unitCode: PA05, reason: 'Đúng việc' }))
    bot.carry()
    await lan.hears('đang được đơn vị phù hợp xem xét')
    await act(bot.test, lead, (tx) => decideTip(tx, deps, lead, number, { code: 'chuyen_cqdt', reason: 'Có dấu hiệu' }))
    bot.carry()
    await lan.hears('Có kết quả về tin bạn đã gửi')
    expect(lan.last().text).toContain('chuyển đến cơ quan điều tra')
    expect((await lan.says(`TRA CUU ${code}`)).text).toContain('đã được giải quyết xong')
    expect(await getTip(bot)).toMatchObject({ status: 'closed', code: PA05, outcomeCode: 'chuyen_cqdt' })
    expect(bot.api.answeredCallbacks.length).toBeGreaterThan(5)
  })
})
