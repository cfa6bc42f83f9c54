import type { Context } from 'hono'

/** Nothing comes back for a body that is no form (a cut multipart, another boundary): the parser throws TypeError. */
export async function readForm(c: Context): Promise<FormData | undefined> {
  try {
    return await c.req.formData()
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** The words of a form; of a name that comes twice the last. */
export async function readFields(c: Context): Promise<Record<string, unknown> | undefined> {
  const form = await readForm(c)
  return form && Object.fromEntries(form)
}
