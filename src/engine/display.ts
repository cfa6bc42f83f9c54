import type { Json } from './message.js'
import { isMap, readPath } from './state.js'

/** Long answers are shown by their beginning; the whole of it stays in the answers. */
const MAX_SHOWN = 160

type Answers = { answers: { [name: string]: Json }; shown: { [path: string]: string } }

/** An answer as the person should read it. */
export function displayOf(talk: Answers, path: string): string {
  const shown = talk.shown[path]
  if (shown !== undefined) return clip(shown)
  const value = readPath(talk.answers, path)
  if (!isMap(value) || isNamed(value)) return clip(wordsOf(value))
  const parts = Object.entries(value).map(([key, item]) => talk.shown[`${path}.${key}`] ?? wordsOf(item))
  return clip(parts.filter((part) => part !== '').join('; '))
}

export function clip(text: string, max = MAX_SHOWN): string {
  const characters = [...text]
  return characters.length <= max
    ? text
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

function isNamed(value: { [key: string]: Json }): boolean {
  return ['text', 'label', 'name'].some((key) => typeof value[key] === 'string')
}

export function wordsOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value))
    return value
      .map(wordsOf)
      .filter((word) => word !== '')
      .join(', ')
  if (!isMap(value)) return String(value)
  const name = ['text', 'label', 'name'].map((key) => value[key]).find((word) => typeof word === 'string')
  return typeof name === 'string' ? name : Object.values(value).map(wordsOf).filter(Boolean).join(', ')
}
