import { wordsOf } from '../../engine/display.js'
import type { Json } from '../../engine/message.js'

/**
 * An answer as officers read it, with what was typed beside what was understood: "5.000 đồng (năm nghìn đồng), viết là
 * “5.000”". Null where nothing was answered.
 */
export function answerLine(value: Json | undefined): string | null {
  const words = wordsOf(value)
  if (words === '') return null
  const raw = rawOf(value)
  return raw === undefined || squeezed(words) === squeezed(raw) ? words : `${words}, viết là “${raw}”`
}

function rawOf(value: Json | undefined): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const raw = value['raw']
  return typeof raw === 'string' && raw.trim() !== '' ? raw.replace(/\s+/g, ' ').trim() : undefined
}

function squeezed(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}
