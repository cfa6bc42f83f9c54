/** What PostgreSQL's programs said last that explains a failure, in one line. */
export function lastComplaint(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const complaint = lines.findLast((line) => /(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? 'no reason given'
  return complaint.replace(/^.*?(FATAL|PANIC|error):\s*/, '')
}
