import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { localDay } from '../engine/local-day.js'
import { isDay } from '../features/areas/import/area-rows.js'
import { decodeFile, type ImportedFile } from '../platform/imported-file.js'
import { codeOf, explainFileTrouble, StartupError } from '../platform/startup-error.js'
import { UsageError } from './usage-error.js'

export async function openImportedFile(
  path: string | undefined,
  others: number,
  isLastRowWhole: boolean,
): Promise<ImportedFile> {
  if (path === undefined || others > 0) throw new UsageError('name one file to import')
  try {
    return { ...decodeFile(basename(path), await readFile(path)), isLastRowWhole }
  } catch (cause) {
    if (cause instanceof StartupError) throw cause
    const trouble =
      codeOf(cause) === 'ENOENT' ? 'there is no such file' : (explainFileTrouble(cause) ?? 'cannot be read')
    throw new StartupError(`${path}: ${trouble}. Nothing was imported.`, { cause })
  }
}

/** The day on which changes hold: `--from`, else today in Vietnam. */
export function readFromDay(given: string | undefined, now: Date): string {
  if (given === undefined) return localDay(now)
  if (!isDay(given)) throw new UsageError('--from must be a day such as 2026-04-30')
  return given
}
