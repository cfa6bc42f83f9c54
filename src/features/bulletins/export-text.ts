import type { BulletinContent } from './bulletin.js'
import { toSourceLine, toVietnameseDate } from './chat-text.js'
import { toHtml, toPlainText } from './markdown.js'
import { speakDate, toSpoken } from './spoken-text.js'

/** `published` as yyyy-mm-dd; `address`: where everybody reads it. */
export type Exported = BulletinContent & { unitName: string; published: string; address: string }

/** For a page on a social network: no markup, and sources by name. */
export function toFanpage(bulletin: Exported): string {
  const { title, summary, body } = bulletin
  return join(title, summary, toPlainText(body), toSourceLine(bulletin), dates(bulletin), origin(bulletin))
}

/** To be read out: whole sentences, numbers and days in words, no sign that nobody says. */
export function toLoudspeaker(bulletin: Exported): string {
  const { unitName, published, title, summary, body, sources, validUntil, checkBy } = bulletin
  const named = sources.map(({ publisher, date }) => `${publisher}, ${speakDate(date)}`)
  return join(
    `${unitName} thông báo. Bản tin đăng ${speakDate(published)}.`,
    toSpoken(title),
    toSpoken(summary),
    toSpoken(toPlainText(body)),
    `Theo ${[...new Set(named)].join('; ')}.`,
    [
      validUntil && `Bản tin có giá trị đến hết ${speakDate(validUntil)}.`,
      `Nội dung cần kiểm tra lại sau ${speakDate(checkBy)}.`,
      `Bà con có thể đọc lại trên trang bản tin của Công an.`,
    ]
      .filter(Boolean)
      .join(' '),
  )
}

export function toMarkdown(bulletin: Exported): string {
  const { title, summary, body, sources } = bulletin
  const list = sources.map(
    ({ publisher, date, url }) => `- [${escapeMarkdown(publisher)}](<${url}>), ${toVietnameseDate(date)}`,
  )
  return `${join(`# ${escapeMarkdown(title)}`, origin(bulletin), `**${escapeMarkdown(summary)}**`, body, '## Nguồn', list.join('\n'), dates(bulletin))}\n`
}

/** A piece to paste into a page, without a frame of its own. */
export function toWebsite(bulletin: Exported): string {
  const { title, summary, body, sources } = bulletin
  const list = sources.map(
    ({ publisher, date, url }) => `<li><a href="${html(url)}">${html(publisher)}</a>, ${toVietnameseDate(date)}</li>`,
  )
  return `<article lang="${bulletin.lang}">
<h1>${html(title)}</h1>
<p>${html(origin(bulletin))}</p>
<p><strong>${html(summary)}</strong></p>
${toHtml(body).trim()}
<h2>Nguồn</h2>
<ul>
${list.join('\n')}
</ul>
<p>${html(dates(bulletin))}</p>
</article>
`
}

function origin({ unitName, published, address }: Exported): string {
  return `${unitName} đăng ngày ${toVietnameseDate(published)} tại ${address}`
}

function dates({ validUntil, checkBy }: Exported): string {
  const until = validUntil ? `Có giá trị đến hết ngày ${toVietnameseDate(validUntil)}. ` : ''
  return `${until}Kiểm tra lại sau ngày ${toVietnameseDate(checkBy)}.`
}

function join(...paragraphs: string[]): string {
  return paragraphs.join('\n\n')
}

/** What would be markup in Markdown stays text. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#]/g, '\\$&')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function html(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
}
