import { ROLE_NAMES } from '../../console/roles.js'
import { ORGANISATION_KINDS } from '../subscriptions/organisation-words.js'
import { ALARM_KINDS } from '../units/alarm-kinds.js'
import { UNIT_KINDS } from '../units/unit-words.js'

/** What the log's actions are called. An action without a name here is shown as it is. */
export const ACTIONS: Readonly<Record<string, string>> = {
  sign_in: 'Đăng nhập',
  sign_in_failed: 'Đăng nhập sai',
  sign_out: 'Đăng xuất',
  'officer.first_admin': 'Tạo quản trị viên đầu tiên',
  'officer.add': 'Thêm cán bộ',
  'officer.change': 'Sửa cán bộ',
  'officer.password_link': 'Tạo liên kết đặt mật khẩu',
  'officer.password_set': 'Đặt mật khẩu qua liên kết',
  'officer.password_changed': 'Đổi mật khẩu',
  'token.create': 'Cấp mã truy cập cho phần mềm',
  'unit.add': 'Thêm đơn vị',
  'unit.close': 'Đóng đơn vị',
  'rules.save': 'Lưu quy tắc phân tuyến',
  'rules.withdraw': 'Rút lại quy tắc đang chờ',
  'organisation.add': 'Thêm cơ quan, trường học',
  'organisation.change': 'Sửa cơ quan, trường học',
  'organisation.enable': 'Dùng lại cơ quan, trường học',
  'organisation.disable': 'Ngừng cơ quan, trường học',
  'account.add': 'Thêm kênh',
  'account.enable': 'Bật kênh',
  'account.disable': 'Tắt kênh',
  'bulletin.written': 'Viết, sửa bản tin',
  'bulletin.review_asked': 'Gửi duyệt bản tin',
  'bulletin.approved': 'Duyệt bản tin',
  'bulletin.sent_back': 'Trả lại bản tin',
  'bulletin.published': 'Đăng bản tin',
  'bulletin.withdrawn': 'Rút bản tin',
  'quiz.written': 'Viết, sửa bộ câu hỏi',
  'quiz.review_asked': 'Gửi duyệt bộ câu hỏi',
  'quiz.approved': 'Duyệt và đưa vào dùng bộ câu hỏi',
  'quiz.sent_back': 'Trả lại bộ câu hỏi',
  'quiz.withdrawn': 'Rút bộ câu hỏi',
  'broadcast.create': 'Gửi bản tin',
  'broadcast.pause': 'Tạm dừng gửi',
  'broadcast.resume': 'Gửi tiếp',
  'broadcast.cancel': 'Hủy gửi',
  'days_off.add': 'Thêm ngày nghỉ',
  'days_off.change': 'Sửa ngày nghỉ',
  'days_off.remove': 'Bỏ ngày nghỉ',
  'days_off.weekly': 'Đặt ngày nghỉ hằng tuần',
  'days_off.weekly_remove': 'Bỏ quy định ngày nghỉ hằng tuần',
  'days_off.content': 'Danh mục ngày nghỉ trong tệp thay đổi',
  'tip.extended': 'Gia hạn giải quyết tin',
  attachment_opened: 'Mở tệp đính kèm',
  reporter_revealed: 'Xem người báo tin',
  'alarm.clear': 'Đánh dấu cảnh báo đã xong',
}

const OBJECTS: Readonly<Record<string, string>> = {
  officer: 'Cán bộ',
  unit: 'Đơn vị',
  tip: 'Tin',
  account: 'Kênh',
  organisation: 'Cơ quan, trường số',
  days_off: 'Ngày nghỉ',
  alarm: 'Cảnh báo số',
  broadcast: 'Lần gửi số',
  bulletin: 'Bản tin số',
  quiz: 'Bộ câu hỏi',
  rules: 'Quy tắc phân tuyến, phiên bản',
}

/** `officer:lan` as "Cán bộ lan". What a newer version wrote is shown as it is. */
export function objectWords(object: string): string {
  const [, kind = '', name = ''] = /^(\w+):(.*)$/s.exec(object) ?? []
  if (object === 'officer:?') return 'Tên đăng nhập không có trong danh sách'
  return OBJECTS[kind] ? `${OBJECTS[kind]} ${name}` : object
}

const KEYS: Readonly<Record<string, string>> = {
  area: 'Địa bàn',
  attachment: 'Tệp',
  by: 'Cách làm',
  channel: 'Kênh',
  day: 'Ngày',
  days: 'Các ngày',
  confirmed: 'Đã xem mục cần xem lại',
  displayName: 'Họ tên',
  holdsFrom: 'Áp dụng từ',
  isActive: 'Tình trạng',
  isEmergency: 'Khẩn',
  kind: 'Loại',
  moved: 'Số hạn đổi',
  name: 'Tên',
  parent: 'Cấp trên',
  reason: 'Lý do',
  replaced: 'Thay bản đang chờ, phiên bản',
  role: 'Vai trò',
  rows: 'Số dòng thay đổi',
  scopes: 'Quyền',
  sha256: 'SHA-256',
  times: 'Lần thứ',
  unit: 'Đơn vị',
  unitCode: 'Đơn vị',
  version: 'Phiên bản',
  weekdays: 'Ngày trong tuần',
}

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  by: { 'command line': 'dòng lệnh trên máy chủ' },
  confirmed: { true: 'có', false: 'không' },
  holdsFrom: { null: 'ngay khi lưu' },
  isEmergency: { true: 'có', false: 'không' },
  isActive: { true: 'đang hoạt động', false: 'đã ngừng' },
  kind: { ...UNIT_KINDS, ...ORGANISATION_KINDS, ...alarmLabels() },
  role: ROLE_NAMES,
  scopes: { 'tips:read': 'đọc tin', 'tips:write': 'xử lý tin' },
}

function alarmLabels(): Record<string, string> {
  return Object.fromEntries(Object.entries(ALARM_KINDS).map(([kind, { label }]) => [kind, label]))
}

/** The details as "Vai trò: Trực ban; Đơn vị: CA-21439". Keys and values without a word here stay as they are. */
export function detailWords(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .map(([key, value]) => `${KEYS[key] ?? key}: ${valueWords(key, value)}`)
    .join('; ')
}

function valueWords(key: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => valueWords(key, one)).join(', ')
  if (value !== null && typeof value === 'object') return JSON.stringify(value)
  // A change stands as "from → to".
  const parts = String(value).split(' → ')
  return parts.map((part) => VALUES[key]?.[part] ?? part).join(' → ')
}
