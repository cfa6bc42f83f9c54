import type { Capabilities, Inbound, Outgoing } from '../engine/message.js'

/** A page or bot of one unit on one channel, with its settings opened (tokens in clear, in memory only). */
export type Account = {
  id: string
  channel: string
  /** What officers call it; citizens read `unitName`. */
  name: string
  /** Of the unit that it belongs to; null for the accounts of no unit in particular. */
  unitName: string | null
  /** The unit's own area: pre-selected in reports from this account. */
  areaCode: string | null
  /** The channel's own keys, e.g. `token`, `webhookSecret`; which ones is the channel's affair. */
  settings: Readonly<Record<string, string>>
}

export type SendResult =
  /** `pictureRef`: what the platform now calls the picture. `pictureRefused`: it went without it. */
  | { kind: 'sent'; messageId?: string; pictureRef?: string; pictureRefused?: true }
  /** The person blocked us: nothing more goes to this conversation until they write again. */
  | { kind: 'blocked' }
  /** The whole account pauses, for all senders. Seconds. */
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  /** Will never work (bad request): not retried. `reason` carries no content. */
  | { kind: 'rejected'; reason: string }
  /** Network or server trouble: retried with back-off. `isUnsure`: the request may have been carried out. */
  | { kind: 'failed'; reason: string; isUnsure?: true }

/** A message with its picture at hand: its bytes, or the name under which the platform has it already. */
export type Sendable = Omit<Outgoing, 'picture'> & {
  picture?: { alt: string; mime: string; bytes: Buffer } | { alt: string; ref: string }
}

/** How bulletins reach people here. */
export type BulletinWay = {
  /** `call`: the platform is called for each person. `transcript`: written into the talk, read at the next visit. */
  via: 'call' | 'transcript'
  /** The platform takes nothing more so long after the person's last message. */
  windowHours?: number
  /** The platform takes no more for one person in 30 days. */
  perPersonPerMonth?: number
}

export type FetchedFile =
  | { kind: 'fetched'; bytes: Buffer; name?: string }
  | { kind: 'too_big' }
  | { kind: 'gone' }
  | { kind: 'failed'; reason: string }
  | { kind: 'rate_limited'; retryAfterSeconds: number }

/** What every channel gives to the rest of the house. Nothing else knows a channel's name. */
export type Channel = {
  name: string
  capabilities: Capabilities
  bulletins: BulletinWay
  /** Secrets are already filled in. Must give up within 20 seconds: the sender's lease is 30. */
  send(account: Account, address: string, message: Sendable): Promise<SendResult>
  /** Bytes of a file that an event named; `maxBytes` is enforced while reading. */
  fetchFile(account: Account, fileRef: string, maxBytes: number): Promise<FetchedFile>
  /** The file has been taken over (or refused): a copy that the channel kept itself goes now. */
  releaseFile?(fileRef: string): Promise<void>
  /** Tells the platform that a button press was seen (it stops the spinner). Best effort. */
  acknowledgeChoice?(account: Account, callbackId: string): Promise<SendResult>
}

/** Stores the event; the platform may be answered once this resolves. `duplicate` is as good as stored. */
export type Receive = (inbound: Inbound) => Promise<'stored' | 'duplicate'>
