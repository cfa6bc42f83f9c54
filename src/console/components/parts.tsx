import type { Child } from 'hono/jsx'
import { Icon } from '../icon.js'

/** The page's name, one line on what it is for, and its main act at the right. */
export function PageHeader({
  title,
  lead,
  back,
  children,
}: {
  title: string
  lead?: Child
  back?: { href: string; label: string }
  children?: Child
}) {
  return (
    <div class="page-head">
      <div>
        {back && (
          <a class="back-link" href={back.href}>
            <Icon name="arrow-left" />
            {back.label}
          </a>
        )}
        <h1>{title}</h1>
        {lead && <p class="page-lead">{lead}</p>}
      </div>
      {children && <div class="page-acts">{children}</div>}
    </div>
  )
}

export function Card({ title, children, id }: { title?: string; children?: Child; id?: string }) {
  return (
    <section class="card mb-3" {...(id && { id })}>
      {title && (
        <div class="card-header">
          <h2 class="card-title">{title}</h2>
        </div>
      )}
      <div class="card-body">{children}</div>
    </section>
  )
}

export type BadgeTone = 'neutral' | 'good' | 'warn' | 'bad' | 'info'

/** Always words, never colour alone. */
export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children?: Child }) {
  return <span class={`tag tag-${tone}`}>{children}</span>
}

/** An empty place says what belongs there and what to do about it. */
export function EmptyState({
  icon = 'inbox',
  title,
  children,
  action,
}: {
  icon?: string
  title: string
  children?: Child
  action?: { href: string; label: string }
}) {
  return (
    <div class="empty-state">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <LinkButton href={action.href} label={action.label} />}
    </div>
  )
}

export function LinkButton({
  href,
  label,
  icon,
  kind = 'primary',
}: {
  href: string
  label: string
  icon?: string
  kind?: 'primary' | 'plain'
}) {
  return (
    <a class={kind === 'primary' ? 'btn btn-primary' : 'btn'} href={href}>
      {icon && <Icon name={icon} />}
      {label}
    </a>
  )
}

export function SubmitButton({
  label,
  icon,
  kind = 'primary',
  name,
  value,
}: {
  label: string
  icon?: string
  kind?: 'primary' | 'plain' | 'danger'
  name?: string
  value?: string
}) {
  const look = kind === 'primary' ? 'btn btn-primary' : kind === 'danger' ? 'btn btn-danger' : 'btn'
  return (
    <button type="submit" class={look} {...(name && { name })} {...(value && { value })}>
      {icon && <Icon name={icon} />}
      {label}
    </button>
  )
}

/** Name and value, one under the other: the facts of one thing. */
export function Facts({ rows }: { rows: readonly (readonly [string, Child])[] }) {
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
