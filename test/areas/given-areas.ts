import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importAreaFile } from '../../src/commands/areas-import.js'
import { runImport } from '../../src/commands/run-import.js'
import { importUnitFile } from '../../src/commands/units-import.js'
import { decodeFile } from '../../src/platform/imported-file.js'
import { StartupError } from '../../src/platform/startup-error.js'
import type { Citizen } from '../harness/citizen.js'
import type { TestApp } from '../harness/test.js'

/** Of the tests' clock. */
const TODAY = '2026-11-12'
const ROOT = join(import.meta.dirname, '../..')

const PROVINCE = { Code: '51', FullName: 'Tỉnh Quảng Ngãi' }

/** A file of the given list's shape, with the named communes of Quảng Ngãi. */
export function listJson(...wards: [code: string, name: string][]): string {
  const Wards = wards.map(([Code, FullName]) => ({ Code, FullName, Name: FullName, ProvinceCode: '51' }))
  return JSON.stringify([{ ...PROVINCE, Name: 'Quảng Ngãi', Wards }])
}

type Old = [code: string, name: string, ...became: [code: string, name: string][]]

/** A file of the shape of the table of what old communes became, of one old province of Quảng Ngãi. */
export function successorJson(name: string, ...communes: Old[]): string {
  const splitsOf = (became: [string, string][]) => became.map(([new_id, to]) => ({ new_id, name: to }))
  const level3s = communes.map(([level3_id, old, ...became]) => ({ level3_id, name: old, splits: splitsOf(became) }))
  const province = { level1_id: '62', name, splits: splitsOf([['51', 'Quảng Ngãi']]), level3s }
  return JSON.stringify({ data: [province], stats: { level1_count: 1 } })
}

export type Ran = { code: number; out: string; err: string }
export type ImportOptions = { from?: string; closeMissing?: boolean; isDryRun?: boolean }

/** What the command does with a file, without a process of its own. A refusal is the line that it would print. */
export async function runs(
  { app }: TestApp,
  what: 'areas' | 'units',
  file: { name: string; text: string | Buffer },
  options: ImportOptions = {},
): Promise<Ran> {
  const { from = TODAY, closeMissing = false, isDryRun = false } = options
  const { deps } = app.platform
  try {
    const read = decodeFile(file.name, Buffer.from(file.text))
    const lines = await runImport(app.platform, isDryRun, (tx) =>
      what === 'areas'
        ? importAreaFile(tx, deps, read, { from, today: TODAY, closeMissing })
        : importUnitFile(tx, deps, read, from),
    )
    return { code: 0, out: lines.join('\n'), err: '' }
  } catch (error) {
    if (!(error instanceof StartupError)) throw error
    return { code: 1, out: '', err: error.message }
  }
}

/** The real command in a process of its own, on the test's database. */
export async function runsCommand(app: TestApp, command: string, file: { name: string; text: string }): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'anninh-import-'))
  const path = join(folder, file.name)
  await writeFile(path, file.text)
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: app.databaseUrl, DATA_DIR: folder }
  try {
    return await new Promise((resolve) => {
      execFile(
        process.execPath,
        ['src/anninh.mjs', ...command.split(' '), path],
        { cwd: ROOT, env },
        (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      )
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Tells a story and answers until the bot asks for the place. */
export async function reachPlace(citizen: Citizen): Promise<void> {
  for (const text of ['Tôi bị lừa chuyển khoản 5 triệu', 'Không có', 'Đồng ý', 'Dùng nội dung này'])
    await citizen.says(text)
  for (let turn = 0; turn < 20; turn += 1) {
    const { text, choices } = citizen.last()
    if (text.includes('xã, phường hoặc đặc khu nào?')) return
    const first = choices?.[0]?.label ?? 'hôm nay'
    await (choices ? citizen.presses(first === 'Nhập ngày' ? 'Hôm nay' : first) : citizen.says(first))
  }
  throw new Error(`the place was not asked; last: ${citizen.last().text}`)
}

export function areaOf({ db }: TestApp, code: string) {
  return db
    .selectFrom('area')
    .select(['name', 'kind', 'provinceCode', 'validFrom', 'validTo', 'source'])
    .where('code', '=', code)
    .executeTakeFirst()
}

export function unitOf({ db }: TestApp, code: string) {
  return db
    .selectFrom('unit')
    .leftJoin('unit as above', 'above.id', 'unit.parentId')
    .select(['unit.name', 'unit.kind', 'unit.isRemote', 'unit.activeTo', 'above.code as parentCode'])
    .where('unit.code', '=', code)
    .executeTakeFirst()
}

export function aliasesOf({ db }: TestApp, areaCode: string, source: string) {
  return db
    .selectFrom('areaAlias')
    .select(['name', 'kind', 'isPartial', 'within', 'until'])
    .where('areaCode', '=', areaCode)
    .where('source', '=', source)
    .orderBy('id')
    .execute()
}
