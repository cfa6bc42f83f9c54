import { clockName } from '../deadlines/clock-names.js'

export type NoticeLine = { number: string; category: string; urgency: string; dueAt: Date } & NoticeKind
/** `clock`: the term that it is about, where it is about one. */
export type NoticeKind = { kind: string; clock: string | null }

const SHOWN = 5
const KINDS: Readonly<Record<string, string>> = {
  new: 'Tin mới',
  copy: 'Tin gửi để biết',
  transferred: 'Tin được chuyển đến',
  answer: 'Người báo tin đã trả lời',
  escalated: 'Tin khẩn chưa có người nhận',
  due_soon: 'Tin sắp đến hạn',
  half_time: 'Tin đã qua nửa thời hạn',
  most_time: 'Tin đã qua 80% thời hạn',
  overdue: 'Tin quá hạn',
  overdue_below: 'Tin quá hạn ở đơn vị cấp dưới',
}

/** Two terms of a tip may run out: the name says which. */
export function noticeName({ kind, clock }: NoticeKind): string {
  const name = KINDS[kind] ?? 'Tin'
  return clock === null ? name : `${name} (${clockName(clock)})`
}

/**
 * `lines` from the oldest on. Number, category and clock; a tip with several notices stands once, with the newest.
 * Nothing that a citizen wrote ever reaches an officer's own phone.
 */
export function writeChatNotice(
  lines: readonly NoticeLine[],
  labels: ReadonlyMap<string, string>,
  timeZone: string,
): string {
  const one = (line: NoticeLine) =>
    `${noticeName(line)}: ${line.number} · ${line.urgency} · ${labels.get(line.category) ?? line.category} · hạn ${formatDue(line.dueAt, timeZone)}`
  const tips = [...new Map(lines.map((line) => [line.number, line])).values()]
  const [first] = tips
  if (tips.length === 1 && first) return one(first)
  const byDue = tips.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  const rest = byDue.length - SHOWN
  return [
    `Có ${lines.length} thông báo về ${tips.length} tin báo.`,
    ...byDue.slice(0, SHOWN).map(one),
    ...(rest > 0 ? [`… và ${rest} tin nữa trong bảng điều khiển.`] : []),
  ].join('\n')
}

/** A term in days ends at 24:00 of its last day, which is kept as 00:00 of the next and would be read as a day later. */
function formatDue(at: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('vi-VN', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = new Intl.DateTimeFormat('vi-VN', { timeZone, day: '2-digit', month: '2-digit' })
  if (time.format(at) !== '00:00') return `${time.format(at)} ${day.format(at)}`
  return `24:00 ${day.format(new Date(at.getTime() - 1))}`
}
