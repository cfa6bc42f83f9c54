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

function isComplaint(line: string): boolean {
  return /(FATAL|PANIC|ERROR|error):/.test(line)
}
