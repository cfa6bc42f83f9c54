import { textMistakeInVietnamese } from '../bulletins/mistake-words.js'
import { textMistakeInEnglish } from '../bulletins/text-rules.js'
import type { Field, QuizMistake } from './quiz-rules.js'

/** As `content check` says it, with the question's name in front. */
export function inEnglish(mistake: QuizMistake): string {
  return mistake.at === undefined ? english(mistake) : `${mistake.at}: ${english(mistake)}`
}

function english(mistake: QuizMistake): string {
  switch (mistake.code) {
    case 'missing':
      return `${mistake.field} is missing or not whole`
    case 'too_short':
      return `${mistake.field} has fewer than ${mistake.least} characters`
    case 'too_long':
      return `${ARTICLES[mistake.field] ?? mistake.field} has ${mistake.length} characters, ${mistake.most} at most`
    case 'unknown':
      return `${mistake.field} ${mistake.name} does not exist`
    case 'few_questions':
      return `it has fewer than ${mistake.least} questions`
    case 'few_options':
      return `it has fewer than ${mistake.least} options`
    case 'alike':
      return 'two options are alike'
    case 'right_count':
      return `${mistake.right} options are right, it must be one`
    case 'all_or_none':
      return 'some options must be right and some wrong'
    case 'order_has_right':
      return 'an order has no right options: they stand in the right order'
    default:
      return textMistakeInEnglish(mistake)
  }
}

const ARTICLES: Partial<Record<Field, string>> = { option: 'an option' }

/** As officers read it; which question it is about stands beside it. */
export function inVietnamese(mistake: QuizMistake): string {
  switch (mistake.code) {
    case 'missing':
      return MISSING[mistake.field]
    case 'too_short':
      return `${FIELDS[mistake.field]} cần ít nhất ${mistake.least} ký tự.`
    case 'too_long':
      return `${FIELDS[mistake.field]} dài ${mistake.length} ký tự, nhiều nhất là ${mistake.most}.`
    case 'unknown':
      return `Không có ${mistake.field === 'topic' ? 'chủ đề' : 'bản tin'} ${mistake.name}.`
    case 'few_questions':
      return `Bộ câu hỏi cần ít nhất ${mistake.least} câu.`
    case 'few_options':
      return `Câu hỏi cần ít nhất ${mistake.least} lựa chọn.`
    case 'alike':
      return 'Có hai lựa chọn giống nhau.'
    case 'right_count':
      return `Đang có ${mistake.right} lựa chọn được đánh dấu đúng. Câu này phải có đúng một.`
    case 'all_or_none':
      return 'Phải có lựa chọn đúng và có lựa chọn sai.'
    case 'order_has_right':
      return 'Câu sắp thứ tự không đánh dấu lựa chọn đúng: các dòng đã ở đúng thứ tự.'
    default:
      return textMistakeInVietnamese(mistake)
  }
}

const FIELDS: Readonly<Record<Field, string>> = {
  title: 'Tên bộ câu hỏi',
  topics: 'Chủ đề',
  ask: 'Câu hỏi',
  explain: 'Phần giải thích',
  option: 'Một lựa chọn',
  alt: 'Lời tả hình',
  source: 'Nguồn',
  checkBy: 'Ngày kiểm tra lại',
}

const MISSING: Readonly<Record<Field, string>> = {
  title: 'Xin nhập tên bộ câu hỏi.',
  topics: 'Xin chọn ít nhất một chủ đề.',
  ask: 'Xin nhập câu hỏi.',
  explain: 'Xin nhập phần giải thích.',
  option: 'Có lựa chọn còn trống.',
  alt: 'Xin tả hình bằng lời, cho người không xem được hình.',
  source: 'Nguồn cần đủ nơi đăng, ngày đăng (ví dụ 7/1/2026, 1/2026 hoặc 2026) và địa chỉ bắt đầu bằng https.',
  checkBy: 'Xin chọn ngày cần kiểm tra lại.',
}
