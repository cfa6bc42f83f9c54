import { CsvError, parse } from 'csv-parse/sync'
import { StartupError } from './startup-error.js'

/**
 * A file that an operator brings: its name is in every refusal. `isLastRowWhole`: they looked, and it was not cut
 * though no line break ends it.
 */
export type ImportedFile = { name: string; text: string; isLastRowWhole?: boolean }
/** Cells by column, trimmed; an empty one is not there. `where` names the row in a refusal. */
export type CsvRow = { where: string; columns: readonly string[]; cells: Readonly<Record<string, string>> }

const MOST_BYTES = 200 * 1024 * 1024

/** Ends the command with one line that names the file, the row and what it should be. */
export function refuse(file: Pick<ImportedFile, 'name'>, where: string, what: string): never {
  throw new StartupError(`${[file.name, where].filter(Boolean).join(', ')}: ${what}. Nothing was imported.`)
}

/** UTF-8, with or without a byte order mark. */
export function decodeFile(name: string, bytes: Uint8Array): ImportedFile {
  if (bytes.length > MOST_BYTES) refuse({ name }, '', 'is larger than 200 MB')
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch (cause) {
    const line = bytes.subarray(0, firstWrongByte(bytes)).filter((byte) => byte === 10).length + 1
    throw new StartupError(
      `${name}, line ${line}: is not UTF-8; save the file as "CSV UTF-8" (or JSON in UTF-8). Nothing was imported.`,
      { cause },
    )
  }
}

export function parseJsonFile(file: ImportedFile): unknown {
  try {
    return JSON.parse(file.text)
  } catch (cause) {
    const end = file.text.trimEnd().slice(-1)
    const isCut = !['}', ']'].includes(end)
    const what = isCut ? 'ends in the middle: the file was cut' : 'is no valid JSON'
    throw new StartupError(`${file.name}: ${what}. Nothing was imported.`, { cause })
  }
}

/** The first row names the columns, in any order; commas, semicolons or tabs stand between cells. */
export function parseCsvFile(
  file: ImportedFile,
  columns: { needed: readonly string[]; known: readonly string[] },
): CsvRow[] {
  const records = readRecords(file)
  const [header, ...rows] = records
  if (!header) refuse(file, 'row 1', `must name the columns: ${columns.needed.join(', ')}`)
  const names = header.cells.map((name) => name.trim().toLowerCase())
  checkHeader(file, names, columns)
  if (rows.length === 0) refuse(file, 'row 1', 'names the columns, and no row follows')
  return rows.map(({ cells, row }, at) => {
    const where = `row ${row}`
    if (cells.length !== names.length)
      refuse(file, where, `has ${cells.length} cells, the first row has ${names.length}; was the file cut?`)
    if (at === rows.length - 1) checkEnd(file, where)
    const filled = names.map((name, at) => [name, (cells[at] ?? '').normalize('NFC').trim()] as const)
    return { where, columns: names, cells: Object.fromEntries(filled.filter(([, cell]) => cell !== '')) }
  })
}

/** Most programs end a CSV with a line break. One without it may have lost the end of its last cell. */
function checkEnd(file: ImportedFile, where: string): void {
  if (file.isLastRowWhole || /[\r\n]\s*$/.test(file.text)) return
  refuse(file, where, 'no line break ends it; if it was not cut, import it with --last-row-is-whole')
}

type CsvRecord = { cells: string[]; row: number }

function readRecords(file: ImportedFile): CsvRecord[] {
  try {
    const rows: number[] = []
    const cells = parse(file.text, {
      bom: true,
      delimiter: delimiterOf(file.text),
      on_record(record: string[], { lines }) {
        rows.push(lines)
        return record
      },
      relax_column_count: true,
      skip_empty_lines: true,
    })
    return cells.map((record, at) => ({ cells: record, row: rows[at] ?? 0 }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED'
    const what = isOpen ? 'a quotation mark is never closed; was the file cut?' : 'its quotation marks do not pair up'
    return refuse(file, `row ${String(error['lines'] ?? '?')}`, what)
  }
}

function checkHeader(
  file: ImportedFile,
  names: readonly string[],
  { needed, known }: { needed: readonly string[]; known: readonly string[] },
): void {
  const missing = needed.filter((name) => !names.includes(name))
  if (missing.length > 0)
    refuse(file, 'row 1', `has no column ${missing.join(', ')}; it must name ${needed.join(', ')}`)
  const all = [...needed, ...known]
  const strange = names.find((name) => !all.includes(name))
  if (strange !== undefined)
    refuse(file, 'row 1', `"${strange.slice(0, 40)}" is no column; known are ${all.join(', ')}`)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) refuse(file, 'row 1', `names the column ${twice} twice`)
}

function delimiterOf(text: string): string {
  const header = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
  const counted = [',', ';', '\t'].map((mark) => [mark, header.split(mark).length] as const)
  return counted.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** A second decoder, byte by byte in blocks, since the first does not say where it failed. */
function firstWrongByte(bytes: Uint8Array): number {
  let [low, high] = [0, bytes.length]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (isUtf8(bytes.subarray(0, middle))) low = middle
    else high = middle - 1
  }
  return low
}

/** A character cut at the end is not wrong yet. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
