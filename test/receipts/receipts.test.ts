import { listTranscript } from '../../src/conversations/transcript.js'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { formatReceipt, normaliseReceipt } from '../../src/features/tips/receipt.js'
import { lookUpTip } from '../../src/features/tips/look-up.js'
import { openMessage } from '../../src/platform/outbox.js'
import { filesReport, reachSummary } from '../harness/report.js'
import { type TestApp, test } from '../harness/test.js'

async function conversationOf({ db }: TestApp): Promise<string> {
  const { id } = await db.selectFrom('conversation').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  return id
}

/** All that a stranger's talk keeps: its state, and what was said to them. */
async function keptOf({ app, db }: TestApp, conversationId: string): Promise<string> {
  const { keys } = app.platform.deps
  const { state } = await db
    .selectFrom('conversation')
    .select('state')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const said = await db.selectFrom('outbox').select('body').where('conversationId', '=', conversationId).execute()
  const texts = said.map(({ body }) => (body ? openMessage(keys, conversationId, body).text : ''))
  return [state ? keys.open('state', state, conversationId).toString('utf8') : '', ...texts].join('\n')
}

const lookUp = ({ app }: TestApp, conversationId: string, code: string) =>
  app.platform.database.db.transaction().execute((tx) => lookUpTip(tx, app.platform.deps, conversationId, code))

describe('receipt codes', () => {
  test('every 80 random bits give a code that reads back however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
        const code = formatReceipt(Buffer.from(bytes))
        expect(code).toMatch(/^AN(-[0-9A-HJKMNP-TV-Z]{4}){4}$/)
        const plain = normaliseReceipt(code)
        const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
        expect(normaliseReceipt(typed)).toBe(plain)
        expect(normaliseReceipt(code.replaceAll('-', ''))).toBe(plain)
      }),
    )
  })

  test('the code opens the status from any channel, in any spelling', async ({ app }) => {
    const { code } = await filesReport(app.citizen('an'))
    await app.citizen('an').presses('Đã lưu mã')
    const elsewhere = app.citizen('may-khac')
    for (const typed of [`TRA CUU ${code}`, `tra cứu ${code.toLowerCase().replaceAll('-', '')}`, `/tracuu ${code}`]) {
      expect((await elsewhere.says(typed)).join()).toContain('đang chờ cán bộ nhận')
    }
  })

  test('a second report leaves the code of the first to be saved by itself', async ({ app }) => {
    const lan = app.citizen()
    const { code: first } = await filesReport(lan)
    await lan.says('MENU')
    const { code: second } = await filesReport(lan, { description: 'Tôi lại bị lừa chuyển khoản thêm 5 triệu nữa' })
    const said = (await lan.presses('Đã lưu mã')).join()
    expect(said).toContain(first)
    expect(said).not.toContain(second)
    await lan.presses('Đã lưu mã')
    expect(await app.db.selectFrom('tipReporter').select('receiptCopy').execute()).toEqual([
      { receiptCopy: null },
      { receiptCopy: null },
    ])
  })

  test('the code is shown again until the citizen says that it is saved, and never after', async ({ app }) => {
    const lan = app.citizen()
    const { code } = await filesReport(lan)
    expect((await lan.says('gì cơ?')).join()).toContain(code)
    await lan.presses('Đã lưu mã')
    for (const text of ['cho xem lại mã', 'MENU', '0']) expect((await lan.says(text)).join()).not.toContain(code)
    const rows = await app.db.selectFrom('tipReporter').select('receiptCopy').execute()
    expect(rows).toEqual([{ receiptCopy: null }])
  })

  test('after 72 hours the code is gone, saved or not', async ({ app }) => {
    await filesReport(app.citizen())
    app.clock.advance({ hours: 73 })
    await app.app.sweeper.runAll()
    const rows = await app.db.selectFrom('tipReporter').select('receiptCopy').execute()
    expect(rows).toEqual([{ receiptCopy: null }])
  })

  test('wrong codes stop at five an hour in one chat, and the owner is not locked out', async ({ app }) => {
    const an = app.citizen('an')
    const { code } = await filesReport(an)
    const own = await conversationOf(app)
    const thief = app.citizen('ke-do')
    await thief.says('xin chào')
    const guesser = await conversationOf(app)
    const answers: string[] = []
    for (let guess = 0; guess < 8; guess++)
      answers.push((await lookUp(app, guesser, `AN-0000-0000-0000-000${guess}`)).kind)
    expect(answers).toEqual([...Array(5).fill('unknown'), ...Array(3).fill('slow_down')])
    expect((await lookUp(app, guesser, code)).kind).toBe('slow_down')
    expect((await lookUp(app, own, code)).kind).toBe('found')
    await app.citizen('may-moi').says('xin chào')
    expect((await lookUp(app, await conversationOf(app), code)).kind).toBe('found')
    app.clock.advance({ hours: 1, minutes: 1 })
    expect((await lookUp(app, guesser, code)).kind).toBe('found')
  })

  test('a storm of guesses over many chats slows every wrong guess and no owner', async ({ app }) => {
    const { code } = await filesReport(app.citizen('an'))
    await app.citizen('ke-do').says('xin chào')
    const guesser = await conversationOf(app)
    const at = app.clock.now()
    const guesses = Array.from({ length: 220 }, () => ({ conversationId: guesser, at }))
    await app.citizen('ke-do-2').says('xin chào')
    const second = await conversationOf(app)
    await app.db.insertInto('receiptGuess').values(guesses).execute()
    expect((await lookUp(app, second, 'AN-1111-1111-1111-1111')).kind).toBe('slow_down')
    expect((await lookUp(app, second, code)).kind).toBe('found')
    expect((await lookUp(app, guesser, code)).kind).toBe('slow_down')
    await app.citizen('nguoi-ngay').says('xin chào')
    expect((await lookUp(app, await conversationOf(app), code)).kind).toBe('found')
  })

  test('a wrong, a malformed and an expired code get the very same answer', async ({ app }) => {
    const an = app.citizen('an')
    const { code } = await filesReport(an)
    await an.presses('Đã lưu mã')
    await app.db
      .updateTable('tip')
      .set({ status: 'closed', outcomeCode: 'huong_dan', closedAt: app.clock.now() })
      .execute()
    app.clock.advance({ days: 366 })
    const answers = new Set<string>()
    for (const [name, typed] of Object.entries({ a: code, b: 'AN-7777-7777-7777-7777', c: 'AN-12' })) {
      answers.add((await app.citizen(name).says(`TRA CUU ${typed}`)).join())
    }
    expect(answers.size).toBe(1)
  })

  test("a tip's number or another's code typed in a report never joins the writer to that tip", async ({ app }) => {
    const { code } = await filesReport(app.citizen('an'))
    const { number } = await app.db.selectFrom('tip').select('number').executeTakeFirstOrThrow()
    const stranger = app.citizen('nguoi-la')
    await stranger.says(`Về tin ${number} và mã ${code}, tôi muốn kể thêm là tôi cũng bị lừa đảo`)
    await reachSummary(stranger)
    expect((await stranger.says(`TRA CUU ${number}`)).join()).not.toContain('đang chờ cán bộ')
    const reporters = await app.db.selectFrom('tipReporter').select('tipId').execute()
    expect(reporters).toHaveLength(1)
    const kept = await keptOf(app, await conversationOf(app))
    expect(kept).toContain('tôi cũng bị lừa đảo')
    expect(kept).not.toContain(code)
    expect(await app.db.selectFrom('tipMessage').select('id').execute()).toEqual([])
  })
})

test('the line with the code keeps its name when the code is hidden, so that an open page can hide it too', async ({
  app,
}) => {
  const lan = app.citizen()
  const { code } = await filesReport(lan)
  const secrets = async () => {
    const lines = await listTranscript(app.app.shell, 'memory', lan.chat)
    return lines.filter(({ secretId }) => secretId !== undefined)
  }
  const [shown, ...others] = await secrets()
  expect([shown?.text.includes(code), others]).toEqual([true, []])
  await lan.presses('Đã lưu mã')
  const [hidden] = await secrets()
  expect(hidden?.secretId).toBe(shown?.secretId)
  expect(hidden?.text).toContain('(mã đã được ẩn)')
})
