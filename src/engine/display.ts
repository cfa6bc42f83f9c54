import type { Json } from './message.js'
import { isMap, readPath } from './state.js'

/** Long answers are shown by their beginning; the whole of it stays in the answers. */
const MAX_SHOWN = 160

type Answers = { answers: { [name: string]: Json }; shown: { [path: string]: string } }

type LabelOf = (path: string) => string | undefined

/** An answer as the person should read it. Answers to several questions come each in a line with its label. */
export function displayOf(talk: Answers, path: string, labelOf: LabelOf): string {
  const shown = talk.shown[path]
  if (shown !== undefined) return clip(shown)
  const value = readPath(talk.answers, path)
  if (!isMap(value) || isNamed(value)) return clip(wordsOf(value))
  return Object.entries(value)
    .map(([key, item]) => [`${path}.${key}`, talk.shown[`${path}.${key}`] ?? wordsOf(item)] as const)
    .flatMap(([at, words]) => (words === '' ? [] : [`\n  – ${labelOf(at) ?? at}: ${clip(words)}`]))
    .join('')
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
