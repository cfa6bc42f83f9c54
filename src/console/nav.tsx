import type { Officer, Role } from '../platform/officer.js'
import { Icon } from './icon.js'
import { TIP_ROLES } from './roles.js'

export type NavId =
  | 'queue'
  | 'bulletins'
  | 'quizzes'
  | 'broadcasts'
  | 'statistics'
  | 'officers'
  | 'units'
  | 'accounts'
  | 'organisations'
  | 'rules'
  | 'daysOff'
  | 'alarms'
  | 'audit'
  | 'start'
  | 'me'
  | 'notices'

type NavItem = { id: NavId; href: string; icon: string; label: string; roles: readonly Role[] }

/** Who sees which page in the menu; the pages themselves check again. */
const ITEMS: readonly NavItem[] = [
  { id: 'start', href: '/console/start', icon: 'list-check', label: 'Bắt đầu', roles: ['admin'] },
  { id: 'queue', href: '/console', icon: 'inbox', label: 'Hàng đợi', roles: TIP_ROLES },
  {
    id: 'alarms',
    href: '/console/alarms',
    icon: 'alert-triangle',
    label: 'Cảnh báo',
    roles: ['lead', 'admin', 'auditor'],
  },
  {
    id: 'bulletins',
    href: '/console/bulletins',
    icon: 'news',
    label: 'Bản tin',
    roles: ['comms', 'lead', 'auditor'],
  },
  {
    id: 'broadcasts',
    href: '/console/broadcasts',
    icon: 'send',
    label: 'Các lần gửi',
    roles: ['comms', 'lead', 'auditor'],
  },
  {
    id: 'quizzes',
    href: '/console/quizzes',
    icon: 'help-circle',
    label: 'Đố vui',
    roles: ['comms', 'lead', 'auditor'],
  },
  {
    id: 'statistics',
    href: '/console/statistics',
    icon: 'chart-bar',
    label: 'Thống kê',
    roles: ['comms', 'lead', 'auditor'],
  },
  { id: 'officers', href: '/console/officers', icon: 'users', label: 'Cán bộ', roles: ['admin', 'lead', 'auditor'] },
  {
    id: 'units',
    href: '/console/units',
    icon: 'building',
    label: 'Đơn vị',
    roles: ['admin', 'triage', 'lead', 'auditor'],
  },
  {
    id: 'organisations',
    href: '/console/organisations',
    icon: 'school',
    label: 'Cơ quan, trường học',
    roles: ['comms', 'lead', 'admin'],
  },
  { id: 'accounts', href: '/console/accounts', icon: 'messages', label: 'Kênh', roles: ['admin'] },
  {
    id: 'rules',
    href: '/console/rules',
    icon: 'route',
    label: 'Quy tắc phân tuyến',
    roles: ['admin', 'triage', 'lead', 'auditor'],
  },
  {
    id: 'daysOff',
    href: '/console/days-off',
    icon: 'calendar-off',
    label: 'Ngày nghỉ',
    roles: ['admin', 'lead', 'auditor'],
  },
  { id: 'audit', href: '/console/audit', icon: 'history', label: 'Nhật ký', roles: ['auditor', 'lead'] },
]

export function SideNav({ officer, current }: { officer: Officer; current: NavId | undefined }) {
  const items = ITEMS.filter((item) => item.roles.includes(officer.role))
  return (
    <nav class="side-nav" aria-label="Các trang">
      <ul>
        {items.map((item) => (
          <li>
            <NavLink item={item} isCurrent={item.id === current} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function NavLink({ item, isCurrent }: { item: NavItem; isCurrent: boolean }) {
  return (
    <a class="side-link" href={item.href} {...(isCurrent && { 'aria-current': 'page' })}>
      <Icon name={item.icon} />
      <span>{item.label}</span>
    </a>
  )
}
