import type { Urgency } from './routing-rules.js'

export type TipStatus = 'new' | 'in_progress' | 'waiting_reporter' | 'closed'

/** A tip as an officer sees it, on the page and in the API alike. Nothing of the reporter is in it. */
export type TipView = {
  id: string
  number: string
  status: TipStatus
  category: string
  urgency: Urgency
  area: { code: string; name: string; province: { code: string; name: string } }
  unit: { id: string; code: string; name: string }
  channel: string
  description: string
  evidence: TipLine[]
  happened: string | null
  loss: string | null
  contactKind: 'here' | 'phone' | 'anonymous'
  why: string[]
  receivedAt: Date
  /** The earliest running clock by the calendar; none runs once the tip is closed. */
  dueAt: Date | null
  /** Who holds it now, by the database's clock. */
  holder: { id: string; name: string; until: Date } | null
  escalatedAt: Date | null
  outcome: { code: string; reason: string | null; at: Date; by: string | null } | null
  erasedAt: Date | null
  /** False: this officer's unit reads a copy. */
  isOurs: boolean
  clocks: TipClock[]
  identifiers: TipIdentifierView[]
  attachments: TipFile[]
  messages: TipMessage[]
  events: TipEventLine[]
  readers: { code: string; name: string; kind: string; since: Date }[]
}

/**
 * `label` says more than the kind, where it is known; `doubt` why the reading is not sure. `isAdded`: found in an answer,
 * where the citizen did not confirm it. `attachmentId`: read from a QR code in that picture.
 */
export type TipIdentifierView = {
  kind: string
  value: string
  raw: string
  label: string | null
  doubt: string | null
  isAdded: boolean
  attachmentId: string | null
}
export type TipLine = { label: string; value: string }
export type TipClock = {
  kind: string
  startedAt: Date
  dueAt: Date
  dueAtWorking: Date
  stoppedAt: Date | null
  breachedAt: Date | null
  /** How often the term was extended. */
  extensions: number
  /** Whose the unit's clock is. */
  unitCode: string | null
  unitName: string | null
}
export type TipFile = {
  id: string
  messageId: string | null
  mime: string
  size: number
  sha256: Buffer
  clean: string
  cleanMime: string | null
}
export type TipMessage = { id: string; author: 'citizen' | 'officer'; by: string | null; text: string; at: Date }
export type TipEventLine = { type: string; at: Date; data: { [key: string]: unknown } }
