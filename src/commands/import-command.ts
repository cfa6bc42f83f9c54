import { parseArgs } from 'node:util'
import { localDay } from '../engine/local-day.js'
import type { Tx } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import type { ImportedFile } from '../platform/imported-file.js'
import { openImportedFile, readFromDay } from './open-imported-file.js'
import { runImport } from './run-import.js'
import { withPlatform } from './with-platform.js'

const SWITCH = { type: 'boolean', default: false } as const
const OPTIONS = { from: { type: 'string' }, 'dry-run': SWITCH, 'last-row-is-whole': SWITCH } as const
const CLOSING = { ...OPTIONS, 'close-missing': SWITCH } as const

type Importing = {
  args: readonly string[]
  /** Whether `--close-missing` is known. */
  mayClose: boolean
  end: string
}
type ImportDay = { from: string; today: string; closeMissing: boolean }

/** Imports the file that is named, in one transaction, and prints what the import says and how it ended. */
export async function importCommand(
  { args, mayClose, end }: Importing,
  work: (tx: Tx, deps: Deps, file: ImportedFile, day: ImportDay) => Promise<readonly string[]>,
): Promise<number> {
  const given = { args: [...args], allowPositionals: true } as const
  const { values, positionals } = parseArgs({ ...given, options: mayClose ? CLOSING : OPTIONS })
  const now = new Date()
  const closeMissing = 'close-missing' in values && values['close-missing'] === true
  const day = { from: readFromDay(values.from, now), today: localDay(now), closeMissing }
  const file = await openImportedFile(positionals[0], positionals.length - 1, values['last-row-is-whole'])
  const isDryRun = values['dry-run']
  const lines = await withPlatform((platform) =>
    runImport(platform, isDryRun, (tx) => work(tx, platform.deps, file, day)),
  )
  const how = isDryRun ? 'This was a dry run: nothing was changed.' : end
  process.stdout.write(`${[...lines, how].join('\n')}\n`)
  return 0
}
