import type { Child } from 'hono/jsx'
import type { Officer } from '../platform/officer.js'
import { FormKeyContext } from './components/form.js'
import { FlashMessage } from './components/message.js'
import { Document } from './document.js'
import type { Flash } from './flash.js'
import { Icon } from './icon.js'
import { type NavId, SideNav } from './nav.js'
import { homePath, ROLE_NAMES, worksOnTips } from './roles.js'
import { DEFAULT_ZONE, ZoneContext } from './time.js'

export type ShellProps = {
  officer: Officer
  title: string
  nav?: NavId | undefined
  unread?: number | undefined
  flash?: Flash | null
  formKey: string
  timeZone?: string
  children?: Child
}

/** The frame of every page behind the sign-in: menu at the side, who is signed in on top. */
export function Shell(props: ShellProps) {
  return (
    <Document title={props.title}>
      <FormKeyContext.Provider value={props.formKey}>
        <a class="skip-link" href="#main">
          Tới nội dung chính
        </a>
        <div class="shell">
          <aside class="side">
            <Brand href={homePath(props.officer.role)} />
            <SideNav officer={props.officer} current={props.nav} />
          </aside>
          <div class="content">
            <TopBar {...props} />
            <main id="main" tabindex={-1}>
              <FlashMessage flash={props.flash ?? null} />
              <ZoneContext.Provider value={props.timeZone ?? DEFAULT_ZONE}>{props.children}</ZoneContext.Provider>
            </main>
          </div>
        </div>
      </FormKeyContext.Provider>
    </Document>
  )
}

/** The frame of pages without a signed-in officer. */
export function PlainShell({ title, children }: { title: string; children?: Child }) {
  return (
    <Document title={title}>
      <div class="plain">
        <header class="plain-head">
          <Brand href="/console" />
        </header>
        <main id="main" class="plain-main">
          {children}
        </main>
      </div>
    </Document>
  )
}

function Brand({ href }: { href: string }) {
  return (
    <a class="brand" href={href}>
      <Icon name="shield-check" />
      <span>An Ninh</span>
    </a>
  )
}

function TopBar({ officer, unread, nav }: ShellProps) {
  return (
    <header class="top">
      <div class="top-unit">{officer.unitName}</div>
      <div class="top-right">
        {worksOnTips(officer) && <Bell unread={unread ?? 0} />}
        <a class="top-link" href="/console/me" {...(nav === 'me' && { 'aria-current': 'page' })}>
          <Icon name="user-circle" />
          <span class="top-person">
            <span class="top-name">{officer.displayName}</span>
            <span class="top-role">
              {ROLE_NAMES[officer.role]}
              <span class="visually-hidden">: tài khoản của tôi</span>
            </span>
          </span>
        </a>
        <SignOut />
      </div>
    </header>
  )
}

/** Other pages keep this up to date by replacing `#notice-bell`. */
export function Bell({ unread }: { unread: number }) {
  const words = unread === 0 ? 'Thông báo: không có tin mới' : `Thông báo: ${unread} chưa đọc`
  return (
    <a class="top-link bell" id="notice-bell" href="/console/notices" aria-label={words} title={words}>
      <Icon name="bell" />
      {unread > 0 && <span class="bell-count">{unread > 99 ? '99+' : unread}</span>}
    </a>
  )
}

function SignOut() {
  return (
    <form method="post" action="/console/sign-out">
      <button type="submit" class="top-link">
        <Icon name="logout" />
        <span>Đăng xuất</span>
      </button>
    </form>
  )
}
