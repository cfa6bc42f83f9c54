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
    list_quizzes: () => ({ outcome: 'some', facts: { quizzes: [{ value: 'thu', label: 'Bộ thử (2 câu)' }] } }),
    start_quiz: () => ({ outcome: 'ready', facts: { queue: ['one', 'two'], seed: 'seed' } }),
    quiz_question: ({ queue, at }) => ask(lengthOf(queue), Number(at)),
    quiz_answer: ({ at, wrong, chosen }) => {
      const isRight = [chosen].flat()[0] === 'true'
      const missed = Array.isArray(wrong) ? wrong : []
      const text = isRight ? 'Đúng rồi.' : 'Chưa đúng. Đáp án: Đúng.'
      return {
        outcome: 'judged',
        facts: { text, nextAt: Number(at) + 1, wrong: isRight ? missed : [...missed, 'one'] },
      }
    },
    quiz_result: ({ count, wrong }) => {
      const facts = { right: Number(count) - lengthOf(wrong), count: Number(count), slug: 'qr-la', reading: 'Thẻ lạ' }
      return { outcome: lengthOf(wrong) > 0 ? 'some_wrong' : 'all_right', facts }
    },
  }
}

function ask(count: number, at: number): ReturnType<PlayedEffect> {
  if (at >= count) return { outcome: 'over', facts: { count } }
  const question = `Câu ${at + 1}/${count}. Công an không hỏi mã OTP.`
  return { outcome: at % 2 === 0 ? 'one' : 'several', facts: { at, question, options: YES_NO } }
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0
}
