import { z } from 'zod'

const Parts = z.array(z.string().max(300)).min(1).max(4)

/** A place in a list: the sort values of the last row shown. Opaque to people, harmless when made up. */
export function encodeCursor(...parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Null when there is none or it is not one of ours: the list then begins at its first page. */
export function decodeCursor(cursor: string | undefined, length: number): string[] | null {
  if (!cursor || cursor.length > 2000) return null
  try {
    const parts = Parts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return parts.length === length && parts.every((part) => !part.includes('\0')) ? parts : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}
