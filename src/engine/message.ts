/** Plain JSON: what a conversation's state, facts and effect arguments are made of. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A file as the channel names it; its bytes are fetched before the turn, never inside it. */
export type MediaRef = { fileRef: string; mime?: string; size?: number; name?: string; groupId?: string }

/** What one platform event says, before its files are fetched. */
export type InboundContent =
  | { kind: 'text'; text: string }
  /** `waitId` names the question that the button belonged to: an old one is told so politely. */
  | { kind: 'choice'; waitId: string; value: string; callbackId?: string }
  | { kind: 'media'; media: MediaRef[]; caption?: string }
  | { kind: 'contact'; phone: string }
  /** Where the person is, in degrees. Only a question that takes one sees it, and only in its turn. */
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'start'; payload?: string }
  | { kind: 'unsupported'; what: 'sticker' | 'voice' | 'video' | 'file' | 'location' | 'other'; caption?: string }
  | { kind: 'edited'; text: string }
  /** The person blocked or left the account; `unblocked` when they come back. No reply to either. */
  | { kind: 'blocked' }
  | { kind: 'unblocked' }
  /** A shape that we do not know: stored, answered to the platform, no reply to the person. */
  | { kind: 'unknown' }

/** Ids are strings: Zalo's exceed 2^53. Without a conversation key the event is only stored. */
export type Inbound = {
  accountId: string
  eventId: string
  conversationKey?: string
  /** What the channel needs to write back (a chat id); stored encrypted. */
  address?: string
  /** The platform's own time of the event, when it names one. */
  sentAt?: Date
  content: InboundContent
}

/** A fetched file: sealed, or refused with the reason that the citizen is told. */
export type MediaItem =
  | { attachmentId: string; mime: string; size: number }
  | { refused: 'too_big' | 'not_a_picture' | 'unreadable' | 'not_fetched' }

/** What the engine sees of an event: as `InboundContent`, but files are sealed attachments by now. */
export type TurnContent =
  | Exclude<InboundContent, { kind: 'media' }>
  | { kind: 'media'; media: MediaItem[]; caption?: string }

export type Choice = {
  /** Stable id of the option inside its node, e.g. `yes`. */
  value: string
  /** The number that a citizen types for it: 1, 2, 3 … */
  number: number
  label: string
}

/**
 * One message to a citizen, channel-neutral. `text` does not repeat the numbered choices: a channel adds
 * them with `withNumberedChoices`. Between U+E000 and U+E001 stands the name of a secret that only the
 * sender fills in (a receipt code), so that no table holds it.
 */
export type Outgoing = {
  text: string
  choices?: Choice[]
  waitId?: string
  /** Beside no question, e.g. under a bulletin. The text names what to type for each (P6). */
  offers?: Offer[]
  picture?: Picture
}

/** A button that opens a talk as `/start payload` does. */
export type Offer = { label: string; payload: string }

/** The question that an offer's button names: it is open at any time. */
export const OFFER_WAIT_ID = 'start'

/** A row of `picture`, and what it shows for who does not see it. */
export type Picture = { id: string; alt: string }

/** A channel's limits, which `flows check` holds every text against. Texts in characters. */
export type Capabilities = {
  maxText: number
  maxButtonLabel: number
  maxButtons: number
  buttons: boolean
  media: boolean
}
