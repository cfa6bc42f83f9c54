import type { Offer, Outgoing } from '../../engine/message.js'
import type { BulletinContent } from './bulletin.js'
import { toChatText, toSourceLine } from './chat-text.js'

/** Telegram takes no more below a picture. */
const MAX_CAPTION = 1_024

type Ids = { bulletinId: string; broadcastId: string | null }

/** A bulletin as it is sent to a chat. Every button is named in the text by the words that do the same (P6). */
export function bulletinMessage(content: BulletinContent & { slug: string }, ids: Ids): Outgoing {
  const words = content.lang === 'en' ? ENGLISH : VIETNAMESE
  const quizOf = content.quiz ? ids.broadcastId : null
  const whole = join(toChatText(content), invite(words, { quizOf }))
  if (!content.picture) return { text: whole, offers: offer(words, { quizOf }) }
  if (whole.length <= MAX_CAPTION) return { text: whole, offers: offer(words, { quizOf }), picture: content.picture }
  const readOf = ids.bulletinId
  const brief = join(content.title, content.summary, toSourceLine(content), invite(words, { quizOf, readOf }))
  return { text: brief, offers: offer(words, { quizOf, readOf }), picture: content.picture }
}

type Doors = { quizOf: string | null; readOf?: string }

function invite(words: Words, { quizOf, readOf }: Doors): string {
  const parts = [quizOf && words.typeQuiz(quizOf), readOf && words.typeRead(readOf), words.typeStop]
  return parts.filter(Boolean).join(' ')
}

function offer(words: Words, { quizOf, readOf }: Doors): Offer[] {
  return [
    ...(quizOf ? [{ label: words.quiz, payload: `dv-${quizOf}` }] : []),
    ...(readOf ? [{ label: words.read, payload: `bt-${readOf}` }] : []),
    { label: words.stop, payload: 'dung' },
  ]
}

function join(...paragraphs: string[]): string {
  return paragraphs.join('\n\n')
}

const VIETNAMESE = {
  quiz: 'Làm đố vui',
  read: 'Đọc cả bản tin',
  stop: 'Thôi nhận',
  typeQuiz: (id: string) => `Gõ DO VUI ${id} để làm đố vui.`,
  typeRead: (id: string) => `Gõ BAN TIN ${id} để đọc cả bản tin.`,
  typeStop: 'Gõ DUNG để thôi nhận bản tin.',
}

type Words = typeof VIETNAMESE

const ENGLISH: Words = {
  quiz: 'Take the quiz',
  read: 'Read it all',
  stop: 'Stop receiving',
  typeQuiz: (id) => `Type DO VUI ${id} to take the quiz.`,
  typeRead: (id) => `Type BAN TIN ${id} to read it all.`,
  typeStop: 'Type DUNG to receive no more bulletins.',
}
