import type { Child } from 'hono/jsx'
import { Facts } from '../../../console/components/parts.js'
import { Time } from '../../../console/time.js'
import type { Tx } from '../../../platform/db.js'
import type { BulletinDraft } from '../bulletin.js'
import { toVietnameseDate } from '../chat-text.js'
import { listCorrectable, listOrganisations, nameAreas } from '../choice-queries.js'
import type { BulletinRow } from '../queries.js'
import { FROM_FILE } from './kit.js'
import type { BulletinParts } from './parts.js'

/** What officers call the things that a version names by code. */
export type Names = Readonly<
  Record<'topics' | 'areas' | 'organisations' | 'quizzes' | 'bulletins', ReadonlyMap<string, string>>
>

type Fact = readonly [string, Child]

/** For whom it is, and for how long. */
export function BulletinFacts({ row, draft, names }: { row: BulletinRow; draft: BulletinDraft; names: Names }) {
  const { checkBy, validUntil, quiz, organisations } = draft
  const rows: (Fact | false)[] = [
    ['Đơn vị', row.unitName ?? FROM_FILE],
    ['Chủ đề', wordsOf(draft.topics, names.topics)],
    ['Địa bàn', wordsOf(draft.areas, names.areas)],
    organisations.length > 0 && ['Chỉ dành cho', wordsOf(organisations, names.organisations)],
    ['Kiểm tra lại sau ngày', checkBy ? toVietnameseDate(checkBy) : 'Chưa chọn'],
    ['Có giá trị đến hết ngày', validUntil ? toVietnameseDate(validUntil) : 'Không giới hạn'],
    ['Đố vui đi kèm', quiz ? wordsOf([quiz], names.quizzes) : 'Không có'],
    ['Ngôn ngữ', draft.lang === 'en' ? 'Tiếng Anh' : 'Tiếng Việt'],
    row.correctsId !== null && ['Đính chính cho', wordsOf([row.correctsId], names.bulletins)],
    row.publishedAt !== null && ['Đăng lần đầu', <Time at={row.publishedAt} />],
  ]
  return <Facts rows={rows.filter((fact) => fact !== false)} />
}

/** Of all that these versions name. */
export async function loadNames(limited: Tx, parts: BulletinParts, ...drafts: BulletinDraft[]): Promise<Names> {
  const areas = await nameAreas(
    limited,
    drafts.flatMap((draft) => draft.areas),
  )
  return {
    topics: toMap(parts.topics),
    areas: toMap(areas),
    organisations: toMap(await listOrganisations(limited)),
    quizzes: toMap(await parts.listQuizzes(limited)),
    bulletins: toMap(await listCorrectable(limited, null)),
  }
}

function wordsOf(values: readonly string[], names: ReadonlyMap<string, string>): string {
  return values.map((value) => names.get(value) ?? value).join(', ') || 'Chưa chọn'
}

function toMap(choices: readonly { value: string; label: string }[]): ReadonlyMap<string, string> {
  return new Map(choices.map(({ value, label }) => [value, label]))
}
