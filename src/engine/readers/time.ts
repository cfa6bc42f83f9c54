import { Temporal } from 'temporal-polyfill'

/** The time of day in a folded text: "9h30", "9 gio ruoi toi", "21:05". */
export function findTime(text: string): Temporal.PlainTime | 'impossible' | undefined {
  const [, hours, minutes, half, less, period] = WRITTEN.exec(text) ?? []
  if (!hours) return undefined
  const hour = hourOfDay(Number(hours), period ?? PERIOD.exec(text)?.[1])
  const minute = half ? 30 : Number(minutes ?? 0)
  if (hour > 23 || minute > 59) return 'impossible'
  return Temporal.PlainTime.from({ hour, minute }).subtract({ minutes: Number(less ?? 0) })
}

const PERIOD = /\b(sang|trua|chieu|toi|dem|am|pm)\b/
const WRITTEN =
  /(?<![\d/.,])(\d{1,2}) ?(?:(?::|h|g|gio) ?(?:(\d{2})(?![\d/.])(?: ?phut)?|(ruoi)\b|kem (\d{1,2})(?: ?phut)?)?)(?![a-z\d])(?: (sang|trua|chieu|toi|dem|am|pm)\b)?/

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
