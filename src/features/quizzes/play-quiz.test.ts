import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dealQuestions, judge, numberedText, showOptions, shuffle } from './play-quiz.js'
import { parseQuiz, type Question, type Quiz } from './quiz.js'
import { inEnglish, inVietnamese } from './mistake-words.js'
import { findQuizMistakes, findTwins } from './quiz-rules.js'

const COMMON = `explain: Công an không hỏi mã qua điện thoại.
    source: { publisher: Báo Ví Dụ, date: 2026-01-07, url: "https://example.org/bai" }
    checkBy: 2027-05-20`

const FILE = `id: vi-du
title: Một bộ ví dụ
topics: [MAO_DANH]
bulletin: cong-an-gia
questions:
  - id: mot-dap-an
    kind: single
    ask: Có người hỏi mã OTP. Bạn làm gì?
    options: [{ text: Tắt máy, right: true }, { text: Đọc mã }, { text: Đọc một nửa }]
    ${COMMON}
  - id: nhieu-dap-an
    kind: several
    ask: Dấu hiệu nào là của kẻ lừa đảo?
    options: [{ text: Giục gấp, right: true }, { text: Hẹn gặp ở trụ sở }, { text: Bảo giữ bí mật, right: true }]
    ${COMMON}
  - id: dung-sai
    kind: true_false
    ask: Công an làm việc qua video Zalo.
    answer: false
    ${COMMON}
  - id: thu-tu
    kind: order
    ask: Lỡ chuyển tiền, bạn làm gì trước?
    options: [{ text: Gọi ngân hàng }, { text: Gom chứng cứ }, { text: Báo công an }]
    ${COMMON}
  - id: tin-lua
    kind: scam
    ask: Tin nào là lừa đảo?
    options: [{ text: Bạn trúng thưởng, right: true }, { text: Hẹn họp lớp chủ nhật }]
    ${COMMON}
`

const QUIZ = parseQuiz(FILE)
const KNOWN = { topics: new Set(['MAO_DANH']), bulletins: new Set(['cong-an-gia']) }

function question(id: string): Question {
  const found = QUIZ.questions.find((one) => one.id === id)
  if (!found) throw new Error(`no question ${id}`)
  return found
}

describe('an answer', () => {
  test.each<[string, string[], boolean]>([
    ['mot-dap-an', ['0'], true],
    ['mot-dap-an', ['2'], false],
    ['nhieu-dap-an', ['2', '0'], true],
    ['nhieu-dap-an', ['0'], false],
    ['nhieu-dap-an', ['0', '1', '2'], false],
    ['dung-sai', ['false'], true],
    ['dung-sai', ['true'], false],
    ['thu-tu', ['0', '1', '2'], true],
    ['thu-tu', ['1', '0', '2'], false],
    ['tin-lua', ['0'], true],
  ])('to %s of %j is right: %s', (id, chosen, isRight) => {
    expect(judge(question(id), chosen)).toMatchObject({ isRight })
  })

  test('that is wrong is told what was right and why', () => {
    expect(judge(question('thu-tu'), ['2', '1', '0'])).toEqual({
      isRight: false,
      text: 'Chưa đúng. Đáp án: Gọi ngân hàng → Gom chứng cứ → Báo công an. Công an không hỏi mã qua điện thoại.\n(Nguồn: Báo Ví Dụ, 7/1/2026)',
    })
  })

  test('to an order that is not whole is no answer yet', () => {
    expect(judge(question('thu-tu'), ['0', '1'])).toEqual({ hint: expect.stringContaining('đủ 3 số') })
  })
})

test('where several are right, the question says how to answer', () => {
  expect(numberedText(question('nhieu-dap-an'), 2, 5)).toContain('Câu 2/5. Dấu hiệu nào')
  expect(numberedText(question('nhieu-dap-an'), 2, 5)).toContain('gõ các số, ví dụ 1 3')
  expect(numberedText(question('thu-tu'), 4, 5)).toContain('theo thứ tự đúng')
})

test('every seed deals each question once, the same each time, and no option is lost', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const dealt = dealQuestions(QUIZ, seed)
      expect(dealt).toEqual(dealQuestions(QUIZ, seed))
      expect([...dealt].sort()).toEqual(QUIZ.questions.map(({ id }) => id).sort())
      const shown = showOptions(question('mot-dap-an'), seed).map(({ value }) => value)
      expect([...shown].sort()).toEqual(['0', '1', '2'])
    }),
  )
})

test('over many seeds every order comes up about as often', () => {
  const counts = new Map<string, number>()
  for (let seed = 0; seed < 6000; seed++) {
    const order = shuffle(['a', 'b', 'c'], `s${seed}`, (item) => item).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  expect(counts.size).toBe(6)
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200)
})

describe('what keeps a quiz from being played', () => {
  const find = (change: (text: string) => string) => findQuizMistakes(parseQuiz(change(FILE)), KNOWN)
  const mistakes = (change: (text: string) => string) => find(change).map(inEnglish).join('\n')

  test('nothing when it is in order', () => {
    expect(mistakes((text) => text)).toBe('')
    expect(findTwins([QUIZ])).toEqual([])
  })

  test.each<[string, (text: string) => string, RegExp]>([
    ['no right option', (text) => text.replace('Tắt máy, right: true', 'Tắt máy'), /mot-dap-an: 0 options are right/],
    ['two right options', (text) => text.replace('Đọc mã }', 'Đọc mã, right: true }'), /mot-dap-an: 2 options/],
    ['everything is right', (text) => text.replace('trụ sở }', 'trụ sở, right: true }'), /nhieu-dap-an: some options/],
    ['options that are alike', (text) => text.replace('Đọc một nửa', 'Đọc mã'), /two options are alike/],
    ['an option too long for a button', (text) => text.replace('Đọc mã }', `${'dài '.repeat(20)}}`), /an option has/],
    ['an unknown topic', (text) => text.replace('MAO_DANH', 'LA_LAM'), /topic LA_LAM/],
    ['an unknown bulletin', (text) => text.replace('bulletin: cong-an-gia', 'bulletin: khong-co'), /bulletin khong-co/],
    ['a phone number', (text) => text.replace('Báo công an }', 'Gọi 0900 000 000 }'), /looks like a phone/],
  ])('%s', (_name, change, expected) => {
    expect(mistakes(change)).toMatch(expected)
    // Officers read the same in their language.
    for (const mistake of find(change)) expect(inVietnamese(mistake)).not.toMatch(/undefined| the | has | an /)
  })

  test('one question in two quizzes', () => {
    const other: Quiz = { ...QUIZ, id: 'khac' }
    expect(findTwins([QUIZ, other])).toContain('dung-sai')
  })
})
