import { ZodError } from 'zod'

/** What is wrong with a file, short enough for one line. */
export function firstLine(error: unknown): string {
  if (error instanceof ZodError) {
    const issue = error.issues[0]
    return issue ? `${issue.path.join('.')}: ${issue.message}` : 'it does not fit'
  }
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}
