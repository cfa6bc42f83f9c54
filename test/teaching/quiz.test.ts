import { describe, expect } from 'vitest'
import { test } from '../harness/test.js'
import { answers, begins, openQuestion, playsThrough } from './quiz-case.js'

describe('every quiz of the content', () => {
  test('answered right, each question is explained with its source and the result counts them all', async ({ app }) => {
    for (const quiz of app.app.content.quizzes) {
      const citizen = await begins(app, quiz)
      const heard = await playsThrough(citizen, quiz, () => true)
      expect(heard, quiz.id).toHaveLength(quiz.questions.length)
      for (const text of heard) expect(text).toMatch(/^Đúng rồi\.[\s\S]*\(Nguồn: .+, \d[\d/]*\)/)
      expect(citizen.last().text).toContain(`đúng ${heard.length}/${heard.length} câu`)
      expect(citizen.last().choices?.map(({ label }) => label)).not.toContain('Ôn lại câu sai')
    }
  })

  test('holds the kinds of question that there are', ({ app }) => {
    const kinds = app.app.content.quizzes.flatMap(({ questions }) => questions.map(({ kind }) => kind))
    expect(new Set(kinds)).toEqual(new Set(['single', 'several', 'true_false', 'order', 'scam']))
    expect(kinds.length).toBeGreaterThanOrEqual(40)
  })
})

test('what was answered wrong comes again until it is right', async ({ app }) => {
  const [quiz] = app.app.content.quizzes
  if (!quiz) throw new Error('no quiz')
  const citizen = await begins(app, quiz)
  const heard = await playsThrough(citizen, quiz, (nth) => nth > 1)
  expect(heard.filter((text) => text.startsWith('Chưa đúng. Đáp án: '))).toHaveLength(2)
  expect(citizen.last().text).toContain(`đúng ${heard.length - 2}/${heard.length} câu`)
  await citizen.presses('Không cần')
  await citizen.presses('Ôn lại câu sai')
  expect(await playsThrough(citizen, quiz, () => true)).toHaveLength(2)
  expect(citizen.last().text).toContain('đúng 2/2 câu')
})

test('an order that is not whole is asked again, and what cannot be read counts as no answer', async ({ app }) => {
  const quiz = app.app.content.quizzes.find(({ questions }) => questions.some(({ kind }) => kind === 'order'))
  if (!quiz) throw new Error('no quiz with an order')
  const citizen = await begins(app, quiz)
  let question = openQuestion(citizen, quiz)
  for (; question && question.kind !== 'order'; question = openQuestion(citizen, quiz)) {
    await answers(citizen, question, true)
  }
  expect((await citizen.says('2 1')).join('\n')).toContain('Câu này cần đủ')
  expect(openQuestion(citizen, quiz)).toBe(question)
  await citizen.says('77')
  expect(openQuestion(citizen, quiz)).toBe(question)
})

test('the day after a game goes on where it was, "back" brings the question before with its own options, and it can be left', async ({
  app,
}) => {
  const [quiz] = app.app.content.quizzes
  if (!quiz) throw new Error('no quiz')
  const citizen = await begins(app, quiz)
  const first = openQuestion(citizen, quiz)
  if (!first) throw new Error('no question')
  const labels = citizen.last().choices?.map(({ label }) => label)
  await answers(citizen, first, false)
  const second = openQuestion(citizen, quiz)
  app.clock.advance({ hours: 20 })
  await app.drain()
  await citizen.says('gì cơ')
  expect(openQuestion(citizen, quiz)).toBe(second)
  await citizen.says('0')
  expect(openQuestion(citizen, quiz)).toBe(first)
  expect(citizen.last().choices?.map(({ label }) => label)).toEqual(labels)
  expect(await answers(citizen, first, true)).toMatch(/^Đúng rồi/)
  await citizen.presses('Nghỉ chơi')
  expect(citizen.last().text).toMatch(/^Gõ MENU khi cần\./)
})
