import { diffLines, diffWords } from 'diff'
import type { BulletinDraft } from '../bulletin.js'
import { toVietnameseDate } from '../chat-text.js'

/** What changed from `before` to `after`, field by field; a field that did not change is left out. */
export function Difference({ before, after }: { before: BulletinDraft; after: BulletinDraft }) {
  const texts = (['title', 'summary', 'body'] as const).filter((field) => before[field] !== after[field])
  const lists = LISTS.filter(({ words }) => words(before) !== words(after))
  if (texts.length + lists.length === 0) return <p class="mb-0">Không có gì khác.</p>
  return (
    <dl class="difference">
      {texts.map((field) => (
        <div>
          <dt>{TEXT_NAMES[field]}</dt>
          <dd>
            <Parts parts={diffWords(before[field], after[field])} />
          </dd>
        </div>
      ))}
      {lists.map(({ name, words }) => (
        <div>
          <dt>{name}</dt>
          <dd>
            <Parts parts={diffLines(words(before), words(after))} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Parts({ parts }: { parts: readonly { value: string; added: boolean; removed: boolean }[] }) {
  return (
    <>
      {parts.map(({ value, added, removed }) => {
        if (added) return <ins>{value}</ins>
        return removed ? <del>{value}</del> : <span>{value}</span>
      })}
    </>
  )
}

const TEXT_NAMES = { title: 'Tiêu đề', summary: 'Tóm tắt', body: 'Bài viết' }

/** One to a line, so that a line is what changed. */
const LISTS: readonly { name: string; words: (draft: BulletinDraft) => string }[] = [
  {
    name: 'Nguồn',
    words: ({ sources }) =>
      lines(sources.map(({ publisher, date, url }) => `${publisher}, ${toVietnameseDate(date)}: ${url}`)),
  },
  { name: 'Chủ đề', words: ({ topics }) => lines(topics.toSorted()) },
  { name: 'Địa bàn', words: ({ areas }) => lines(areas.toSorted()) },
  { name: 'Cơ quan, trường học', words: ({ organisations }) => lines(organisations.toSorted()) },
  { name: 'Kiểm tra lại sau ngày', words: ({ checkBy }) => `${checkBy}\n` },
  { name: 'Có giá trị đến hết ngày', words: ({ validUntil = '' }) => `${validUntil}\n` },
  { name: 'Đố vui', words: ({ quiz = '' }) => `${quiz}\n` },
  { name: 'Ảnh', words: ({ picture }) => (picture ? `ảnh số ${picture.id}: ${picture.alt}\n` : '\n') },
]

function lines(words: readonly string[]): string {
  return words.map((word) => `${word}\n`).join('')
}
