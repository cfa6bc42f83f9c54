import { formatEnd } from '../../console/time.js'
import { clockName } from '../deadlines/clock-names.js'
import { formatDay } from '../deadlines/day-off-words.js'
import type { Catalogue } from './categories.js'
import { doubtWords, type IdentifierKind } from './identifier-kinds.js'
import type { Phrases } from './phrases.js'
import type { Urgency } from './routing-rules.js'
import type { TipEventLine, TipIdentifierView, TipStatus } from './tip-view.js'

export const URGENCIES: Readonly<
  Record<Urgency, { label: string; hint: string; tone: 'bad' | 'warn' | 'info' | 'neutral' }>
> = {
  P0: { label: 'P0 · Khẩn', hint: 'xử lý ngay', tone: 'bad' },
  P1: { label: 'P1 · Gấp', hint: 'trong ngày', tone: 'warn' },
  P2: { label: 'P2 · Thường', hint: 'trong 3 ngày', tone: 'info' },
  P3: { label: 'P3 · Chậm', hint: 'trong 7 ngày', tone: 'neutral' },
}

export const STATUSES: Readonly<Record<TipStatus, string>> = {
  new: 'Chưa ai nhận',
  in_progress: 'Đang xử lý',
  waiting_reporter: 'Chờ người báo trả lời',
  closed: 'Đã kết thúc',
}

const IDENTIFIERS: Readonly<Record<IdentifierKind, string>> = {
  url: 'Trang web',
  phone: 'Số điện thoại',
  bank_account: 'Số tài khoản',
  social: 'Tài khoản mạng xã hội',
  email: 'Thư điện tử',
  wallet: 'Ví tiền mã hóa',
  sender_name: 'Tên hiện khi nhận tin nhắn',
  qr_code: 'Mã QR',
}

export function identifierName(kind: string): string {
  return Object.hasOwn(IDENTIFIERS, kind) ? IDENTIFIERS[kind as IdentifierKind] : kind
}

/** `warn`: how far the value can be trusted. `neutral`: where it was found. */
export type IdentifierMark = { tone: 'warn' | 'neutral'; text: string }

/** What an officer is told of an identifier besides itself. */
export function identifierMarks(identifier: TipIdentifierView): IdentifierMark[] {
  const { kind, value, doubt, isAdded, attachmentId } = identifier
  const isDisguised = (kind === 'url' || kind === 'social') && value.includes('xn--')
  const marks: IdentifierMark[] = []
  if (isDisguised) marks.push({ tone: 'warn', text: 'Tên có chữ lạ, dễ nhầm với trang thật' })
  if (doubt !== null) marks.push({ tone: 'warn', text: doubtWords(doubt) || 'Chưa chắc' })
  if (attachmentId !== null) marks.push({ tone: 'neutral', text: 'Đọc từ mã QR trong ảnh' })
  if (isAdded) marks.push({ tone: 'neutral', text: 'Trong phần bổ sung' })
  return marks
}

/** The words of the content files, by code. */
export type TipWords = {
  category(code: string): string
  outcome(code: string): string
  channel(name: string): string
}

export function tipWords(catalogue: Catalogue, phrases: Phrases, channels: Readonly<Record<string, string>>): TipWords {
  const labels = new Map(catalogue.categories.map(({ code, label }) => [code, label.vi]))
  const titles = new Map<string, string>(Object.entries(phrases.outcomes).map(([code, { title }]) => [code, title]))
  return {
    category: (code) => labels.get(code) ?? code,
    outcome: (code) => titles.get(code) ?? code,
    channel: (name) => channels[name] ?? name,
  }
}

export type EventWords = { what: string; by: string; reason: string }

/** A line of the history in plain words. What a newer version wrote is shown by its own name. */
export function eventWords({ type, data }: TipEventLine, words: TipWords): EventWords {
  const text = (key: string) => (typeof data[key] === 'string' ? data[key] : '')
  const by = [text('by'), text('unit')].filter(Boolean).join(', ')
  const reason = text('reason') === 'unattended' ? 'đơn vị trước không còn cán bộ tiếp nhận' : text('reason')
  const author = type === 'answered' ? 'Người báo tin' : by || 'Hệ thống'
  return { what: whatHappened(type, text, words), by: author, reason }
}

/** How the tip came from where it was filed to where it lies: the last move, and who was told since. */
export function movesOf(events: readonly TipEventLine[]): TipEventLine[] {
  const last = events.findLastIndex(({ type }) => type === 'transferred' || type === 'moved_up')
  return events.filter(({ type }, index) => index === last || (type === 'escalated' && index > last))
}

function whatHappened(type: string, text: (key: string) => string, words: TipWords): string {
  switch (type) {
    case 'filed':
      return `Tiếp nhận tin, chuyển đến ${text('toName') || text('to')}`
    case 'claimed':
      return 'Nhận xử lý tin'
    case 'released':
      return 'Thôi giữ tin'
    case 'asked':
      return 'Hỏi người báo tin'
    case 'answered':
      return 'Người báo tin trả lời hoặc bổ sung'
    case 'classified':
      return classifiedWords(text, words)
    case 'transferred':
      return `Chuyển tin từ ${text('fromName')} đến ${text('toName')}`
    case 'moved_up':
      return `Tự chuyển tin từ ${text('fromName')} đến ${text('toName')}`
    case 'escalated':
      return `${WHY_ABOVE[text('after')] ?? 'Chưa ai nhận tin khẩn'}, báo thêm ${text('toName')}`
    case 'breached':
      return `Quá hạn: ${clockName(text('clock')).toLowerCase()}`
    case 'extended':
    case 'due_moved':
      return movedWords(type, text)
    case 'kept':
      return 'Giữ tin để giải quyết, không chuyển'
    case 'prosecutor_told':
      return `Đã thông báo Viện kiểm sát: công văn số ${text('letter')}, ngày ${formatDay(text('day'))}`
    case 'decided':
      return `Kết thúc tin: ${words.outcome(text('outcome'))}`
    case 'erased':
      return 'Xóa nội dung vì không thuộc phạm vi'
    default:
      return type
  }
}

const WHY_ABOVE: Readonly<Record<string, string>> = {
  released: 'Tin khẩn không còn ai giữ',
  overdue: 'Tin quá hạn',
}

/** The law's days are Vietnam's, so its ends are written in that zone. */
function movedWords(type: string, text: (key: string) => string): string {
  const end = (key: string) => {
    const at = new Date(text(key))
    return Number.isNaN(at.getTime()) ? 'không rõ' : formatEnd(at)
  }
  const what = type === 'extended' ? 'Gia hạn' : 'Dời hạn'
  return `${what} ${clockName(text('clock')).toLowerCase()}: từ ${end('from')} đến ${end('to')}`
}

function classifiedWords(text: (key: string) => string, words: TipWords): string {
  const parts = [
    text('from') !== text('to') && `loại “${words.category(text('from'))}” thành “${words.category(text('to'))}”`,
    text('urgencyFrom') !== text('urgencyTo') && `mức ${text('urgencyFrom')} thành ${text('urgencyTo')}`,
  ]
  return `Phân loại lại: ${parts.filter(Boolean).join(', ')}`
}
