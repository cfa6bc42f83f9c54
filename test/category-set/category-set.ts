import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** The aims are held on these. */
export const PARTS = ['developing', 'held-out'] as const
/** Told without the usual words: scored apart, to know where signs end. */
export const UNUSUAL = 'held-out-unusual'
type Part = (typeof PARTS)[number] | typeof UNUSUAL
/** `label`: a category's code, or where a message leads that is no tip. */
export type Labelled = { text: string; label: string; isP0: boolean }

const Messages = z.record(z.string(), z.array(z.union([z.string(), z.strictObject({ p0: z.string() })])))

export function readPart(part: Part): Labelled[] {
  const file = readFileSync(new URL(`./${part}.yaml`, import.meta.url), 'utf8')
  return Object.entries(Messages.parse(parse(file))).flatMap(([label, messages]) =>
    messages.map((message) =>
      typeof message === 'string' ? { text: message, label, isP0: false } : { text: message.p0, label, isP0: true },
    ),
  )
}
