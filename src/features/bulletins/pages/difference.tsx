import { diffLines, diffWords } from 'diff'
import type { BulletinDraft } from '../bulletin.js'
import { toVietnameseDate } from '../chat-text.js'
import type { Names } from './bulletin-facts.js'

type Props = { before: BulletinDraft; after: BulletinDraft; names: Names }

/** What changed from `before` to `after`, field by field; a field that did not change is left out. */
export function Difference({ before, after, names }: Props) {
  const texts = (['title', 'summary', 'body'] as const).filter((field) => before[field] !== after[field])
  const [old, now] = [linesOf(before, names), linesOf(after, names)]
  const lists = Object.keys(now).filter((name) => old[name] !== now[name])
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
      {lists.map((name) => (
        <div>
          <dt>{name}</dt>
          <dd>
            <Parts parts={diffLines(old[name] ?? '', now[name] ?? '')} />
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

/** All but the texts, one thing to a line, so that a line is what changed. */
function linesOf(draft: BulletinDraft, names: Names): Record<string, string> {
  const { sources, topics, areas, organisations, checkBy, validUntil, quiz, picture, lang } = draft
  const named = (values: readonly string[], by: ReadonlyMap<string, string>) =>
    lines(values.map((value) => by.get(value) ?? value).sort())
  return {
    Nguồn: lines(sources.map(({ publisher, date, url }) => `${publisher}, ${toVietnameseDate(date)}: ${url}`)),
    'Chủ đề': named(topics, names.topics),
    'Địa bàn': named(areas, names.areas),
    'Cơ quan, trường học': named(organisations, names.organisations),
    'Kiểm tra lại sau ngày': lines([toVietnameseDate(checkBy)]),
    'Có giá trị đến hết ngày': lines(validUntil ? [toVietnameseDate(validUntil)] : []),
    'Đố vui': named(quiz ? [quiz] : [], names.quizzes),
    Ảnh: lines(picture ? [`ảnh số ${picture.id}: ${picture.alt}`] : []),
    'Ngôn ngữ': lines([lang === 'en' ? 'Tiếng Anh' : 'Tiếng Việt']),
  }
}

function lines(words: readonly string[]): string {
  return words.map((word) => `${word}\n`).join('')
}
