import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, HTTP_STATUS } from '../../../platform/errors.js'
import type { Log } from '../../../platform/log.js'
import type { Problem } from './schemas.js'
import { toZoned } from './to-json.js'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Yêu cầu không đọc được',
  401: 'Chưa xác thực',
  403: 'Không có quyền',
  404: 'Không tìm thấy',
  405: 'Không dùng được phương thức này',
  409: 'Người khác đang giữ hoặc đã xử lý',
  410: 'Không còn dùng được',
  413: 'Nội dung quá lớn',
  415: 'Chỉ nhận application/json',
  422: 'Nội dung chưa hợp lệ',
  429: 'Quá nhiều yêu cầu',
  500: 'Lỗi máy chủ',
}

type Extra = Omit<Problem, 'type' | 'title' | 'status' | 'detail'>

/** RFC 9457. */
export function problem(
  status: number,
  detail: string,
  extra: Extra = {},
  headers: Record<string, string> = {},
): Response {
  const body: Problem = { type: 'about:blank', title: TITLES[status] ?? 'Lỗi', status, detail, ...extra }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}

/** The one handler of the API's edge. */
export function answerError(log: Log, timeZone: string) {
  return (error: Error, c: Context): Response => {
    if (error instanceof AppError) return fromAppError(error, timeZone)
    if (error instanceof HTTPException) return problem(error.status, error.message || (TITLES[error.status] ?? ''))
    // Row-level security said no where the code did not: still a refusal, not a crash.
    if ('code' in error && error.code === '42501') return problem(403, 'Không được làm việc này với tin này.')
    log.error({ err: error, method: c.req.method, path: c.req.routePath }, 'an API request failed')
    return problem(500, 'Có lỗi ở phía máy chủ; có thể gửi lại yêu cầu.')
  }
}

function fromAppError({ code, message, detail }: AppError, timeZone: string): Response {
  const status = HTTP_STATUS[code]
  if (code === 'invalid') return problem(status, message, { fields: { ...detail } })
  if (code !== 'conflict') return problem(status, message)
  const { by, at, holder, outcome } = detail
  return problem(status, message, {
    holder: holder || null,
    ...(by && { by }),
    ...(at && { [holder ? 'until' : 'at']: toZoned(new Date(at), timeZone) }),
    ...(outcome && { outcome }),
  })
}
