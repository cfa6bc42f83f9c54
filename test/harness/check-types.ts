import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attachPostgres } from '../../src/platform/embedded-postgres.js'
import { migrate } from '../../src/platform/migrate.js'

const ROOT = join(import.meta.dirname, '../..')
const FILE = 'src/platform/database.generated.ts'

/**
 * Holds the generated database types against the migrations, on a database made for it. With `--write` they are
 * written anew. Exit code 1 when they are out of step.
 */
const dataDir = await mkdtemp(join(tmpdir(), 'anninh-types-'))
const postgres = await attachPostgres({ dataDir, durability: 'none' })
try {
  await migrate(postgres.url, join(ROOT, 'migrations'))
  const mode = process.argv.includes('--write') ? [] : ['--verify']
  const form = ['--dialect', 'postgres', '--camel-case', '--date-parser', 'string', '--default-schema', 'public']
  const args = ['kysely-codegen', ...form, '--url', postgres.url, '--out-file', FILE, ...mode]
  execFileSync('npx', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
} catch (error) {
  console.error(`${FILE} is out of step with the migrations: npm run types writes it anew`)
  console.error(error instanceof Error ? error.message.split('\n')[0] : error)
  process.exitCode = 1
} finally {
  await postgres.release()
  await rm(dataDir, { recursive: true, force: true })
}
