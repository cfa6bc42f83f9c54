import { parseArgs } from 'node:util'
import type { App, Role, Started } from '../app.js'
import { readConfig } from '../config.js'
import { migrate } from '../platform/migrate.js'
import { codeOf, StartupError } from '../platform/startup-error.js'
import { within } from '../platform/within.js'
import { onStopSignal, type StopSignal } from './stop-signal.js'
import { UsageError } from './usage-error.js'
import { MIGRATIONS_DIR, openDatabaseServer, type ReadyConfig } from './with-database.js'

const ROLES = { web: ['web'], worker: ['worker'], all: ['web', 'worker'] } as const satisfies Record<string, Role[]>

/** The app gets this long to finish what it has begun; then the database stops under it. */
const DRAIN_MS = 3_000
const LINGER_MS = 200
const STOPPED = Symbol('asked to stop')

export async function run(args: readonly string[]): Promise<number> {
  const { roles, isDemo } = readOptions(args)
  const stop = onStopSignal()
  // The database starts in processes of its own while this one loads the app.
  const [{ buildApp }, { config, onGone, release }] = await Promise.all([
    import('../app.js'),
    openDatabaseServer(readConfig(process.env), say),
  ])
  try {
    const applied = await orStop(stop, migrate(config.databaseUrl, MIGRATIONS_DIR))
    if (applied === STOPPED) return 0
    if (applied.length > 0) say(`Brought the database to its newest form (${applied.length} steps).`)
    onGone(() => fail(new StartupError('the database server ended by itself; a new start recovers')))
    const app = await orStop(stop, buildApp(config, { isDemo }))
    if (app !== STOPPED) await runApp(app, config, roles, stop)
  } finally {
    await release()
    exitSoon()
  }
  return 0
}

function readOptions(args: readonly string[]): { roles: readonly Role[]; isDemo: boolean } {
  const options = { role: { type: 'string', default: 'all' }, demo: { type: 'boolean', default: false } } as const
  const { values } = parseArgs({ args: [...args], options })
  if (!isRoles(values.role)) throw new UsageError(`--role must be one of ${Object.keys(ROLES).join(', ')}`)
  return { roles: ROLES[values.role], isDemo: values.demo }
}

function isRoles(word: string): word is keyof typeof ROLES {
  return Object.hasOwn(ROLES, word)
}

async function runApp(app: App, config: ReadyConfig, roles: readonly Role[], stop: StopSignal): Promise<void> {
  try {
    const started = await orStop(stop, app.start(roles))
    if (started !== STOPPED) announce(started)
  } catch (error) {
    // The reason of the failed start matters; that a half-started app does not stop cleanly does not.
    await within(DRAIN_MS, app.stop()).catch(() => undefined)
    const trouble = explainListening(config, codeOf(error))
    throw trouble ? new StartupError(trouble, { cause: error }) : error
  }
  await stop.asked
  say('Stopping …')
  await within(DRAIN_MS, app.stop())
}

/** A start that waits for somebody who does not answer must still hear Ctrl-C; what it then begins is not awaited. */
async function orStop<Result>(stop: StopSignal, work: Promise<Result>): Promise<Result | typeof STOPPED> {
  const ended = await Promise.race([work, stop.asked.then((): typeof STOPPED => STOPPED)])
  if (ended === STOPPED) work.catch(() => undefined)
  return stop.isAsked() ? STOPPED : ended
}

function announce({ webUrl, consoleUrl, setupUrl, demo }: Started): void {
  if (webUrl) print(`Web chat for citizens:  ${webUrl}`)
  if (consoleUrl) print(`Console for officers:   ${consoleUrl}`)
  if (setupUrl) print(`First administrator (works once): ${setupUrl}`)
  if (demo) print(`Invented officers to sign in as: ${demo.usernames.join(', ')}; password ${demo.password}`)
  print('Ready. Ctrl-C stops.')
}

/** What the app could not drain (a slow download, a keep-alive) must not keep the process. */
function exitSoon(): void {
  setTimeout(() => process.exit(), LINGER_MS).unref()
}

function explainListening({ host, port }: ReadyConfig, code: string): string | undefined {
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is taken: stop what listens there, or set PORT`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST ${host} is not an address of this machine`
  if (code === 'EACCES') return `port ${port} may not be used without more rights: set PORT to 1024 or more`
  return undefined
}

/** Outside of any await: as an uncaught exception it becomes one line and exit code 1. */
function fail(error: StartupError): void {
  setImmediate(() => {
    throw error
  })
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
