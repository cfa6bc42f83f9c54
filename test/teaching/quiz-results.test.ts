import { describe, expect } from 'vitest'
import { type TestApp, test } from '../harness/test.js'
import { signedIn } from './bulletin-case.js'
import { smallQuiz } from './quiz-case.js'

type Results = { organisation?: string; area?: string; games: number; day?: string }

async function givenResults({ db, clock }: TestApp, quizId: string, { organisation, area, games, day }: Results) {
  const unit = await db.selectFrom('unit').select('id').where('code', '=', 'CA-21439').executeTakeFirstOrThrow()
  const named = organisation
    ? await db
        .insertInto('organisation')
        .values({ name: organisation, kind: 'school', areaCode: '21439', unitId: unit.id, createdAt: clock.now() })
        .returning('id')
        .executeTakeFirstOrThrow()
    : null
  const result = {
    ...{ day: day ?? '2026-11-12', quizId, rightAnswers: 4, questions: 5 },
    ...{ organisationId: named?.id ?? null, areaCode: area ?? null },
  }
  await db
    .insertInto('quizResult')
    .values(Array.from({ length: games }, () => result))
    .execute()
}

describe('the results of a quiz', () => {
  test('say what is hard and which wrong answer draws people, as numbers and as a picture', async ({ app }) => {
    const quiz = smallQuiz(app)
    const question = quiz.questions.find(({ kind }) => kind === 'single')
    if (question?.kind !== 'single') throw new Error('no question with one answer')
    const right = String(question.options.findIndex((option) => option.right))
    const wrong = question.options.findIndex((option) => !option.right)
    const answer = { day: '2026-11-12', quizId: quiz.id, questionId: question.id }
    await app.db
      .insertInto('quizAnswer')
      .values([
        { ...answer, chosen: [right], isRight: true },
        ...Array.from({ length: 3 }, () => ({ ...answer, chosen: [String(wrong)], isRight: false })),
        { ...answer, day: '2026-10-31', chosen: [right], isRight: true },
      ])
      .execute()
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const { body } = await lan.get(`/console/quizzes/${quiz.id}/results`)
    expect(body).toContain('4 lượt, 25 % đúng.')
    expect(body).toContain('75 %')
    expect((await lan.get(`/console/quizzes/${quiz.id}/results?ky=all`)).body).toContain('5 lượt, 40 % đúng.')
    expect((await lan.get(`/console/quizzes/${quiz.id}/results?ky=last`)).body).toContain('1 lượt, 100 % đúng.')
    const chart = await lan.get(`/console/quizzes/${quiz.id}/results/chart.svg?ky=this&cau=${question.id}`)
    expect([chart.status, chart.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
    expect(chart.body).toContain('75 %')
    expect((await lan.get(`/console/quizzes/${quiz.id}/results/chart.svg?cau=khong-co`)).status).toBe(404)
  })

  test('by organisation and area show no number of a group with fewer than five games', async ({ app }) => {
    const quiz = smallQuiz(app)
    await givenResults(app, quiz.id, { organisation: 'Trường Nhỏ', area: '21439', games: 4 })
    await givenResults(app, quiz.id, { organisation: 'Trường Lớn', area: '21439', games: 6 })
    await givenResults(app, quiz.id, { area: '01', games: 9 })
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const { body } = await lan.get(`/console/quizzes/${quiz.id}/results`)
    const row = (name: string) => new RegExp(`<tr><th[^>]*>${name}</th>(.*?)</tr>`).exec(body)?.[1] ?? ''
    expect(row('Trường Nhỏ')).toContain('dưới 5 lượt')
    expect(row('Trường Nhỏ')).not.toMatch(/>\s*4\s*<|80/)
    expect(row('Trường Lớn')).toMatch(/6<[\s\S]*80 %/)
    expect(body).not.toContain('Hà Nội')
    const chart = await lan.get(`/console/quizzes/${quiz.id}/results/chart.svg?nhom=to-chuc`)
    expect(chart.body).toContain('Trường Lớn')
    expect(chart.body).not.toContain('Trường Nhỏ')
  })
})
