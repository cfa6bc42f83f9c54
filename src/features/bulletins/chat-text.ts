import type { Bulletin } from './bulletin.js'
import { toPlainText } from './markdown.js'

/** A bulletin as a message: sources by name and date, without a link to tap (P8). */
export function toChatText(bulletin: Bulletin): string {
  const sources = bulletin.sources.map(({ publisher, date }) => `${publisher} (${toVietnameseDate(date)})`)
  return [
    bulletin.title,
    toPlainText(bulletin.body),
    `Nguồn: ${[...new Set(sources)].join('; ')}.`,
    `Đăng ngày ${toVietnameseDate(bulletin.published)}, kiểm tra lại sau ngày ${toVietnameseDate(bulletin.checkBy)}.`,
  ].join('\n\n')
}

/** 2026-01-07 → 7/1/2026; a month or a year alone stays one. */
export function toVietnameseDate(date: string): string {
  const [year, ...rest] = date.split('-')
  return [...rest.reverse().map(Number), year].join('/')
}
