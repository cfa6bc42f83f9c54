import { UsageError } from './commands/usage-error.js'
import { commands } from './commands.js'
import { codeOf, explainDatabaseTrouble, StartupError } from './platform/startup-error.js'

/** Runs one command. Trouble that a person can mend is one line; a bug keeps its stack. */
export async function main(argv: readonly string[]): Promise<void> {
  process.on('uncaughtException', (error) => isNobodyReading(error) || die(error))
  process.on('unhandledRejection', die)
  try {
    process.exitCode = await runCommand(argv)
  } catch (error) {
    die(error)
  }
}

async function runCommand(argv: readonly string[]): Promise<number> {
  const [first] = argv
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') return printHelp()
  const known = commands.find(({ name }) => name.split(' ').every((word, index) => argv[index] === word))
  if (!known) throw new UsageError(`there is no command "${argv.slice(0, 2).join(' ')}"; npx anninh help lists them`)
  const { run } = await known.load()
  const rest = argv.slice(known.name.split(' ').length)
  try {
    return await run(rest)
  } catch (error) {
    if (!codeOf(error).startsWith('ERR_PARSE_ARGS')) throw error
    throw new UsageError(`${messageOf(error)} Usage: npx anninh ${known.name} ${known.usage}`.trim(), { cause: error })
  }
}

function printHelp(): number {
  const lines = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`)
  process.stdout.write(`npx anninh <command>\n\n${lines.join('\n')}\n`)
  return 0
}

/** The terminal was closed, or `| head` had enough: no reason to stop without order. */
function isNobodyReading(error: Error): boolean {
  return 'syscall' in error && error.syscall === 'write' && ['EPIPE', 'EIO'].includes(codeOf(error))
}

function die(error: unknown): never {
  const line = inOneLine(error)
  process.stderr.write(`${line === undefined ? describeBug(error) : `anninh: ${line.replaceAll(/\s+/g, ' ')}`}\n`)
  process.exit(error instanceof UsageError ? 2 : 1)
}

/** Undefined for what nobody foresaw. */
function inOneLine(error: unknown): string | undefined {
  if (error instanceof StartupError || error instanceof UsageError) return error.message
  if (codeOf(error) === 'ENOSPC') return 'no space left on the device'
  if (isConnectionCut(error)) return 'the database cut a connection; a new start recovers'
  const trouble = explainDatabaseTrouble(error)
  return trouble && process.env['DATABASE_URL'] ? `DATABASE_URL cannot be used: ${trouble}` : undefined
}

/**
 * Reaches us where a client is lent out and idle, so that nobody listens. Ending is safe; going on is not: BullMQ's
 * worker may hold on to the dead client and spin.
 */
function isConnectionCut(error: unknown): boolean {
  const message = error instanceof Error ? error.message : ''
  return ['57P01', '57P02'].includes(codeOf(error)) || message === 'Connection terminated unexpectedly'
}

function describeBug(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? error.message
  return error.cause === undefined ? own : `${own}\nCaused by: ${describeBug(error.cause)}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\. To specify.*$/s, '.') : String(error)
}
