import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { OFFICIAL_DOMAINS } from '../../src/engine/links.js'
import { withNumberedChoices } from '../../src/engine/numbered.js'
import { foldText } from '../../src/engine/text-key.js'
import { askReporter } from '../../src/features/tips/ask-reporter.js'
import { act, givenOfficer } from '../harness/officers.js'
import { filesReport, reachSummary } from '../harness/report.js'
import { test } from '../harness/test.js'

describe('P6: every choice can be typed', () => {
  test('a number, the label, the label without diacritics and the button do the same', async ({ app }) => {
    const ways = { an: '3', binh: 'Không có', chi: 'KHONG CO' }
    const answers: string[] = []
    for (const [name, typed] of Object.entries(ways)) {
      const person = app.citizen(name)
      await person.says('Tôi bị lừa 5 triệu')
      answers.push((await person.says(typed)).join())
    }
    const presser = app.citizen('dung')
    await presser.says('Tôi bị lừa 5 triệu')
    answers.push((await presser.presses('Không có')).join())
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('Bạn có đồng ý không?')
  })

  test('every choice of a whole report has a number and can be answered by its folded label', async ({ app }) => {
    const lan = app.citizen()
    await reachSummary(lan)
    for (const { choices = [] } of lan.messages()) {
      expect(choices.map(({ number }) => number)).toEqual(choices.map((_, index) => index + 1))
      expect(new Set(choices.map(({ label }) => foldText(label))).size).toBe(choices.length)
    }
  })
})

describe('P7: safety before paperwork', () => {
  test('danger and moving money get their advice before any consent or question', async ({ app }) => {
    const an = app.citizen('an')
    await an.says('Chúng nó đang đánh em tôi')
    const danger = (await an.presses('Có người nguy hiểm')).join('\n')
    expect(danger.indexOf('113')).toBeGreaterThanOrEqual(0)
    expect(danger.indexOf('113')).toBeLessThan(danger.indexOf('đồng ý'))
    const binh = app.citizen('binh')
    await binh.says('Tôi đang chuyển tiền cho công an')
    const money = (await binh.presses('Tiền đang chuyển đi')).join('\n')
    expect(money.indexOf('ngân hàng')).toBeLessThan(money.indexOf('đồng ý'))
    expect(await app.db.selectFrom('consent').select('id').execute()).toEqual([])
  })
})

describe('P8: the bot cannot be mistaken for a scammer', () => {
  test('nothing that the bot says holds a link, but for official domains', () => {
    const root = join(import.meta.dirname, '../..')
    const files = [
      ...readdirSync(join(root, 'flows')).map((name) => join(root, 'flows', name)),
      join(root, 'content/phrases.yaml'),
    ]
    for (const file of files) {
      const found =
        readFileSync(file, 'utf8').match(/\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(vn|com|net|org|io|me|info)\b|https?:\S+/gi) ??
        []
      expect(found.filter((link) => !OFFICIAL_DOMAINS.includes(link.toLowerCase()))).toEqual([])
    }
  })

  test('a scammer’s address that a report names is shown back as text to read, and kept as it was told', async ({
    app,
  }) => {
    const told = 'Tôi bị lừa 5 triệu ở http://evil.example/login, vcb-login.xyz và t.me/nhomkin'
    const lan = app.citizen()
    await reachSummary(lan, { description: told })
    const shown = lan.messages().map((message) => withNumberedChoices(message))
    expect(shown.filter((text) => text.includes('evil')).length).toBeGreaterThan(1)
    for (const text of shown) expect(text).not.toMatch(/https?:|evil\.example|login\.xyz|t\.me/)
    expect(shown.join()).toContain('hxxp://evil[.]example/login')
    await lan.presses('Gửi tin')
    const tip = await app.db.selectFrom('tip').select('description').executeTakeFirstOrThrow()
    expect(tip.description).toContain(told)
  })

  test('an officer cannot ask a reporter for an OTP, a password, a card, an identity card, money or an app', async ({
    app,
  }) => {
    const officer = await givenOfficer(app, 'intake', 'CA-21439')
    await filesReport(app.citizen())
    const { number } = await app.db.selectFrom('tip').select('number').executeTakeFirstOrThrow()
    const refused = [
      'Bạn gửi mã OTP cho tôi nhé',
      'Cho xin mật khẩu Zalo của bạn',
      'Gửi số thẻ ngân hàng của bạn',
      'Chụp ảnh căn cước gửi lại đây',
      'Bạn hãy chuyển khoản 22.000 đ lệ phí',
      'Bạn hãy cài ứng dụng này',
      'Vào https://vneid.example để khai',
      'Bấm vào cong-an.xyz',
      'Bấm vào bit.ly/abc',
    ]
    for (const text of refused) {
      const asking = act(app, officer, (tx) => askReporter(tx, app.app.platform.deps, officer, number, text))
      await expect(asking, text).rejects.toMatchObject({ code: 'invalid' })
    }
    await act(app, officer, (tx) =>
      askReporter(tx, app.app.platform.deps, officer, number, 'Bạn chuyển khoản lúc mấy giờ?'),
    )
    expect(await app.db.selectFrom('tipMessage').select('text').execute()).toEqual([
      { text: 'Bạn chuyển khoản lúc mấy giờ?' },
    ])
  })

  test('the bot never writes first: to somebody who never wrote there is no message to send', async ({ app }) => {
    const officer = await givenOfficer(app, 'intake', 'CA-21439')
    await filesReport(app.citizen('an'))
    await app.citizen('nguoi-ngoai').posts({ kind: 'unknown' })
    const { number } = await app.db.selectFrom('tip').select('number').executeTakeFirstOrThrow()
    await act(app, officer, (tx) =>
      askReporter(tx, app.app.platform.deps, officer, number, 'Bạn còn giữ tin nhắn không?'),
    )
    await app.drain()
    expect(app.channel.delivered.filter(({ to }) => to === 'chat-of-nguoi-ngoai')).toEqual([])
    expect(app.citizen('an').last().text).toContain('Bạn còn giữ tin nhắn không?')
  })
})
