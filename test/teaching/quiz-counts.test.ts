import { describe, expect } from 'vitest'
import { type TestApp, test } from '../harness/test.js'
import { answers, begins, openQuestion, playsThrough, smallQuiz } from './quiz-case.js'
import { givenBroadcast, givenSubscriber } from './given-teaching.js'

const listAnswers = ({ db }: TestApp) =>
  db.selectFrom('quizAnswer').select(['day', 'quizId', 'questionId', 'isRight', 'isDaily']).orderBy('id').execute()
const listResults = ({ db }: TestApp) => db.selectFrom('quizResult').selectAll().execute()

describe('of a game are counted', () => {
  test('each question’s first answer and one result, with the day in Vietnam and nobody’s name', async ({ app }) => {
    const quiz = smallQuiz(app)
    app.clock.set(new Date('2026-11-12T17:30:00Z'))
    const citizen = await begins(app, quiz)
    await playsThrough(citizen, quiz, (nth) => nth > 0)
    await citizen.presses('Không cần')
    await citizen.presses('Ôn lại câu sai')
    await playsThrough(citizen, quiz, () => true)
    const counted = await listAnswers(app)
    expect(counted).toHaveLength(quiz.questions.length)
    expect(new Set(counted.map(({ questionId }) => questionId)).size).toBe(quiz.questions.length)
    expect(counted.filter(({ isRight }) => !isRight)).toHaveLength(1)
    expect(counted[0]).toMatchObject({ day: '2026-11-13', quizId: quiz.id, isDaily: false })
    expect(await listResults(app)).toEqual([
      expect.objectContaining({
        ...{ day: '2026-11-13', quizId: quiz.id, questions: quiz.questions.length },
        ...{ rightAnswers: quiz.questions.length - 1, organisationId: null, areaCode: null, broadcastId: null },
      }),
    ])
  })

  test('not what is answered once more after going back', async ({ app }) => {
    const quiz = smallQuiz(app)
    const citizen = await begins(app, quiz)
    const first = openQuestion(citizen, quiz)
    if (!first) throw new Error('no question')
    await answers(citizen, first, false)
    await citizen.says('0')
    expect(openQuestion(citizen, quiz)).toBe(first)
    await answers(citizen, first, true)
    await playsThrough(citizen, quiz, () => true)
    expect((await listAnswers(app)).filter(({ questionId }) => questionId === first.id)).toMatchObject([
      { isRight: false },
    ])
    expect(await listResults(app)).toMatchObject([{ rightAnswers: quiz.questions.length - 1 }])
  })

  test('the organisation and the commune that were named when subscribing', async ({ app }) => {
    const quiz = smallQuiz(app)
    const citizen = app.citizen()
    await citizen.says('MENU')
    const { organisationId } = await givenSubscriber(app, citizen, {
      areas: ['VN', '51', '21439'],
      organisation: 'Trường THPT số 1 Đức Phổ',
    })
    await begins(app, quiz, citizen)
    await playsThrough(citizen, quiz, () => true)
    expect(await listResults(app)).toMatchObject([{ organisationId, areaCode: '21439' }])
  })

  test('nothing of who has left', async ({ app }) => {
    const quiz = smallQuiz(app)
    const citizen = app.citizen()
    await citizen.says('MENU')
    await givenSubscriber(app, citizen, { areas: ['21439'], organisation: 'Trường THPT số 2' })
    await app.db.updateTable('subscription').set({ leftAt: app.clock.now(), leftBecause: 'stop' }).execute()
    await begins(app, quiz, citizen)
    await playsThrough(citizen, quiz, () => true)
    expect(await listResults(app)).toMatchObject([{ organisationId: null, areaCode: null }])
  })
})

describe('the button under a bulletin', () => {
  test('opens its quiz, is noted once for its recipient, and counts for that sending', async ({ app }) => {
    const quiz = smallQuiz(app)
    const citizen = app.citizen()
    await citizen.says('MENU')
    await citizen.says('HUY')
    const { broadcastId, conversationId } = await givenBroadcast(app, citizen, quiz.id)
    await citizen.starts(`dv-${broadcastId}`)
    expect(openQuestion(citizen, quiz)).toBeDefined()
    const opened = () =>
      app.db
        .selectFrom('broadcastRecipient')
        .select('openedAt')
        .where('conversationId', '=', conversationId)
        .executeTakeFirstOrThrow()
    const { openedAt } = await opened()
    expect(openedAt).toEqual(app.clock.now())
    app.clock.advance({ minutes: 5 })
    await playsThrough(citizen, quiz, () => true)
    expect(await listResults(app)).toMatchObject([{ quizId: quiz.id, broadcastId }])
    await citizen.presses('Bộ câu hỏi khác')
    await citizen.presses(`${quiz.title} (${quiz.questions.length} câu)`)
    await playsThrough(citizen, quiz, () => true)
    expect((await listResults(app)).map((result) => result.broadcastId)).toEqual([broadcastId, null])
    await citizen.starts(`dv-${broadcastId}`)
    expect(await opened()).toEqual({ openedAt })
  })

  test('whose quiz is gone, or that was never sent, leads to all quizzes', async ({ app }) => {
    const citizen = app.citizen('mai')
    const [text] = await citizen.starts('dv-999')
    expect(text).toContain('không còn nữa')
    expect(text).toContain('Đố vui an toàn')
  })
})
