import type { TestApp } from '../harness/test.js'
import type { Writer } from './bulletin-case.js'

const COMMON = {
  explain: 'Công an không hỏi mã qua điện thoại.',
  publisher: 'Báo Ví Dụ',
  date: '2026-01-07',
  url: 'https://example.org/bai',
  checkBy: '2027-05-20',
}

/** Questions in order, as their forms send them, by their kinds. */
export const QUESTIONS = {
  single: {
    ...{ ...COMMON, ask: 'Có người hỏi mã OTP. Bạn làm gì?', right: '1' },
    ...{ 'option-1': 'Tắt máy', 'option-2': 'Đọc mã', 'option-3': 'Đọc một nửa' },
  },
  several: {
    ...{ ...COMMON, ask: 'Dấu hiệu nào là của kẻ lừa đảo?', 'right-1': 'yes', 'right-3': 'yes' },
    ...{ 'option-1': 'Giục gấp', 'option-2': 'Hẹn gặp ở trụ sở', 'option-3': 'Bảo giữ bí mật' },
  },
  true_false: { ...COMMON, ask: 'Công an làm việc qua video Zalo.', answer: 'false' },
  order: {
    ...{ ...COMMON, ask: 'Lỡ chuyển tiền, bạn làm gì trước?' },
    ...{ 'option-1': 'Gọi ngân hàng', 'option-2': 'Gom chứng cứ', 'option-3': 'Báo công an' },
  },
  scam: {
    ...{ ...COMMON, ask: 'Tin nào là lừa đảo, A hay B?', right: '1' },
    ...{ 'option-1': 'Bạn trúng thưởng', 'option-2': 'Hẹn họp lớp chủ nhật' },
  },
} as const satisfies Record<string, Record<string, string>>

const HEAD = { title: 'Nhận ra kẻ giả danh', 'topics-MAO_DANH': 'yes', bulletin: '', base: '0' }

/** The id of the quiz that was begun. */
export async function begins(writer: Writer, fields: Record<string, string> = {}): Promise<string> {
  const { status, location, body } = await writer.post('/console/quizzes/new', { ...HEAD, ...fields })
  const id = /^\/console\/quizzes\/([a-z0-9-]+)$/.exec(location)?.[1]
  if (status !== 303 || !id) throw new Error(`not begun: ${status} ${location} ${body.slice(0, 300)}`)
  return id
}

/** The id of the question that was added to that version. */
export async function adds(
  writer: Writer,
  quizId: string,
  kind: keyof typeof QUESTIONS,
  base: number,
  fields: Record<string, string> = {},
): Promise<string> {
  const form = { ...QUESTIONS[kind], base: String(base), ...fields }
  const { status, location, body } = await writer.post(`/console/quizzes/${quizId}/questions/new?kind=${kind}`, form)
  const id = /#q-([a-z0-9-]+)$/.exec(location)?.[1]
  if (status !== 303 || !id) throw new Error(`not added: ${status} ${location} ${body.slice(0, 300)}`)
  return id
}

/** A quiz with a question of each kind, in its sixth version. */
export async function writesWhole(writer: Writer, fields: Record<string, string> = {}): Promise<string> {
  const id = await begins(writer, fields)
  const kinds = Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]
  for (const [index, kind] of kinds.entries()) await adds(writer, id, kind, index + 1)
  return id
}

export const WHOLE_VERSION = 6

export function acts(
  writer: Writer,
  quizId: string,
  act: string,
  version: number,
  fields: Record<string, string> = {},
) {
  return writer.post(`/console/quizzes/${quizId}/${act}`, { version: String(version), ...fields })
}

export async function givenPublished(writer: Writer, reviewer: Writer): Promise<string> {
  const id = await writesWhole(writer)
  for (const { status, body } of [
    await acts(writer, id, 'ask-review', WHOLE_VERSION),
    await acts(reviewer, id, 'approve', WHOLE_VERSION),
  ]) {
    if (status !== 303) throw new Error(`not published: ${status} ${body.slice(0, 2000)}`)
  }
  return id
}

export async function stateOf({ db }: TestApp, id: string) {
  return db
    .selectFrom('quiz')
    .select(['state', 'version', 'publicVersion'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

export async function contentOf({ db }: TestApp, id: string): Promise<{ questions: { id: string; ask: string }[] }> {
  const row = await db
    .selectFrom('quizVersion')
    .select('content')
    .where('quizId', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.content as { questions: { id: string; ask: string }[] }
}
