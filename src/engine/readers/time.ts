import { Temporal } from 'temporal-polyfill'

/** `rest` is the text without what was read. */
export type FoundTime = { time: Temporal.PlainTime | 'impossible' | undefined; rest: string }

/** The time of day in a folded text: "9h30", "9 gio ruoi toi", "21:05"; "9.30" only beside a whole date. */
export function findTime(folded: string): FoundTime {
  const text = folded.replace(BETWEEN_HOURS, ' ')
  const match = WRITTEN.exec(text) ?? (WHOLE_DATE.test(text) ? DOTTED.exec(text) : null)
  if (!match?.groups) return { time: undefined, rest: text }
  const all = match[0]
  const { hours, minutes, half, less, english, period = english } = match.groups
  const hour = hourOfDay(Number(hours), period ?? PERIOD.exec(text)?.[1])
  const minute = half ? 30 : Number(minutes ?? 0)
  // The part of the day may belong to the day: "9h tối qua".
  const read = period ? all.length - period.length : all.length
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + read)}`
  if (hour > 23 || minute > 59) return { time: 'impossible', rest }
  return { time: Temporal.PlainTime.from({ hour, minute }).subtract({ minutes: Number(less ?? 0) }), rest }
}

/** "8-9h": the day is certain, the hour is not. */
const BETWEEN_HOURS = /(?<![\d/.,~])\d{1,2}~\d{1,2} ?(?:h|gio)\b/g
const WHOLE_DATE = /(?<!\d)\d{1,2}[/.~ ]\d{1,2}[/.~ ]\d{4}(?!\d)/
const DOTTED = /(?<![\d/.,~])(?<hours>\d{1,2})\.(?<minutes>\d{2})(?![\d/.~])/
const PERIOD = /\b(sang|trua|chieu|toi|dem|am|pm)\b/
const UNIT = '(?::|h|g|gio) ?(?:(?<minutes>\\d{2})(?![\\d/.~])(?: ?phut)?|ruoi\\b|kem (?<less>\\d{1,2})(?: ?phut)?)?'
/** Without a unit: "9 ruoi toi", "9am". */
const BARE = '(?:ruoi\\b|(?=[ap]m\\b))'
const PART = '(?: ?(?<english>am|pm)\\b|(?![a-z\\d])(?: (?<period>sang|trua|chieu|toi|dem)\\b)?)'
const WRITTEN = new RegExp(
  `(?<![\\d/.,~])(?<hours>\\d{1,2})(?=(?<half> ?(?:h|g|gio|:)? ?ruoi\\b)?) ?(?:${UNIT}|${BARE})${PART}`,
)

function hourOfDay(hour: number, period: string | undefined): number {
  switch (period) {
    case 'sang':
    case 'am':
      return hour === 12 ? 0 : hour
    case 'trua':
      return hour < 4 ? hour + 12 : hour
    case 'chieu':
    case 'pm':
      return hour < 12 ? hour + 12 : hour
    case 'toi':
      return hour < 12 ? hour + 12 : hour === 12 ? 0 : hour
    case 'dem':
      return hour === 12 ? 0 : hour >= 6 && hour < 12 ? hour + 12 : hour
    default:
      return hour
  }
}
