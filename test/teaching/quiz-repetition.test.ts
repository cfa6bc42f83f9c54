import { describe, expect } from 'vitest'
import { buildApp } from '../../src/app.js'
import { sweepReplies } from '../../src/conversations/send.js'
import type { Quiz } from '../../src/features/quizzes/quiz.js'
import { makeLog } from '../../src/platform/log.js'
import type { Citizen } from '../harness/citizen.js'
import { type TestApp, test } from '../harness/test.js'
import { answers, begins, openQuestion, playsThrough, smallQuiz } from './quiz-case.js'

const listKept = ({ db }: TestApp) =>
  db.selectFrom('quizRepetition').select(['questionId', 'box', 'dueOn']).orderBy('questionId').execute()

async function playsWrong(app: TestApp, quiz: Quiz, wrong: number, citizen?: Citizen): Promise<Citizen> {
  const player = await begins(app, quiz, citizen)
  await playsThrough(player, quiz, (nth) => nth >= wrong)
  return player
}

async function practises(citizen: Citizen): Promise<void> {
  await citizen.says('MENU')
  await citizen.presses('Đố vui an toàn')
  await citizen.presses('Ôn lại')
}

describe('what was wrong', () => {
  test('is kept only after a yes to a text that says so, and the question comes once', async ({ app }) => {
    const quiz = smallQuiz(app)
    const citizen = await playsWrong(app, quiz, 2)
    expect(citizen.last().text).toContain('Muốn mình nhắc lại các câu sai')
    expect(await listKept(app)).toEqual([])
    await citizen.presses('Không cần')
    expect(await listKept(app)).toEqual([])
    await playsWrong(app, quiz, 2, citizen)
    expect(citizen.last().text).not.toContain('Muốn mình nhắc lại')
    expect(await listKept(app)).toEqual([])
    const consents = await app.db
      .selectFrom('consent')
      .innerJoin('consentText', 'hash', 'textHash')
      .select(['kind', 'answer', 'text'])
      .execute()
    expect(consents).toEqual([{ kind: 'quiz', answer: 'refuse', text: expect.stringContaining('mình lưu') }])
  })

  test('comes back after 1, 3, 7, 14 and 30 days, and is let go once it was right each time', async ({ app }) => {
    const quiz = smallQuiz(app)
    const citizen = await playsWrong(app, quiz, 1)
    await citizen.presses('Có, nhắc mình')
    const [kept] = await listKept(app)
    expect(kept).toMatchObject({ box: 1, dueOn: '2026-11-13' })
    for (const [days, nextDay] of [
      [1, '16/11/2026'],
      [3, '23/11/2026'],
      [7, '7/12/2026'],
      [14, '6/1/2027'],
    ] as const) {
      app.clock.advance({ days })
      await app.drain()
      await practises(citizen)
      expect(openQuestion(citizen, quiz)?.id).toBe(kept?.questionId)
      expect(await playsThrough(citizen, quiz, () => true)).toHaveLength(1)
      await practises(citizen)
      expect(citizen.last().text).toContain(`Câu tiếp theo: ngày ${nextDay}`)
    }
    app.clock.advance({ days: 30 })
    await app.drain()
    await practises(citizen)
    await playsThrough(citizen, quiz, () => true)
    expect(await listKept(app)).toEqual([])
    expect(await app.db.selectFrom('quizResult').selectAll().execute()).toHaveLength(1)
  })

  test('begins again when it is wrong once more, and joins without a question where the yes was given', async ({
    app,
  }) => {
    const quiz = smallQuiz(app)
    const citizen = await playsWrong(app, quiz, 1)
    await citizen.presses('Có, nhắc mình')
    app.clock.advance({ days: 1 })
    await app.drain()
    await practises(citizen)
    const question = openQuestion(citizen, quiz)
    if (!question) throw new Error('nothing is due')
    await answers(citizen, question, false)
    expect(await listKept(app)).toEqual([{ questionId: question.id, box: 1, dueOn: '2026-11-14' }])
    await playsWrong(app, quiz, quiz.questions.length, citizen)
    expect(citizen.last().text).not.toContain('Muốn mình nhắc lại')
    expect(await listKept(app)).toHaveLength(quiz.questions.length)
  })

  test('is forgotten on "thôi nhắc", and on XOA', async ({ app }) => {
    const quiz = smallQuiz(app)
    const citizen = await playsWrong(app, quiz, 1)
    await citizen.presses('Có, nhắc mình')
    await practises(citizen)
    await citizen.says('thôi nhắc')
    expect(await listKept(app)).toEqual([])
    expect(citizen.last().choices?.map(({ label }) => label)).not.toContain('Ôn lại')
    const other = await playsWrong(app, quiz, 1, app.citizen('mai'))
    await other.presses('Có, nhắc mình')
    expect(await listKept(app)).toHaveLength(1)
    await other.says('XOA')
    await other.presses('Xóa dữ liệu của tôi')
    await other.presses('Chắc chắn, xóa')
    expect(await listKept(app)).toEqual([])
  })
})

test('a game goes on after another talk was opened and left on top of it', async ({ app }) => {
  const quiz = smallQuiz(app)
  const citizen = await begins(app, quiz)
  const first = openQuestion(citizen, quiz)
  if (!first) throw new Error('no question')
  await answers(citizen, first, true)
  const second = openQuestion(citizen, quiz)
  await citizen.says('TRA CUU')
  expect(openQuestion(citizen, quiz)).toBeUndefined()
  await citizen.says('HUY')
  expect(openQuestion(citizen, quiz)).toBe(second)
  expect(await playsThrough(citizen, quiz, () => true)).toHaveLength(quiz.questions.length - 1)
})

test('a game goes on after a restart, also on the other side of it', async ({ app }) => {
  const quiz = smallQuiz(app)
  const citizen = await begins(app, quiz)
  const first = openQuestion(citizen, quiz)
  if (!first) throw new Error('no question')
  await answers(citizen, first, true)
  const second = openQuestion(citizen, quiz)
  const { clock, channel } = app
  const again = await buildApp(app.config, { clock, channels: [channel], log: makeLog('silent') })
  const content = { kind: 'text' as const, text: 'gì cơ' }
  await again.receive({
    ...{ accountId: 'memory', conversationKey: citizen.chat, address: citizen.chat, eventId: 'after' },
    content,
  })
  await again.lanes.sweep()
  await sweepReplies(again.shell)
  expect(openQuestion(citizen, quiz)).toBe(second)
  await again.stop()
  expect(await playsThrough(citizen, quiz, () => true)).toHaveLength(quiz.questions.length - 1)
})

test('after three days a game is over', async ({ app }) => {
  const quiz = smallQuiz(app)
  const citizen = await begins(app, quiz)
  app.clock.advance({ hours: 73 })
  await app.drain()
  const { timeoutAt } = await app.db.selectFrom('conversation').select('timeoutAt').executeTakeFirstOrThrow()
  expect(timeoutAt).toBeNull()
  await citizen.says('1')
  expect(openQuestion(citizen, quiz)).toBeUndefined()
})
