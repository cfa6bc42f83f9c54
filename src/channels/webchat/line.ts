import { type Choice, OFFER_WAIT_ID } from '../../engine/message.js'
import type { TranscriptEntry } from './deps.js'

/** A transcript entry as the page shows it, the same from the server and from the script. */
export type Line = {
  id: string
  from: 'citizen' | 'bot'
  text: string
  choices: Choice[]
  waitId: string | null
  at: string
  time: string
  eventId: string | null
  secretId: string | null
  picture: { src: string; alt: string } | null
}

const CLOCK = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  day: '2-digit',
  month: '2-digit',
  hourCycle: 'h23',
})

export function toLine(entry: TranscriptEntry): Line {
  const part = Object.fromEntries(CLOCK.formatToParts(entry.at).map(({ type, value }) => [type, value]))
  return {
    id: entry.id,
    from: entry.from,
    text: entry.text,
    choices: choicesOf(entry),
    waitId: entry.waitId ?? (entry.offers ? OFFER_WAIT_ID : null),
    at: entry.at.toISOString(),
    time: `${part['hour']}:${part['minute']} · ${part['day']}/${part['month']}`,
    eventId: entry.eventId ?? null,
    secretId: entry.secretId ?? null,
    picture: entry.picture ? { src: `/tin/anh/${entry.picture.id}`, alt: entry.picture.alt } : null,
  }
}

/** Offers stand below their words; they have no number, because nothing waits for one. */
function choicesOf({ waitId, choices = [], offers = [] }: TranscriptEntry): Line['choices'] {
  if (waitId !== undefined) return choices
  return offers.map(({ label, payload }) => ({ value: payload, number: 0, label }))
}
