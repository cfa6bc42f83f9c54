import { AppError } from '../platform/errors.js'
import type { Officer, Role } from '../platform/officer.js'

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  intake: 'Trực ban',
  triage: 'Phân loại',
  lead: 'Chỉ huy',
  comms: 'Truyền thông',
  auditor: 'Kiểm tra',
  admin: 'Quản trị',
}

export const ROLE_HINTS: Readonly<Record<Role, string>> = {
  intake: 'Tiếp nhận và xử lý tin báo của đơn vị mình',
  triage: 'Như trực ban, cho cả các đơn vị cấp dưới',
  lead: 'Như phân loại; gia hạn giải quyết; duyệt bản tin khẩn; kết luận báo tin sai; mở số điện thoại người báo tin, có ghi lý do',
  comms: 'Viết, duyệt, đăng và gửi bản tin, đố vui; không xem tin báo',
  auditor: 'Xem nhật ký; không xem tin báo và người báo tin',
  admin: 'Quản lý cán bộ, đơn vị, kênh, ngày nghỉ; không xem nội dung tin báo',
}

/** Roles that work on tips. */
export const TIP_ROLES: readonly Role[] = ['intake', 'triage', 'lead']

/** Roles that the bot writes to in a chat of their own: of tips, or a bulletin to try. */
export const CHAT_ROLES: readonly Role[] = [...TIP_ROLES, 'comms']

export const ROLES = Object.keys(ROLE_NAMES) as [Role, ...Role[]]

export function worksOnTips(officer: Pick<Officer, 'role'>): boolean {
  return TIP_ROLES.includes(officer.role)
}

/** Where an officer of this role begins. */
export function homePath(role: Role): string {
  if (TIP_ROLES.includes(role)) return '/console'
  if (role === 'admin') return '/console/start'
  if (role === 'comms') return '/console/bulletins'
  return role === 'auditor' ? '/console/audit' : '/console/me'
}

/** 403 for a page or an act that this role does not have. */
export function requireRole(officer: Officer, ...roles: readonly Role[]): void {
  if (roles.includes(officer.role)) return
  throw new AppError('forbidden', `Vai trò ${ROLE_NAMES[officer.role]} của đồng chí không làm được việc này.`, {
    todo: `Việc này dành cho: ${roles.map((role) => ROLE_NAMES[role]).join(', ')}. Nếu đồng chí cần dùng, hãy hỏi người quản trị của đơn vị.`,
  })
}
