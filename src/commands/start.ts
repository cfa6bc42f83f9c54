import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildApp } from '../app.js'
import { readConfig } from '../config.js'
import { migrate } from '../platform/migrate.js'
import { codeOf, StartupError } from '../platform/startup-error.js'
import { onStopSignal } from './stop-signal.js'
import { UsageError } from './usage-error.js'
import { MIGRATIONS_DIR, openDatabaseServer, type ReadyConfig } from './with-database.js'

const ROLES = ['web', 'worker', 'all'] as const
type Role = (typeof ROLES)[number]
type Started = { webUrl?: string; consoleUrl?: string; setupUrl?: string }

/** The app gets this long to finish what it has begun; then the database stops under it. */
const DRAIN_MS = 3_000
const LINGER_MS = 200

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { role: { type: 'string', default: 'all' }, demo: { type: 'boolean', default: false } },
  })
  const role = readRole(values.role)
  const stop = onStopSignal()
  const { config, release } = await openDatabaseServer(readConfig(process.env), say)
  try {
    if (stop.isAsked()) return 0
    const applied = await migrate(config.databaseUrl, MIGRATIONS_DIR)
    if (applied.length > 0) say(`Brought the database to its newest form (${applied.length} steps).`)
    await runApp(config, role, values.demo, stop.asked)
  } finally {
    await release()
    exitSoon()
  }
  return 0
}

async function runApp(config: ReadyConfig, role: Role, isDemo: boolean, stopAsked: Promise<void>): Promise<void> {
  const app = await buildApp(config, { isDemo })
  try {
    const started = await app.start(role === 'all' ? ['web', 'worker'] : [role]).catch((error: unknown) => {
      throw codeOf(error) === 'EADDRINUSE' ? portTaken(config, error) : error
    })
    announce(started)
    await stopAsked
    say('Stopping …')
  } finally {
    await within(DRAIN_MS, app.stop())
  }
}

function announce({ webUrl, consoleUrl, setupUrl }: Started): void {
  if (webUrl) print(`Web chat for citizens:  ${webUrl}`)
  if (consoleUrl) print(`Console for officers:   ${consoleUrl}`)
  if (setupUrl) print(`First administrator (works once): ${setupUrl}`)
  print('Ready. Ctrl-C stops.')
}

/** What the app could not drain (a slow download, a keep-alive) must not keep the process. */
function exitSoon(): void {
  setTimeout(() => process.exit(), LINGER_MS).unref()
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController()
  const timeout = delay(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined)
  await Promise.race([work, timeout])
  timer.abort()
}

function portTaken({ host, port }: ReadyConfig, cause: unknown): StartupError {
  return new StartupError(`port ${port} on ${host} is taken: stop what listens there, or set PORT`, { cause })
}

function readRole(word: string): Role {
  const role = ROLES.find((known) => known === word)
  if (!role) throw new UsageError(`--role must be one of ${ROLES.join(', ')}`)
  return role
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
