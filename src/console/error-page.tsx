import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, HTTP_STATUS } from '../platform/errors.js'
import type { Log } from '../platform/log.js'
import type { Officer } from '../platform/officer.js'
import { LinkButton } from './components/parts.js'
import type { ConsoleContext, ConsoleEnv } from './edge.js'
import { Icon } from './icon.js'
import { page, plainPage } from './page.js'
import { NO_SUCH_PAGE } from './read-form.js'
import { homePath } from './roles.js'
import { Time } from './time.js'

type Status = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500
type Words = { title: string; what: string; todo: string }

const RELOAD = 'Xin mở lại trang trước, kiểm tra rồi làm lại.'

const WORDS: Readonly<Record<Status, Words>> = {
  400: {
    title: 'Yêu cầu không đọc được',
    what: 'Trình duyệt gửi lên nội dung mà máy chủ không đọc được.',
    todo: RELOAD,
  },
  401: {
    title: 'Phiên làm việc đã kết thúc',
    what: 'Đồng chí đã đăng xuất, hoặc lâu không thao tác nên máy chủ đã tự đóng phiên. Việc vừa gửi chưa được lưu.',
    todo: 'Xin đăng nhập lại rồi làm lại việc vừa rồi.',
  },
  403: {
    title: 'Không có quyền làm việc này',
    what: 'Vai trò hoặc đơn vị của đồng chí không được làm việc này. Chưa có gì thay đổi.',
    todo: 'Nếu việc này thuộc nhiệm vụ của đồng chí, hãy hỏi người quản trị của đơn vị.',
  },
  404: {
    title: 'Không tìm thấy',
    what: NO_SUCH_PAGE,
    todo: 'Xin kiểm tra lại đường dẫn, hoặc quay về trang đầu để tìm.',
  },
  409: {
    title: 'Việc này vừa có người khác làm',
    what: 'Dữ liệu đã thay đổi trong lúc đồng chí đang xem.',
    todo: RELOAD,
  },
  410: {
    title: 'Liên kết đã hết hạn',
    what: 'Liên kết này đã được dùng hoặc đã quá hạn.',
    todo: 'Xin hỏi người đã gửi liên kết để nhận liên kết mới.',
  },
  413: { title: 'Nội dung quá lớn', what: 'Nội dung gửi lên lớn hơn mức cho phép.', todo: 'Xin rút gọn rồi gửi lại.' },
  422: { title: 'Nội dung chưa hợp lệ', what: 'Có mục chưa đúng nên chưa lưu được.', todo: RELOAD },
  429: {
    title: 'Thao tác quá nhiều lần',
    what: 'Máy chủ tạm dừng nhận thêm để bảo vệ tài khoản.',
    todo: 'Xin đợi 15 phút rồi thử lại.',
  },
  500: {
    title: 'Hệ thống gặp lỗi',
    what: 'Lỗi ở phía máy chủ, không phải do đồng chí. Việc vừa làm có thể chưa được lưu.',
    todo: 'Xin thử lại sau ít phút. Nếu vẫn lỗi, hãy báo người quản trị và nói rõ thời điểm gặp lỗi.',
  },
}

/**
 * The one handler of the console's edge. An `AppError`'s message is what happened, said to a person; its detail may
 * add a `title`, what `todo`, since when (`at`, RFC 3339) and where `back` leads.
 */
export function showError(log: Log) {
  return (error: Error, c: Context<ConsoleEnv>): Promise<Response> => {
    const status = statusOf(error)
    if (status === 500) log.error({ err: error, method: c.req.method, path: c.req.path }, 'a console page failed')
    return errorPage(c, status, error instanceof AppError ? { ...error.detail, what: error.message } : {})
  }
}

function errorPage(
  c: ConsoleContext,
  status: Status,
  detail: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const words = { ...WORDS[status], ...detail }
  const at = { moment: new Date(detail['at'] ?? ''), label: detail['holder'] ? 'Người đó giữ đến' : 'Vào lúc' }
  const officer: Officer | undefined = c.get('officer')
  const body = <ErrorBody words={words} status={status} at={at} href={backHref(detail['back'], status, officer)} />
  const options = { title: words.title, status }
  return officer ? page(c, options, body) : plainPage(c, options, body)
}

function ErrorBody({
  words,
  status,
  at,
  href,
}: {
  words: Words
  status: Status
  at: { moment: Date; label: string }
  href: string
}) {
  return (
    <div class="error-page">
      <Icon name={status === 500 ? 'tool' : status === 404 ? 'map-question' : 'hand-stop'} />
      <h1>{words.title}</h1>
      <p>{words.what}</p>
      {!Number.isNaN(at.moment.getTime()) && (
        <p>
          {at.label}: <Time at={at.moment} />
        </p>
      )}
      <p>{words.todo}</p>
      <LinkButton href={href} label={status === 401 ? 'Đăng nhập' : 'Quay về'} />
      <p class="error-code">Mã: {status}</p>
    </div>
  )
}

function backHref(back: string | undefined, status: Status, officer: Officer | undefined): string {
  if (back?.startsWith('/console')) return back
  return status === 401 || !officer ? '/console/sign-in' : homePath(officer.role)
}

function statusOf(error: Error): Status {
  if (error instanceof AppError) return HTTP_STATUS[error.code]
  if (error instanceof HTTPException) return error.status in WORDS ? (error.status as Status) : 400
  // Row-level security said no where a page did not: still a refusal, not a crash.
  if ('code' in error && error.code === '42501') return 403
  return 500
}
