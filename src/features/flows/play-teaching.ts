import type { PlayedEffect } from './play-effects.js'

const BULLETINS = [
  { value: 'cong-an-gia', label: 'Công an giả gọi điện' },
  { value: 'qr-la', label: 'Thẻ lạ có mã QR' },
]
const YES_NO = [
  { value: 'true', label: 'Đúng' },
  { value: 'false', label: 'Sai' },
]

/** A small archive and a game of two questions, of which the second takes several numbers. */
export function playedTeaching(): { [name: string]: PlayedEffect } {
  return {
    list_bulletins: () => ({ outcome: 'some', facts: { bulletins: BULLETINS, nextSkip: 2, hasMore: false } }),
    read_bulletin: ({ slug }) => {
      const bulletin = BULLETINS.find(({ value }) => value === slug)
      return bulletin ? { outcome: 'found', facts: { bulletin: `${bulletin.label}\n\nTắt máy.` } } : { outcome: 'none' }
    },
    list_quizzes: () => ({
      outcome: 'some',
      facts: { quizzes: [{ value: 'thu', label: 'Bộ thử (2 câu)' }], keeps: true },
    }),
    start_quiz: () => ({ outcome: 'ready', facts: DEALT }),
    quiz_question: ({ queue, at }) => ask(lengthOf(queue), Number(at)),
    quiz_answer: ({ at, wrong, chosen, judged, missed }) => {
      const isRight = [chosen].flat()[0] === 'true'
      const add = (list: unknown) => (Array.isArray(list) ? [...list, 'one'] : ['one'])
      const text = isRight ? 'Đúng rồi.' : 'Chưa đúng. Đáp án: Đúng.'
      const counted = { judged: add(judged), missed: isRight ? (missed ?? []) : add(missed) }
      const missedHere = isRight ? (wrong ?? []) : add(wrong)
      return { outcome: 'judged', facts: { text, nextAt: Number(at) + 1, wrong: missedHere, ...counted } }
    },
    quiz_result: ({ count, wrong, isFinished }) => {
      const asksConsent = lengthOf(wrong) > 0 && isFinished !== true
      const told = { right: Number(count) - lengthOf(wrong), count: Number(count), slug: 'qr-la', reading: 'Thẻ lạ' }
      const facts = { ...told, asksConsent, isFinished: true }
      return { outcome: lengthOf(wrong) > 0 ? 'some_wrong' : 'all_right', facts }
    },
    quiz_of_broadcast: ({ broadcast }) =>
      broadcast === '7' ? { outcome: 'found', facts: { quiz: 'thu' } } : { outcome: 'none' },
    start_repetition: () => ({ outcome: 'ready', facts: { ...DEALT, isFinished: true } }),
    keep_wrong: () => ({ outcome: 'ok' }),
    stop_repetition: () => ({ outcome: 'ok' }),
    daily_question: () => {
      const { facts } = ask(1, 0)
      return { outcome: 'one', facts: { ...facts, queue: ['one'], saysStop: true } }
    },
  }
}

const DEALT = { queue: ['one', 'two'], seed: 'seed', judged: [], missed: [], isFinished: false }

function ask(count: number, at: number): ReturnType<PlayedEffect> {
  if (at >= count) return { outcome: 'over', facts: { count } }
  const question = `Câu ${at + 1}/${count}. Công an không hỏi mã OTP.`
  const facts = { at, question, options: YES_NO, picture: null, seed: 'seed' }
  return { outcome: at % 2 === 0 ? 'one' : 'several', facts }
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0
}
