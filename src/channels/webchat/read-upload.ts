import type { Context } from 'hono'
import { z } from 'zod'
import { ClientId } from './event-id.js'
import { Payload } from './payload.js'
import { readForm } from './read-form.js'

export type Upload = {
  id: string
  session: string
  groupId: string | undefined
  payload: string | undefined
  files: { bytes: Buffer; name: string | undefined }[]
}

const MAX_FILE_BYTES = 20 * 1024 * 1024
/** Room for the form around the file. */
export const MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 64 * 1024

const Fields = z.object({
  id: ClientId,
  session: z.string().max(64).default(''),
  group: ClientId.optional().catch(undefined),
  payload: Payload.optional().catch(undefined),
})

/** The page's script sends one file as the body; a plain form sends several in parts. */
export async function readUpload(c: Context): Promise<Upload | undefined> {
  const isForm = c.req.header('content-type')?.startsWith('multipart/form-data') ?? false
  const upload = isForm ? await readParts(c) : await readBody(c)
  const isFit = upload?.files.every(({ bytes }) => bytes.length > 0 && bytes.length <= MAX_FILE_BYTES)
  return isFit && upload && upload.files.length > 0 ? upload : undefined
}

async function readBody(c: Context): Promise<Upload | undefined> {
  const fields = Fields.safeParse(c.req.query())
  if (!fields.success) return undefined
  const { id, session, group, payload } = fields.data
  const bytes = Buffer.from(await c.req.arrayBuffer())
  return { id, session, groupId: group, payload, files: [{ bytes, name: cleanName(c.req.query('name')) }] }
}

async function readParts(c: Context): Promise<Upload | undefined> {
  const form = await readForm(c)
  if (!form) return undefined
  const text = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  const fields = Fields.safeParse(text)
  if (!fields.success) return undefined
  const chosen = form.getAll('files').filter((value) => typeof value !== 'string' && value.size > 0)
  const files = await Promise.all(
    chosen.map(async (file) => {
      const { name } = file as File
      return { bytes: Buffer.from(await (file as File).arrayBuffer()), name: cleanName(name) }
    }),
  )
  const { id, session, group, payload } = fields.data
  return { id, session, groupId: group, payload, files }
}

function cleanName(name: string | undefined): string | undefined {
  const base = name?.split(/[\\/]/).at(-1)?.replace(/\p{C}/gu, '').trim().slice(0, 120)
  return base || undefined
}
