import { describe, expect } from 'vitest'
import type { Question, Quiz } from '../../src/features/quizzes/quiz.js'
import type { Citizen } from '../harness/citizen.js'
import { type TestApp, test } from '../harness/test.js'

/** The question that stands on the citizen's screen. */
function openQuestion(citizen: Citizen, quiz: Quiz): Question | undefined {
  const { text } = citizen.last()
  return quiz.questions.find(({ ask }) => text.includes(ask))
}

function labelsOf(question: Question, isRight: boolean): string[] {
  if (question.kind === 'true_false') return [question.answer === isRight ? 'Đúng' : 'Sai']
  const texts = (wanted: boolean) => question.options.filter(({ right }) => right === wanted).map(({ text }) => text)
  if (question.kind === 'order') {
    const inOrder = question.options.map(({ text }) => text)
    return isRight ? inOrder : inOrder.toReversed()
  }
  return isRight ? texts(true) : texts(false).slice(0, 1)
}

/** By the numbers that stand beside the labels, as on a channel without buttons. */
async function answers(citizen: Citizen, question: Question, isRight: boolean): Promise<string> {
  const choices = citizen.last().choices ?? []
  const numbers = labelsOf(question, isRight).map((label) => choices.find((one) => one.label === label)?.number)
  return (await citizen.says(numbers.join(' '))).join('\n')
}

async function begins(app: TestApp, quiz: Quiz): Promise<Citizen> {
  const citizen = app.citizen()
  await citizen.says('MENU')
  await citizen.presses('Đố vui an toàn')
  await citizen.presses(`${quiz.title} (${quiz.questions.length} câu)`)
  return citizen
}

async function playsThrough(citizen: Citizen, quiz: Quiz, isRight: (nth: number) => boolean): Promise<string[]> {
  const heard: string[] = []
  for (let question = openQuestion(citizen, quiz); question; question = openQuestion(citizen, quiz)) {
    heard.push(await answers(citizen, question, isRight(heard.length)))
  }
  return heard
}

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
