import type { Outgoing } from '../../engine/message.js'
import { MAX_BUTTONS, MAX_CALLBACK_BYTES } from './limits.js'
import { wellFormed } from './well-formed.js'

export type InlineButton = { text: string; callback_data: string }

/** One button a row, as phones cut long labels. What does not fit a button is still typed by its number. */
export function inlineKeyboard({ choices, waitId }: Outgoing): InlineButton[][] {
  if (!choices || waitId === undefined || waitId.includes(':')) return []
  const buttons = choices.map(({ label, value }) => ({ text: wellFormed(label), callback_data: `${waitId}:${value}` }))
  return buttons
    .filter(fits)
    .slice(0, MAX_BUTTONS)
    .map((button) => [button])
}

function fits({ text, callback_data }: InlineButton): boolean {
  return text.trim() !== '' && Buffer.byteLength(callback_data) <= MAX_CALLBACK_BYTES
}
