import { z } from '@hono/zod-openapi'
import { cleanText } from '../../../engine/text-key.js'
import { DOUBTS, type IdentifierKind } from '../identifier-kinds.js'
import { OUTCOME_CODES } from '../outcomes.js'
import { MAX_QUESTION } from '../question-rules.js'

const STATUSES = ['new', 'in_progress', 'waiting_reporter', 'closed'] as const

const Moment = z.string().openapi({ format: 'date-time', example: '2026-11-12T09:00:00+07:00' })
const Named = z.object({ code: z.string(), name: z.string() })

const KINDS: Readonly<Record<IdentifierKind, string>> = {
  url: 'a web address without its scheme, the host in punycode',
  phone: 'E.164, or the digits of a short code',
  bank_account: 'the account as its bank writes it, without spaces',
  social: 'an account or a group of a network, as an address; "@name" where the network is not known',
  email: 'in small letters',
  wallet: 'an address of Bitcoin, Ethereum or TRON; a wrong checksum is kept too',
  sender_name: 'the name that a text message showed instead of a number, in capitals',
  qr_code: 'the text of a payment QR code that names no account or whose checksum is wrong',
}
const Identifier = z.object({
  kind: z.string().openapi({
    description: `One of: ${Object.entries(KINDS)
      .map(([kind, value]) => `\`${kind}\` (${value})`)
      .join('; ')}. More may be added.`,
    example: 'phone',
  }),
  value: z.string().openapi({ description: 'The normal form, to compare by.', example: '+84900000000' }),
  raw: z.string().openapi({
    description: 'As it was written; of a QR code in a picture, its whole text.',
    example: '0900 000 000',
  }),
  label: z.string().nullable().openapi({
    description: 'What it is, in words: for an account the name of its bank, where that is known.',
    example: 'Tài khoản Vietcombank',
  }),
  doubt: z
    .string()
    .nullable()
    .openapi({
      description: `Why the reading is not sure (${DOUBTS.map((doubt) => `\`${doubt}\``).join(', ')}; more may be added); null where it is.`,
    }),
  source: z.enum(['report', 'message', 'picture']).openapi({
    description:
      'Where it stood: in the report, whose writer confirmed it; in a later message; in a QR code of a picture.',
  }),
  attachmentId: z.string().nullable().openapi({ description: 'The picture it was read from.' }),
})

export const TipJson = z
  .object({
    number: z.string().openapi({ example: '2026-000123' }),
    status: z.enum(STATUSES),
    category: z.string().openapi({ example: 'LUA_DAO' }),
    urgency: z.enum(['P0', 'P1', 'P2', 'P3']),
    area: Named.extend({ province: Named }),
    unit: Named,
    description: z.string(),
    receivedAt: Moment,
    dueAt: Moment.nullable().openapi({
      description: 'The earliest running clock by the calendar; null once the tip is closed.',
    }),
    clocks: z.array(
      z.object({
        kind: z.string(),
        startedAt: Moment,
        dueAt: Moment,
        dueAtWorking: Moment.openapi({ description: 'The same end, moved off days off.' }),
        stoppedAt: Moment.nullable().openapi({
          description: 'When the work was done or the tip closed; null while the clock runs.',
        }),
        breachedAt: Moment.nullable().openapi({ description: 'When it ran out first; kept whatever happens later.' }),
        extensions: z.number().int().openapi({ description: 'How often the term was extended.' }),
        unit: Named.nullable().openapi({ description: 'Whose `pass_on` it is: each unit has its own.' }),
      }),
    ),
    identifiers: z.array(Identifier),
    attachments: z.array(z.object({ id: z.string(), mime: z.string(), size: z.number().int(), sha256: z.string() })),
    messages: z.array(z.object({ from: z.enum(['citizen', 'officer']), text: z.string(), at: Moment })),
    history: z.array(z.looseObject({ at: Moment, type: z.string() })),
    holder: z.string().nullable().openapi({ description: 'Who holds the tip now.' }),
    outcome: z.object({ code: z.enum(OUTCOME_CODES), at: Moment }).nullable(),
  })
  .openapi('Tip')
export type TipJson = z.infer<typeof TipJson>

export const TipList = z.object({ items: z.array(TipJson), nextCursor: z.string().nullable() }).openapi('TipList')

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    holder: z.string().nullable().optional(),
    by: z.string().optional(),
    at: Moment.optional().openapi({ description: 'When `by` closed the tip.' }),
    until: Moment.optional().openapi({ description: 'When the claim of `holder` ends unless it is renewed.' }),
    outcome: z.string().optional(),
    fields: z.record(z.string(), z.string()).optional(),
  })
  .openapi('Problem')
export type Problem = z.infer<typeof Problem>

const LIMIT = 'must be a whole number from 1 to 100'
export const ListQuery = z.object({
  limit: z.coerce
    .number(LIMIT)
    .int(LIMIT)
    .min(1, LIMIT)
    .max(100, LIMIT)
    .default(20)
    .openapi({ type: 'integer', minimum: 1, maximum: 100, default: 20 }),
  cursor: z.string().max(500).optional(),
  status: z.enum(STATUSES).optional(),
})

export const NumberParam = z.object({
  number: z.string().openapi({ param: { name: 'number', in: 'path' }, example: '2026-000123' }),
})

/** Without what no database stores. */
const Text = z.string().overwrite(cleanText).trim()
const Reason = Text.min(1).max(2000)
export const Question = z.strictObject({ text: Text.min(1).max(MAX_QUESTION) }).openapi('Question')
export const Transfer = z
  .strictObject({ unit: Text.min(1).max(40).openapi({ example: 'PA05-51' }), reason: Reason })
  .openapi('Transfer')
export const Outcome = z.strictObject({ code: z.enum(OUTCOME_CODES), reason: Reason }).openapi('Outcome')
