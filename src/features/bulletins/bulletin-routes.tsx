import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { localDay } from '../../engine/local-day.js'
import type { Clock } from '../../platform/clock.js'
import type { Db } from '../../platform/db.js'
import { NoSuchBulletin, WithdrawnPage } from './absent-pages.js'
import { ArchivePage, BulletinPage } from './bulletin-page.js'
import { findPublic, findPublicPicture, findWithdrawn, type ListedBulletin, listPublic } from './public-queries.js'

const SELF = ["'self'"]
const NONE = ["'none'"]
/** A correction is out within five minutes. */
const KEEP = 'public, max-age=300'
/** A picture's number never shows another. */
const KEEP_PICTURE = 'public, max-age=604800, immutable'
const FEED_LENGTH = 20
const PAGE_LENGTH = 30
const SLUG = /^[a-z0-9-]{1,200}$/

type Parts = { db: Db; publicUrl: string; clock: Clock; timeZone: string }

/** Public pages for everybody and for search engines: no script, no cookie, nothing from elsewhere. */
export function bulletinRoutes({ db, publicUrl, clock, timeZone }: Parts): Hono {
  const base = publicUrl.replace(/\/$/, '')
  const routes = new Hono()
  routes.use('*', publicHeaders())
  routes.get('/', async (c) => {
    const number = pageNumber(c.req.query('trang'))
    const found = await listPublic(db, { skip: (number - 1) * PAGE_LENGTH, max: PAGE_LENGTH + 1 })
    const bulletins = found.slice(0, PAGE_LENGTH)
    const hasMore = found.length > PAGE_LENGTH
    return page(c, <ArchivePage base={base} bulletins={bulletins} page={number} hasMore={hasMore} />)
  })
  routes.get('/tin.css', serveStyle())
  routes.get('/rss.xml', async (c) => {
    c.header('content-type', 'application/rss+xml; charset=utf-8')
    c.header('cache-control', KEEP)
    return c.body(makeFeed(base, await listPublic(db, { skip: 0, max: FEED_LENGTH })).toString())
  })
  routes.get('/anh/:id{\\d{1,15}}', async (c) => {
    const picture = await findPublicPicture(db, c.req.param('id'))
    if (!picture) return c.text('Không có ảnh này.', 404)
    c.header('content-type', picture.mime)
    c.header('cache-control', KEEP_PICTURE)
    return c.body(new Uint8Array(picture.bytes))
  })
  routes.get('/:slug', async (c) => {
    const slug = c.req.param('slug')
    // By the number also: what a chat names is typed into an address, too.
    const bulletin = SLUG.test(slug) ? await findPublic(db, slug) : undefined
    if (!bulletin) return showAbsent(c, db, base, slug)
    if (bulletin.slug !== slug) return c.redirect(`/tin/${bulletin.slug}`, 302)
    return page(c, <BulletinPage base={base} bulletin={bulletin} today={localDay(clock.now(), timeZone)} />)
  })
  return routes
}

/** Gone, with the reason and what to read instead, or never there. */
async function showAbsent(c: Context, db: Db, base: string, slug: string) {
  const withdrawn = SLUG.test(slug) ? await findWithdrawn(db, slug) : undefined
  if (!withdrawn) return c.html(doctype(<NoSuchBulletin base={base} />), 404)
  const others = withdrawn.insteadOf ? [] : await listPublic(db, { skip: 0, max: 3 })
  c.header('cache-control', KEEP)
  return c.html(doctype(<WithdrawnPage base={base} bulletin={withdrawn} others={others} />), 410)
}

function pageNumber(given: string | undefined): number {
  return /^[1-9]\d{0,3}$/.test(given ?? '') ? Number(given) : 1
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

/** RSS 2.0. */
function makeFeed(base: string, bulletins: readonly ListedBulletin[]) {
  const items = bulletins.map(
    ({ slug, title, summary, publishedAt, isCorrected }) => html`
    <item>
      <title>${title}</title>
      <link>${base}/tin/${slug}</link>
      <guid isPermaLink="true">${base}/tin/${slug}</guid>
      <pubDate>${publishedAt.toUTCString()}</pubDate>
      <description>${isCorrected ? 'Đã được đính chính. ' : ''}${summary}</description>
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
