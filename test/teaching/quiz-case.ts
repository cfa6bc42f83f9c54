import type { Question, Quiz } from '../../src/features/quizzes/quiz.js'
import type { Citizen } from '../harness/citizen.js'
import type { TestApp } from '../harness/test.js'

/** The question that stands on the citizen's screen. */
export function openQuestion(citizen: Citizen, quiz: Quiz): Question | undefined {
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
export async function answers(citizen: Citizen, question: Question, isRight: boolean): Promise<string> {
  const choices = citizen.last().choices ?? []
  const numbers = labelsOf(question, isRight).map((label) => choices.find((one) => one.label === label)?.number)
  return (await citizen.says(numbers.join(' '))).join('\n')
}

export async function begins(app: TestApp, quiz: Quiz, citizen = app.citizen()): Promise<Citizen> {
  await citizen.says('MENU')
  await citizen.presses('Đố vui an toàn')
  await citizen.presses(`${quiz.title} (${quiz.questions.length} câu)`)
  return citizen
}

export async function playsThrough(citizen: Citizen, quiz: Quiz, isRight: (nth: number) => boolean): Promise<string[]> {
  const heard: string[] = []
  for (let question = openQuestion(citizen, quiz); question; question = openQuestion(citizen, quiz)) {
    heard.push(await answers(citizen, question, isRight(heard.length)))
  }
  return heard
}

/** The smallest quiz that came with the program. */
export function smallQuiz(app: TestApp): Quiz {
  const [quiz] = [...app.app.content.quizzes].sort((a, b) => a.questions.length - b.questions.length)
  if (!quiz) throw new Error('no quiz')
  return quiz
}
