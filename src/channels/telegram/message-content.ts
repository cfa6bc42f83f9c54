import type { InboundContent, MediaRef } from '../../engine/message.js'
import { MAX_DOWNLOAD_BYTES } from './limits.js'
import { Location, type TelegramMessage, type TelegramPhoto } from './update-shape.js'

type Unsupported = Extract<InboundContent, { kind: 'unsupported' }>['what']

/** In this order: a GIF also has `document`, a venue also has `location`. */
const UNSUPPORTED: readonly (readonly [key: string, what: Unsupported])[] = [
  ['sticker', 'sticker'],
  ['voice', 'voice'],
  ['audio', 'voice'],
  ['animation', 'video'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['document', 'file'],
  ['venue', 'location'],
  ['location', 'location'],
  ['poll', 'other'],
  ['dice', 'other'],
  ['story', 'other'],
  ['game', 'other'],
  ['checklist', 'other'],
  ['paid_media', 'other'],
  ['live_photo', 'other'],
  ['rich_message', 'other'],
]
const START = /^\/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*$/

/** What a citizen's message says. Service messages (pins, joins, settings) are `unknown`: nobody waits for an answer. */
export function readContent(message: TelegramMessage): InboundContent {
  if (message.text !== undefined) return readText(message)
  if (message.photo) return media(message, photoRef(message.photo))
  const document = documentRef(message)
  if (document) return media(message, document)
  if (message.contact) return readContact(message)
  const location = Location.safeParse(message['location'])
  if (location.success) return { kind: 'location', ...location.data }
  const unsupported = UNSUPPORTED.find(([key]) => message[key] !== undefined)
  if (!unsupported) return { kind: 'unknown' }
  const caption = wordsOf(message)
  return { kind: 'unsupported', what: unsupported[1], ...(caption === undefined ? {} : { caption }) }
}

/** An edit changes words only; a moved live location or a replaced picture says nothing that we can use. */
export function readEdit(message: TelegramMessage): InboundContent {
  const text = wordsOf(message)
  return text === undefined ? { kind: 'unknown' } : { kind: 'edited', text }
}

function readText(message: TelegramMessage): InboundContent {
  const start = START.exec(message.text ?? '')
  if (!start) return { kind: 'text', text: wordsOf(message) ?? '' }
  return start[1] === undefined ? { kind: 'start' } : { kind: 'start', payload: start[1] }
}

/** A forwarded scam often hides its address behind a word: the address is the evidence, so it is kept with the words. */
function wordsOf({ text, entities, caption, caption_entities }: TelegramMessage): string | undefined {
  const words = text ?? caption
  if (words === undefined) return undefined
  const hidden = (text === undefined ? caption_entities : entities) ?? []
  const addresses = hidden.flatMap(({ type, url }) => (type === 'text_link' && url ? [url] : []))
  const unseen = [...new Set(addresses)].filter((address) => !words.includes(address))
  return [words, ...unseen].join('\n')
}

function media(message: TelegramMessage, ref: MediaRef): InboundContent {
  const caption = wordsOf(message)
  const grouped = message.media_group_id === undefined ? ref : { ...ref, groupId: message.media_group_id }
  return { kind: 'media', media: [grouped], ...(caption === undefined ? {} : { caption }) }
}

function photoRef(sizes: readonly TelegramPhoto[]): MediaRef {
  const byArea = [...sizes].sort((a, b) => b.width * b.height - a.width * a.height)
  const best = byArea.find(({ file_size }) => (file_size ?? 0) <= MAX_DOWNLOAD_BYTES) ?? byArea.at(-1)
  const { file_id, file_size } = best as TelegramPhoto
  return { fileRef: file_id, mime: 'image/jpeg', ...(file_size === undefined ? {} : { size: file_size }) }
}

/** A picture sent "as a file" keeps its quality, which is what evidence needs; a PDF is often a bank's statement. */
function documentRef({ document, animation }: TelegramMessage): MediaRef | undefined {
  const mime = document?.mime_type?.toLowerCase()
  if (!document || animation !== undefined || !mime) return undefined
  if (!mime.startsWith('image/') && mime !== 'application/pdf') return undefined
  return {
    fileRef: document.file_id,
    mime,
    ...(document.file_size === undefined ? {} : { size: document.file_size }),
    ...(document.file_name === undefined ? {} : { name: document.file_name }),
  }
}

/** Only one's own card answers "may we call you"; somebody else's is what the citizen tells us about. */
function readContact({ contact, from }: TelegramMessage): InboundContent {
  const phone = contact?.phone_number ?? ''
  if (contact?.user_id !== undefined && contact.user_id === from?.id) return { kind: 'contact', phone }
  const parts = [contact?.first_name, contact?.last_name, phone]
  return { kind: 'text', text: parts.filter((part) => part).join(' ') }
}
