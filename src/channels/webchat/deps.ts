import type { Logger } from 'pino'
import type { Account, Receive } from '../../conversations/channel.js'
import type { Choice, Offer, Picture } from '../../engine/message.js'

export type TranscriptEntry = {
  /** Where a reader stands after this entry; opaque, without line breaks. */
  id: string
  from: 'citizen' | 'bot'
  text: string
  choices?: Choice[]
  waitId?: string
  /** Buttons beside no question: they work at any time. */
  offers?: Offer[]
  /** Shown for as long as what it belongs to is public; its words stand in its place from then on. */
  picture?: Picture
  at: Date
  /** Of a citizen's entry: lets the page put it in the place of the message that it was still sending. */
  eventId?: string
  /** Names an entry that holds a secret, whose text changes once the secret is hidden. */
  secretId?: string
}

type Transcript = {
  /** Oldest first; from `afterId` on when given. Includes replies that are not marked as sent yet. */
  list(conversationKey: string, afterId?: string): Promise<TranscriptEntry[]>
  /** Calls `onNew` when there may be more to list, in whichever process that happened; returns how to stop. */
  subscribe(conversationKey: string, onNew: () => void): () => void
}

export type Limits = {
  postsPerSession: number
  postsPerIp: number
  newSessionsPerIp: number
  /** Looks at the transcript, each opened stream being one. */
  readsPerSession: number
  readsPerIp: number
}

export type WebchatDeps = {
  account: Account
  /** Whose page this is, as citizens read it below the name, e.g. "Kênh nhận tin báo của Công an xã Tịnh Khê". */
  identity: string
  publicUrl: string
  receive: Receive
  transcript: Transcript
  /** May be called twice with one event id (a resend): the second file may take the place of the first. */
  storeUpload: (bytes: Buffer, upload: { eventId: string }) => Promise<string>
  readUpload: (fileRef: string) => Promise<Buffer | null | undefined>
  /** The upload is needed no more: its bytes are destroyed. */
  releaseUpload: (fileRef: string) => Promise<void>
  /** Wakes the subscribers of a conversation. */
  notify: (conversationKey: string) => void | Promise<void>
  log: Logger
  /** Per minute. Many citizens share one address of a mobile network, so the limits by address are wide. */
  limits?: Partial<Limits> | undefined
  /** Ends the open streams, so that the server can stop. */
  signal?: AbortSignal | undefined
}
