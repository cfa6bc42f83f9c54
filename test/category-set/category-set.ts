import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const WRITERS = ['by-others', 'countryside', 'city', 'north', 'north-more', 'delta', 'helpers']
const BY_OTHERS = WRITERS.map((writer) => `developing-${writer}.yaml`)
/** The files of each part. The aims are those of the part that nothing is tuned on. */
const FILES = {
  developing: ['developing.yaml', 'developing-more.yaml', ...BY_OTHERS],
  'by-others': BY_OTHERS,
  'held-out': ['held-out.yaml'],
} as const
export const PARTS = ['developing', 'held-out'] as const
type Part = keyof typeof FILES
/** `label`: a category's code, or where a message leads that is no tip. */
export type Labelled = { text: string; label: string; isP0: boolean }

const Messages = z.record(z.string(), z.array(z.union([z.string(), z.strictObject({ p0: z.string() })])))

export function readPart(part: Part): Labelled[] {
  return FILES[part].flatMap(readMessages)
}

function readMessages(name: string): Labelled[] {
  const file = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')
  return Object.entries(Messages.parse(parse(file))).flatMap(([label, messages]) =>
    messages.map((message) =>
      typeof message === 'string' ? { text: message, label, isP0: false } : { text: message.p0, label, isP0: true },
    ),
  )
}
