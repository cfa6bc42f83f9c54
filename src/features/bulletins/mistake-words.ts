import type { Mistake } from './bulletin-rules.js'
import { type TextMistake, textMistakeInEnglish } from './text-rules.js'

/** As `content check` says it. */
export function inEnglish(mistake: Mistake): string {
  const { field } = mistake
  switch (mistake.code) {
    case 'missing':
      return `${field} is missing`
    case 'too_short':
      return `${field} has fewer than ${mistake.least} characters`
    case 'too_long':
      return `${field === 'message' ? 'the message' : field} has ${mistake.length} characters, ${mistake.most} at most`
    case 'unknown':
      return `${SINGULAR[field] ?? field} ${mistake.name} does not exist`
    case 'not_after_published':
      return `${field} is not after published`
    case 'unsuitable':
      return `the body holds ${mistake.kind}: only text, headings, lists and bold`
    case 'wrong_source':
      return `source ${mistake.number} needs a publisher, a date and an https address`
    default:
      return textMistakeInEnglish(mistake)
  }
}

const SINGULAR: Readonly<Record<string, string>> = { topics: 'topic', areas: 'area' }

/** What officers call a field, where a mistake does not stand beside it. */
export function fieldName(field: string): string {
  return FIELD_NAMES[field] ?? field
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  title: 'Tiêu đề',
  summary: 'Tóm tắt',
  body: 'Bài viết',
  message: 'Bài viết',
  checkBy: 'Kiểm tra lại sau ngày',
  validUntil: 'Có giá trị đến hết ngày',
  topics: 'Chủ đề',
  areas: 'Địa bàn',
  organisations: 'Cơ quan, trường học',
  sources: 'Nguồn',
  picture: 'Ảnh',
  pictureAlt: 'Ảnh cho thấy gì',
  quiz: 'Đố vui đi kèm',
}

/** As officers read it beside the field. */
export function inVietnamese(mistake: Mistake): string {
  switch (mistake.code) {
    case 'missing':
      return MISSING[mistake.field] ?? 'Mục này còn trống.'
    case 'too_short':
      return `Cần ít nhất ${mistake.least} ký tự.`
    case 'too_long':
      return mistake.field === 'message'
        ? `Cả tin nhắn dài ${mistake.length} ký tự, nhiều nhất là ${mistake.most}. Xin rút gọn nội dung.`
        : `Dài ${mistake.length} ký tự, nhiều nhất là ${mistake.most}.`
    case 'unknown':
      return `Không có ${mistake.name} trong danh mục.`
    case 'not_after_published':
      return 'Ngày này phải sau ngày đăng.'
    case 'unsuitable':
      return `Nội dung có ${UNSUITABLE[mistake.kind] ?? 'định dạng lạ'}. Chỉ dùng chữ, tiêu đề, danh sách và chữ đậm.`
    case 'wrong_source':
      return `Nguồn ${mistake.number} cần đủ nơi đăng, ngày đăng và địa chỉ bắt đầu bằng https.`
    default:
      return textMistakeInVietnamese(mistake)
  }
}

/** Of any line that everybody is to read. */
export function textMistakeInVietnamese(mistake: TextMistake): string {
  switch (mistake.code) {
    case 'long_sentence':
      return `Câu dài ${mistake.words} từ: “${mistake.start}…”. Xin ngắt thành câu ngắn hơn.`
    case 'telling_number':
      return `${mistake.digits} giống số điện thoại hoặc số tài khoản. Không đăng số của kẻ lừa đảo.`
    default:
      return `“${mistake.start}…” có địa chỉ trang web. Xin chỉ nêu tên nguồn.`
  }
}

const MISSING: Readonly<Record<string, string>> = {
  checkBy: 'Xin chọn ngày cần kiểm tra lại.',
  validUntil: 'Ngày không đọc được.',
  topics: 'Xin chọn ít nhất một chủ đề.',
  areas: 'Xin chọn ít nhất một địa bàn.',
  sources: 'Xin ghi ít nhất một nguồn.',
}

const UNSUITABLE: Readonly<Record<string, string>> = {
  link_open: 'liên kết',
  image: 'hình ảnh chèn trong chữ',
  html_block: 'mã HTML',
  html_inline: 'mã HTML',
  fence: 'khối mã',
  code_block: 'khối mã (dòng thụt vào 4 dấu cách)',
  code_inline: 'chữ kiểu mã',
  blockquote_open: 'khối trích dẫn',
  hr: 'đường kẻ ngang',
}
