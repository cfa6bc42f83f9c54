import type { Context } from 'hono'
import { NoticePage } from './notice-page.js'

const REFUSALS = {
  too_fast: { status: 429, text: 'Bạn gửi hơi nhanh. Xin chờ một chút rồi gửi lại.' },
  too_long: { status: 413, text: 'Tin này quá dài. Xin chia thành nhiều tin ngắn hơn.' },
  file_too_big: { status: 413, text: 'Tệp quá lớn. Mỗi tệp không quá 20 MB.' },
  bad_file: { status: 400, text: 'Không đọc được tệp. Xin chọn một ảnh, mỗi tệp không quá 20 MB.' },
  busy: { status: 503, text: 'Máy chủ đang bận. Xin gửi lại sau ít giây.' },
  not_stored: { status: 500, text: 'Chưa nhận được tin vì máy chủ gặp lỗi. Xin gửi lại.' },
  server_error: { status: 500, text: 'Máy chủ gặp lỗi. Xin thử lại sau ít phút.' },
  bad_request: { status: 400, text: 'Không đọc được tin này. Xin mở lại trang và gửi lại.' },
  other_session: { status: 409, text: 'Cuộc trò chuyện ở trang này đã kết thúc. Xin mở lại trang để bắt đầu.' },
} as const

export type Refusal = keyof typeof REFUSALS

/** As JSON for the page's script, as a page for a plain form. */
export function refuse(c: Context, refusal: Refusal, retryAfterSeconds?: number): Response | Promise<Response> {
  const { status, text } = REFUSALS[refusal]
  if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds))
  if (wantsJson(c)) return c.json({ error: refusal, text }, status)
  return c.html(`<!doctype html>${String(<NoticePage text={text} />)}`, status)
}

export function wantsJson(c: Context): boolean {
  return c.req.header('accept')?.includes('application/json') ?? false
}
