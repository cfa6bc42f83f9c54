import { parseArgs } from 'node:util'
import { findBrokenAuditLine } from '../features/audit/write-audit.js'
import { withPlatform } from './with-platform.js'

export async function run(args: readonly string[]): Promise<number> {
  parseArgs({ args: [...args], options: {} })
  const broken = await withPlatform(({ database }) => findBrokenAuditLine(database.db))
  process.stdout.write(broken === null ? 'The audit log is whole.\n' : `The audit log was altered at line ${broken}.\n`)
  return broken === null ? 0 : 1
}
