import { findUrls } from '../../engine/readers/url.js'
import { foldText } from '../../engine/text-key.js'

export type QuestionCheck = { kind: 'ok' } | { kind: 'refused'; because: string }

/** Characters. */
export const MAX_QUESTION = 1000
const SCHEME = /\bh(tt|xx)ps?:|www\./iu
const NEVER_ASKED: readonly (readonly [RegExp, string])[] = [
  [/\botp\b|\bma xac (thuc|nhan|minh)\b/u, 'mã OTP'],
  [/\bmat khau\b|\bpassword\b|\bma pin\b/u, 'mật khẩu hoặc mã PIN'],
  [/\bso the\b|\bcvv\b|\bma the\b/u, 'số thẻ ngân hàng'],
  [
    /\b(anh|hinh|chup)\b.{0,40}\b(can cuoc|cccd|cmnd|chung minh)\b|\b(can cuoc|cccd|cmnd)\b.{0,40}\b(anh|hinh|chup)\b/u,
    'ảnh căn cước',
  ],
  [
    /\b(hay|vui long|can phai|phai|can|nho ban) (chuyen khoan|chuyen tien|nop tien|nop phi|dong phi|nop le phi)\b/u,
    'tiền',
  ],
  [/\b(hay|vui long|can phai|phai|can|nho ban) (cai|tai)\b/u, 'cài ứng dụng'],
]

/** P8: what a scammer would ask is never asked in our name, whoever types it. */
export function checkQuestion(text: string): QuestionCheck {
  const trimmed = text.trim()
  if (trimmed.length === 0) return { kind: 'refused', because: 'Bạn chưa viết câu hỏi.' }
  if (trimmed.length > MAX_QUESTION) return { kind: 'refused', because: `Câu hỏi dài quá ${MAX_QUESTION} ký tự.` }
  if (SCHEME.test(trimmed) || findUrls(trimmed, 1).length > 0)
    return { kind: 'refused', because: 'Câu hỏi gửi cho người dân không được có đường dẫn.' }
  const folded = foldText(trimmed)
  const found = NEVER_ASKED.find(([pattern]) => pattern.test(folded))
  if (!found) return { kind: 'ok' }
  return { kind: 'refused', because: `Không hỏi người dân về ${found[1]}: kẻ lừa đảo hay hỏi như vậy.` }
}
