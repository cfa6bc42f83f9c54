import { percent } from './small-groups.js'
import type { Question } from './quiz.js'

/** How often one answer to one question was given. */
export type ChosenCount = { questionId: string; chosen: string[]; isRight: boolean; count: number }
/** `share`: of all answers, in percent. Of a question with several right ones the shares add up to more than 100. */
export type OptionShare = { label: string; isRight: boolean; count: number; share: number }
export type QuestionShares = { question: Question; answers: number; right: number; options: OptionShare[] }

/** Orders are as many as there are ways to get it wrong: the most common ones tell enough. */
const MOST_ORDERS = 5

/** How hard a question is, and which wrong answer draws people. */
export function shareAnswers(question: Question, counts: readonly ChosenCount[]): QuestionShares {
  const own = counts.filter(({ questionId }) => questionId === question.id)
  const answers = sum(own)
  const right = sum(own.filter(({ isRight }) => isRight))
  const options = labelled(question, own).map((option) => ({ ...option, share: percent(option.count, answers) }))
  return { question, answers, right: percent(right, answers), options }
}

function labelled(question: Question, own: readonly ChosenCount[]): Omit<OptionShare, 'share'>[] {
  if (question.kind === 'order') return ordersOf(own)
  const choices =
    question.kind === 'true_false'
      ? [
          { value: 'true', label: 'Đúng', isRight: question.answer },
          { value: 'false', label: 'Sai', isRight: !question.answer },
        ]
      : question.options.map(({ text, right }, index) => ({ value: String(index), label: text, isRight: right }))
  return choices.map(({ value, label, isRight }) => ({
    ...{ label, isRight },
    count: sum(own.filter(({ chosen }) => chosen.includes(value))),
  }))
}

/** `2 → 1 → 3`: the lines by their places in the right order. */
function ordersOf(own: readonly ChosenCount[]): Omit<OptionShare, 'share'>[] {
  return [...own]
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_ORDERS)
    .map(({ chosen, isRight, count }) => ({
      label: chosen.map((value) => String(Number(value) + 1)).join(' → '),
      ...{ isRight, count },
    }))
}

function sum(counts: readonly ChosenCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0)
}
