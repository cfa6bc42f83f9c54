import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import { cleanText, trimUnseen } from '../engine/text-key.js'
import { AppError } from '../platform/errors.js'
import { FORM_KEY_FIELD, type FormState } from './components/form.js'

/** For all that is not there and all that this officer may not see alike. */
export const NO_SUCH_PAGE = 'Trang này không có, đã bị chuyển đi, hoặc không thuộc phạm vi đơn vị của đồng chí.'

export type ReadForm<Data> =
  | { kind: 'read'; data: Data; values: FormState['values'] }
  | { kind: 'wrong'; form: FormState }

/** What a form sent, parsed. Unreadable input comes back with one message per field, to be shown beside it. */
export async function readForm<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<ReadForm<z.infer<Schema>>> {
  const values = await formValues(c)
  const parsed = schema.safeParse(values, { error: ({ input }) => (input === undefined ? MISSING : UNUSABLE) })
  if (parsed.success) return { kind: 'read', data: parsed.data, values }
  const errors: Record<string, string> = {}
  for (const issue of parsed.error.issues) errors[String(issue.path[0] ?? 'form')] ??= issue.message
  return { kind: 'wrong', form: { values, errors } }
}

const MISSING = 'Biểu mẫu gửi lên thiếu mục này. Xin mở lại trang rồi làm lại.'
const UNUSABLE = 'Nội dung của mục này không dùng được. Xin xem lại.'

/** 400 for a body that is no form, such as a multipart without its boundary: the parser throws TypeError. */
export async function parseForm(c: Context): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody()
  } catch (cause) {
    if (cause instanceof TypeError) throw new HTTPException(400, { cause })
    throw cause
  }
}

/** Text fields only, without what no database stores and nobody sees; of a repeated name the last one. */
async function formValues(c: Context): Promise<Record<string, string>> {
  const body = await parseForm(c)
  const fields = Object.entries(body).filter((field): field is [string, string] => typeof field[1] === 'string')
  return Object.fromEntries(
    fields.filter(([name]) => name !== FORM_KEY_FIELD).map(([name, value]) => [name, trimUnseen(cleanText(value))]),
  )
}

/** An id in an address: digits, or there is no such page. */
export function idParam(c: Context, name = 'id'): string {
  const id = c.req.param(name) ?? ''
  if (!/^\d{1,18}$/.test(id)) throw new AppError('not_found', NO_SUCH_PAGE)
  return id
}

/** A small number in an address, such as a version's; undefined where the address has none. */
export function numberParam(c: Context, name = 'number'): number | undefined {
  const given = c.req.param(name)
  if (given === undefined) return undefined
  if (!/^\d{1,6}$/.test(given)) throw new AppError('not_found', NO_SUCH_PAGE)
  return Number(given)
}

/** A query parameter, without what no database stores. */
export function queryText(c: Context, name: string, maxLength = 200): string {
  return cleanText(c.req.query(name) ?? '')
    .trim()
    .slice(0, maxLength)
}
