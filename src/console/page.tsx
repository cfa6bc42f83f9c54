import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ConsoleContext } from './edge.js'
import { PlainShell, Shell } from './layout.js'
import type { NavId } from './nav.js'

export type PageOptions = { title: string; nav?: NavId; status?: ContentfulStatusCode }

/** A whole page for the officer who is signed in. */
export async function page(c: ConsoleContext, options: PageOptions, body: Child): Promise<Response> {
  const { officer, formKey, flash, countUnread, timeZone } = c.var
  const shell = (
    <Shell
      officer={officer}
      formKey={formKey}
      flash={flash}
      title={options.title}
      nav={options.nav}
      unread={await countUnread?.()}
      timeZone={timeZone}
    >
      {body}
    </Shell>
  )
  return render(c, shell, options.status)
}

/** A whole page for somebody who is not signed in. */
export function plainPage(c: Context, options: PageOptions, body: Child): Promise<Response> {
  return render(c, <PlainShell title={options.title}>{body}</PlainShell>, options.status)
}

async function render(c: Context, document: Child, status: ContentfulStatusCode = 200): Promise<Response> {
  return c.html(`<!doctype html>${await String(document)}`, status)
}
