import { withoutLinks } from './links.js'
import type { Outgoing } from './message.js'
import { withNumberedChoices } from './numbered.js'

/** Short texts go out as one message; what is longer than the smallest channel takes is cut at a line. */
const MAX_JOINED = 1_500
const MAX_TEXT = 1_900

export function joinReplies(replies: readonly Outgoing[]): Outgoing[] {
  const joined: Outgoing[] = []
  for (const next of replies.map(defuse)) {
    const last = joined.at(-1)
    const isPlain = last && !last.choices && !last.waitId && !last.picture && !last.offers
    const together = isPlain ? { ...next, text: `${last.text}\n\n${next.text}` } : undefined
    if (together && withNumberedChoices(together).length <= MAX_JOINED) joined[joined.length - 1] = together
    else joined.push(next)
  }
  return joined.flatMap(split)
}

/** All that a talk says passes here, on its way to whatever channel. */
function defuse(message: Outgoing): Outgoing {
  const choices = message.choices?.map((choice) => ({ ...choice, label: withoutLinks(choice.label) }))
  return { ...message, text: withoutLinks(message.text), ...(choices && { choices }) }
}

/** The choices stay with the last part. */
function split(message: Outgoing): Outgoing[] {
  const numbered = withNumberedChoices(message).length - message.text.length
  const room = Math.max(200, MAX_TEXT - numbered)
  if (message.text.length <= room) return [message]
  const parts: string[] = []
  let rest = message.text
  while (rest.length > room) {
    const end = cutAt(rest, room)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return [...parts.map((text) => ({ text })), { ...message, text: rest }]
}

function cutAt(text: string, room: number): number {
  const head = text.slice(0, room)
  const place = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('. ') + 1)
  if (place > room / 2) return place
  const space = head.lastIndexOf(' ')
  if (space > room / 2) return space
  return /[\uD800-\uDBFF]$/.test(head) ? room - 1 : room
}
