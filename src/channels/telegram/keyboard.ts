import { OFFER_WAIT_ID, type Outgoing } from '../../engine/message.js'
import { MAX_BUTTONS, MAX_CALLBACK_BYTES } from './limits.js'
import { wellFormed } from './well-formed.js'

export type InlineButton = { text: string; callback_data: string }
type Keyboard = Pick<Outgoing, 'choices' | 'waitId' | 'offers'>

/** One button a row, as phones cut long labels. What does not fit a button is still typed by its number. */
export function inlineKeyboard({ choices = [], waitId, offers = [] }: Keyboard): InlineButton[][] {
  const answers = waitId === undefined || waitId.includes(':') ? [] : choices.map((choice) => ({ ...choice, waitId }))
  const others = offers.map(({ label, payload }) => ({ label, value: payload, waitId: OFFER_WAIT_ID }))
  return [...answers, ...others]
    .map(({ label, value, waitId: id }) => ({ text: wellFormed(label), callback_data: `${id}:${value}` }))
    .filter(fits)
    .slice(0, MAX_BUTTONS)
    .map((button) => [button])
}

function fits({ text, callback_data }: InlineButton): boolean {
  return text.trim() !== '' && Buffer.byteLength(callback_data) <= MAX_CALLBACK_BYTES
}
