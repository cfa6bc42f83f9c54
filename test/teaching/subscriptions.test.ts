import { describe, expect } from 'vitest'
import { filesReport } from '../harness/report.js'
import { makeTestApp, type TestApp, test } from '../harness/test.js'
import { givenOrganisation, listSubscribers, listSubscriptions, subscribes } from './subscriber.js'

const OFFER = 'bạn gõ NHAN TIN'

describe('subscribing', () => {
  test('takes three answers, and the consent is kept as it was asked', async ({ app }) => {
    const lan = app.citizen()
    const asked = (await lan.says('NHAN TIN')).join('\n')
    expect(asked).toMatch(/Chúng tôi lưu[\s\S]*Gõ DUNG là dừng ngay[\s\S]*Bạn có đồng ý không\?/)
    expect(await listSubscribers(app)).toEqual([])
    await lan.presses('Đồng ý')
    await lan.says('Phường Đức Phổ, Quảng Ngãi')
    if (lan.last().text.includes('Có mấy nơi')) await lan.says('1')
    const done = (await lan.presses('Tất cả nơi này')).join('\n')
    expect(done).toMatch(/Đã đăng ký[\s\S]*Phường Đức Phổ, Tỉnh Quảng Ngãi; Tỉnh Quảng Ngãi; Cả nước/)
    expect(await listSubscribers(app)).toMatchObject([
      { areas: ['21439', '51', 'VN'], topics: [], weeklyCap: 3, quietFrom: 1260, quietUntil: 420, langs: ['vi'] },
    ])
    expect(await listSubscriptions(app)).toMatchObject([{ leftAt: null }])
    const [proof] = await app.db
      .selectFrom('consent')
      .innerJoin('consentText', 'consentText.hash', 'consent.textHash')
      .select(['kind', 'answer', 'version', 'text', 'at'])
      .execute()
    expect(proof).toMatchObject({ kind: 'bulletins', answer: 'agree', version: 'bulletins-2026-11' })
    expect(asked).toContain(proof?.text)
  })

  test('nothing is subscribed without a yes, and the no is kept', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('NHAN TIN')
    expect(await lan.says('2')).toEqual([expect.stringContaining('mình không gửi gì cho bạn')])
    expect(await listSubscribers(app)).toEqual([])
    expect(await app.db.selectFrom('consent').select(['kind', 'answer']).execute()).toEqual([
      { kind: 'bulletins', answer: 'refuse' },
    ])
  })

  test('who names no place has the province of the page and the country, or the country alone', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('nhận tin')
    await lan.presses('Đồng ý')
    await lan.says('bỏ qua')
    expect(await listSubscribers(app)).toMatchObject([{ areas: ['VN'] }])
    await app.db.updateTable('account').set({ areaCode: '51' }).execute()
    app.app.accounts.forget()
    const minh = app.citizen('minh')
    await minh.says('nhận tin')
    await minh.presses('Đồng ý')
    await minh.presses('Bỏ qua')
    await minh.says('1')
    expect((await listSubscribers(app))[1]).toMatchObject({ areas: ['51'] })
  })

  test('in English gives both languages', async ({ app }) => {
    const ann = app.citizen('ann')
    await ann.says('MENU')
    await ann.says('English')
    await ann.presses('Get warnings')
    expect(ann.last().text).toContain('Do you agree?')
    await ann.presses('I agree')
    const done = (await ann.presses('Skip')).join('\n')
    expect(done).toMatch(/You are subscribed[\s\S]*The whole country[\s\S]*Vietnamese, English/)
    expect(await listSubscribers(app)).toMatchObject([{ langs: ['vi', 'en'], areas: ['VN'] }])
  })

  test('begins from the menu, the archive and a bulletin as well', async ({ app }) => {
    const ways = [['nhận bản tin'], ['bản tin', 'nhận bản tin mới'], ['bản tin', '1', 'nhận bản tin mới']]
    for (const [index, way] of ways.entries()) {
      const reader = app.citizen(`reader-${index}`)
      for (const said of ['MENU', ...way]) await reader.says(said)
      expect(reader.last().text, way.join()).toContain('Bạn có đồng ý không?')
    }
  })

  test('asked again while subscribed it shows the wishes', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    await lan.presses('Xong')
    expect((await lan.says('NHAN TIN')).join()).toContain('Bạn đang nhận bản tin')
    expect(await listSubscribers(app)).toHaveLength(1)
  })
})

describe('each wish can be changed', () => {
  const changing = async (app: TestApp, ...acts: string[]) => {
    const lan = app.citizen()
    await subscribes(lan)
    for (const act of acts) await lan.says(act)
    return { text: lan.last().text, wishes: (await listSubscribers(app))[0] }
  }

  test.each([
    [
      ['đổi nơi', 'nơi khác', 'xã sơn hà, quảng ngãi', '1', '1, 2'],
      { areas: ['21289', '51'] },
      '• Bản tin của: Xã Sơn Hà, Tỉnh Quảng Ngãi; Tỉnh Quảng Ngãi',
    ],
    [['chủ đề', '1, 16'], { topics: ['LUA_DAO', 'tre_em'] }, '• Chủ đề: '],
    [['số bản tin mỗi tuần', '7'], { weeklyCap: 7 }, '7 bản tin một tuần'],
    [['số bản tin mỗi tuần', '50'], { weeklyCap: 3 }, 'một số từ 1 đến 21'],
    [['giờ yên lặng', '22h-6h'], { quietFrom: 1320, quietUntil: 360 }, '22:00 – 6:00'],
    [['giờ yên lặng', 'cả ngày'], { quietFrom: 1260 }, 'hai giờ khác nhau'],
    [['câu hỏi mỗi ngày', '8h'], { dailyAt: 480 }, '• Câu hỏi mỗi ngày: 8:00'],
    [['câu hỏi mỗi ngày', '23h'], { dailyAt: null }, 'nằm trong giờ yên lặng'],
    [['câu hỏi mỗi ngày', '8h', 'câu hỏi mỗi ngày', 'không nhận câu hỏi'], { dailyAt: null }, 'không nhận'],
    [['ngôn ngữ', 'việt và anh'], { langs: ['vi', 'en'] }, 'tiếng Việt, tiếng Anh'],
  ])('%j', async (acts, wishes, said) => {
    const { testApp, close } = await makeTestApp()
    const result = await changing(testApp, ...acts)
    await close()
    expect(result.wishes).toMatchObject(wishes)
    expect(result.text).toContain(said)
  })

  test('the organisation is found without marks, in the own province only, and can be taken back', async ({ app }) => {
    const id = await givenOrganisation(app, 'Trường THPT Số 1 Đức Phổ')
    await givenOrganisation(app, 'Trường THPT Số 1 Hà Nội', '01')
    const lan = app.citizen()
    await subscribes(lan)
    await lan.says('cơ quan, trường')
    await lan.says('dai hoc')
    expect(lan.last().text).toContain('chưa có nơi nào tên “dai hoc”')
    await lan.says('thpt so 1')
    expect(lan.last().choices?.map(({ label }) => label)).toEqual([
      'Trường THPT Số 1 Đức Phổ, Phường Đức Phổ',
      'Không có ở đây',
      'Thôi, giữ như cũ',
    ])
    await lan.says('1')
    expect(lan.last().text).toContain('• Cơ quan, trường: Trường THPT Số 1 Đức Phổ')
    expect(await listSubscribers(app)).toMatchObject([{ organisationId: id }])
    await lan.says('cơ quan, trường')
    await lan.presses('Bỏ cơ quan đã chọn')
    expect(await listSubscribers(app)).toMatchObject([{ organisationId: null }])
  })

  test('a step back shows what holds now', async ({ app }) => {
    const { text } = await changing(app, 'số bản tin mỗi tuần', '7', 'giờ yên lặng', '0')
    expect(text).toContain('7 bản tin một tuần')
  })
})

describe('the line that bulletins can be had', () => {
  test('stands once at the end of talks, for who is not subscribed', async ({ app }) => {
    const lan = app.citizen()
    await filesReport(lan)
    expect((await lan.presses('Đã lưu mã')).join()).toContain(OFFER)
    for (const said of ['MENU', 'bản tin', '1', 'xong']) await lan.says(said)
    expect(lan.last().text).not.toContain(OFFER)
    app.clock.advance({ days: 31 })
    for (const said of ['MENU', 'bản tin', '1', 'xong']) await lan.says(said)
    expect(lan.last().text).toContain(OFFER)
  })

  test('does not stand where somebody was in danger, is subscribed, or was', async ({ app }) => {
    const lan = app.citizen()
    await filesReport(lan, { danger: 'Có người nguy hiểm' })
    expect((await lan.presses('Đã lưu mã')).join()).not.toContain(OFFER)
    const minh = app.citizen('minh')
    await subscribes(minh)
    await minh.says('xong')
    for (const said of ['MENU', 'bản tin', '1', 'xong']) await minh.says(said)
    expect(minh.last().text).toBe('Gõ MENU khi cần.')
    for (const said of ['DUNG', 'MENU', 'bản tin', '1', 'xong']) await minh.says(said)
    expect(minh.last().text).toBe('Gõ MENU khi cần.')
  })

  test('follows a look-up and a quiz too', async ({ app }) => {
    const lan = app.citizen()
    const { code } = await filesReport(lan, { danger: 'Tiền đang chuyển đi' })
    await lan.presses('Đã lưu mã')
    await lan.says(`TRA CUU ${code}`)
    expect((await lan.says('xong')).join()).toContain(OFFER)
    const minh = app.citizen('minh')
    for (const said of ['MENU', 'đố vui', 'thôi']) await minh.says(said)
    expect(minh.last().text).toContain(OFFER)
  })
})

test('what stands under a bulletin opens that bulletin, and the quiz', async ({ app }) => {
  const lan = app.citizen()
  await lan.says('BAN TIN 999999')
  expect(lan.last().text).toMatch(/không thấy bản tin này[\s\S]*Bản tin cảnh báo, mới nhất/)
  const minh = app.citizen('minh')
  await minh.starts('dv-12')
  expect(minh.last().text).toContain('Đố vui an toàn')
})
