import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { localDay } from '../../engine/local-day.js'
import type { Clock } from '../../platform/clock.js'
import { ArchivePage, BulletinPage, NoSuchBulletin } from './bulletin-page.js'
import { isPastItsDate } from './bulletin-rules.js'
import type { Bulletin } from './bulletin.js'

const SELF = ["'self'"]
const NONE = ["'none'"]
/** A correction is out within five minutes. */
const KEEP = 'public, max-age=300'
const FEED_LENGTH = 20

type Parts = { bulletins: readonly Bulletin[]; publicUrl: string; clock: Clock; timeZone: string }

/** Public pages for everybody and for search engines: no script, no cookie, nothing from elsewhere. */
export function bulletinRoutes({ bulletins, publicUrl, clock, timeZone }: Parts): Hono {
  const base = publicUrl.replace(/\/$/, '')
  const bySlug = new Map(bulletins.map((bulletin) => [bulletin.slug, bulletin]))
  const routes = new Hono()
  routes.use('*', publicHeaders())
  routes.get('/', (c) => page(c, <ArchivePage base={base} bulletins={bulletins} />))
  routes.get('/tin.css', serveStyle())
  routes.get('/rss.xml', (c) => {
    c.header('content-type', 'application/rss+xml; charset=utf-8')
    c.header('cache-control', KEEP)
    return c.body(makeFeed(base, bulletins.slice(0, FEED_LENGTH)).toString())
  })
  routes.get('/:slug', (c) => {
    const bulletin = bySlug.get(c.req.param('slug'))
    if (!bulletin) return c.html(doctype(<NoSuchBulletin base={base} />), 404)
    const isStale = isPastItsDate(bulletin, localDay(clock.now(), timeZone))
    return page(c, <BulletinPage base={base} bulletin={bulletin} isStale={isStale} />)
  })
  return routes
}

function publicHeaders() {
  return secureHeaders({
    contentSecurityPolicy: { defaultSrc: NONE, styleSrc: SELF, imgSrc: SELF, baseUri: NONE, frameAncestors: NONE },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: false,
  })
}

type Markup = ReturnType<typeof ArchivePage>

function page(c: Context, content: Markup) {
  c.header('cache-control', KEEP)
  return c.html(doctype(content))
}

function doctype(content: Markup) {
  return html`<!doctype html>${content}`
}

function serveStyle() {
  const bytes = new Uint8Array(readFileSync(new URL('./assets/tin.css', import.meta.url)))
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return (c: Context) => {
    c.header('cache-control', 'no-cache')
    c.header('etag', etag)
    if (c.req.header('if-none-match') === etag) return c.body(null, 304)
    c.header('content-type', 'text/css; charset=utf-8')
    return c.body(bytes)
  }
}

/** RSS 2.0. A day has no hour, so noon in Vietnam stands for it: that is the same day everywhere that reads us. */
function makeFeed(base: string, bulletins: readonly Bulletin[]) {
  const items = bulletins.map(
    ({ slug, title, summary, published }) => html`
    <item>
      <title>${title}</title>
      <link>${base}/tin/${slug}</link>
      <guid isPermaLink="true">${base}/tin/${slug}</guid>
      <pubDate>${new Date(`${published}T12:00:00+07:00`).toUTCString()}</pubDate>
      <description>${summary}</description>
    </item>`,
  )
  return html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0">
  <channel>
    <title>Bản tin An Ninh</title>
    <link>${base}/tin</link>
    <description>Cảnh báo lừa đảo và hướng dẫn an toàn trên mạng</description>
    <language>vi</language>${items}
  </channel>
</rss>
`
}
