import MarkdownIt from 'markdown-it'
import type { Token } from 'markdown-it'

/** Markup that somebody typed stays text, and no address becomes a link by itself. */
const markdown = new MarkdownIt('commonmark', { html: false, linkify: false })
/** Sees the markup that the other takes for text. */
const strict = new MarkdownIt('commonmark', { html: true })

export function toHtml(body: string): string {
  return markdown.render(body)
}

/** What a bulletin may not hold, by the names of markdown-it's tokens. */
export function findUnsuitable(body: string): string[] {
  const all = strict.parse(body, {}).flatMap((token) => [token, ...(token.children ?? [])])
  return [...new Set(all.map(({ type }) => type).filter((type) => UNSUITABLE.has(type)))]
}

const UNSUITABLE: ReadonlySet<string> = new Set([
  'link_open',
  'image',
  'html_block',
  'html_inline',
  'fence',
  'code_block',
  'code_inline',
  'blockquote_open',
  'hr',
])

/** For chats and loudspeakers: paragraphs apart, lists by line, nothing marked. */
export function toPlainText(body: string): string {
  const blocks: string[] = []
  const lists: { number: number | null; lines: string[] }[] = []
  for (const token of markdown.parse(body, {})) {
    const list = lists.at(-1)
    if (token.type === 'bullet_list_open') lists.push({ number: null, lines: [] })
    else if (token.type === 'ordered_list_open') lists.push({ number: Number(token.attrGet('start') ?? 1), lines: [] })
    else if (token.type.endsWith('_list_close')) blocks.push((lists.pop()?.lines ?? []).join('\n'))
    else if (token.type === 'inline' && list) list.lines.push(`${bulletOf(list)} ${wordsOf(token)}`)
    else if (token.type === 'inline') blocks.push(wordsOf(token))
  }
  return blocks.join('\n\n')
}

function bulletOf(list: { number: number | null }): string {
  if (list.number === null) return '-'
  list.number += 1
  return `${list.number - 1}.`
}

function wordsOf(token: Token): string {
  return (token.children ?? []).map(({ type, content }) => (type.endsWith('break') ? ' ' : content)).join('')
}
