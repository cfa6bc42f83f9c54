/** For the log: a database driver's message may quote the row, so only the name and the code are taken. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? `${error.name} ${code}` : error.name
}
