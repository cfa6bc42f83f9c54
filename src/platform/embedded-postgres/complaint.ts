/** What explains a failure best in the output of PostgreSQL's programs, in one line. */
export function lastComplaint(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  // A full disk is said once; what follows are its consequences.
  const complaint = lines.find((line) => line.includes('No space left on device')) ?? lines.findLast(isComplaint)
  return (complaint ?? lines.at(-1) ?? 'no reason given').replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '')
}

/** What initdb says of a user without an entry in the system's list is true and helps nobody. */
export function explainInitdb(output: string): string {
  const complaint = lastComplaint(output)
  if (!complaint.includes('could not look up effective user ID')) return complaint
  return `${complaint}: start as a user whom this system knows by name, or set DATABASE_URL`
}

function isComplaint(line: string): boolean {
  return /(FATAL|PANIC|ERROR|error):/.test(line)
}
