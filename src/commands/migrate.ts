import { parseArgs } from 'node:util'
import { readConfig } from '../config.js'
import { migrate } from '../platform/migrate.js'
import { MIGRATIONS_DIR, openDatabaseServer } from './with-database.js'

export async function run(args: readonly string[]): Promise<number> {
  parseArgs({ args: [...args], options: {} })
  const { config, release } = await openDatabaseServer(readConfig(process.env), (line) =>
    process.stderr.write(`${line}\n`),
  )
  try {
    const applied = await migrate(config.databaseUrl, MIGRATIONS_DIR)
    process.stdout.write(applied.length === 0 ? 'Nothing to do.\n' : `Applied: ${applied.join(', ')}\n`)
  } finally {
    await release()
  }
  return 0
}
