import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { importAreaFile } from '../../src/commands/areas-import.js'
import { runImport } from '../../src/commands/run-import.js'
import { makeAreaIndex } from '../../src/features/areas/area-index.js'
import type { Area } from '../../src/features/areas/areas.js'
import { proposeAreas } from '../../src/features/areas/propose-areas.js'
import { listAreas } from '../../src/features/areas/save-areas.js'
import { systemClock } from '../../src/platform/clock.js'
import { randomIds } from '../../src/platform/ids.js'
import { makeLog } from '../../src/platform/log.js'
import { decodeFile, type ImportedFile } from '../../src/platform/imported-file.js'
import { TelegramReporter } from '../fakes/telegram-reporter.js'
import { filesReport } from '../harness/report.js'
import { openStage, type Stage } from '../harness/stage.js'
import { inventCountry } from './areas/country.js'
import { plainScan, type Search, trigramSearch } from './areas/peers.js'
import { makeQueries, type Query } from './areas/queries.js'

type Options = { files: readonly string[]; rounds: number }
type Figures = { p50Ms: number; p95Ms: number; maxMs: number; foundPercent: number }

const QUERIES = 2000
/** The peers are slow: they get every fifth. */
const PEER_SHARE = 5
const TODAY = '2026-11-26'
const TARGETS = { p95Ms: 10, memoryMegabytes: 300 }

/**
 * The search for a place over the whole country: the files named with --file, else an invented country of the same
 * size and shape. Peers in the same run, over the same names and queries: PostgreSQL's trigram search (pg_trgm) and a
 * plain scan. The memory is that of the real process after a report that asked for the place. The exit code is 1 when
 * a figure misses its target.
 */
export async function run({ files, rounds }: Options): Promise<number> {
  const stage = await openStage('bench-areas')
  try {
    const { db } = stage.database
    const before = stage.server.memoryMegabytes().now
    const importMs = await importAll(stage, files)
    const [readMs, areas] = await timed(() => db.transaction().execute(listAreas))
    const heapBefore = heapMegabytes()
    const [indexMs, index] = await timed(async () => makeAreaIndex(areas))
    const indexMegabytes = round1(heapMegabytes() - heapBefore)
    const book = { index, byCode: index.byCode }
    const queries = makeQueries(areas, QUERIES, 42)
    const own: Search = (text) => codesOf(proposeAreas({ text }, book, { on: TODAY }))
    const peers = { trgm: await trigramSearch(db, areas), scan: plainScan(areas) }
    const ours = await measure('our index', own, queries, rounds)
    const some = queries.filter((_, at) => at % PEER_SHARE === 0)
    const trgm = await measure('pg_trgm', peers.trgm, some, 1)
    const scan = await measure('plain scan', peers.scan, some, 1)
    await filesReport(new TelegramReporter(stage.api, 810_001, { timeoutMs: 60_000 }), { area: placeOf(areas) })
    const memory = stage.server.memoryMegabytes()
    const names = areas.reduce((sum, area) => sum + 1 + area.aliases.length, 0)
    const figures = {
      areas: areas.length,
      names,
      importMs,
      readMs,
      indexMs,
      rebuildMs: round1(readMs + indexMs),
      indexMegabytes,
    }
    const data = files.length > 0 ? 'files' : 'generated'
    return report({ data, ...figures, memoryBefore: before, memory, ours, trgm, scan })
  } finally {
    await stage.close()
  }
}

async function importAll(stage: Stage, files: readonly string[]): Promise<number> {
  const given = await Promise.all(files.map(async (path) => decodeFile(basename(path), await readFile(path))))
  const all = given.length > 0 ? given : inventCountry(7)
  say(
    given.length > 0
      ? `From ${all.map(({ name }) => name).join(', ')}.`
      : 'From an invented country; --file FILE takes a real one.',
  )
  const [tookMs] = await timed(async () => {
    for (const file of all) await importOne(stage, file)
  })
  return tookMs
}

async function importOne({ database, files, keys }: Stage, file: ImportedFile): Promise<void> {
  const deps = { clock: systemClock, ids: randomIds, log: makeLog('silent'), files, keys }
  const options = { from: TODAY, today: TODAY, closeMissing: false }
  const lines = await runImport({ database }, false, (tx) => importAreaFile(tx, deps, file, options))
  say(`${file.name}: ${lines.slice(0, 2).join(' ')}`)
}

async function measure(name: string, search: Search, queries: readonly Query[], rounds: number): Promise<Figures> {
  for (const { text } of queries.slice(0, 100)) await search(text)
  const latencies: number[] = []
  let found = 0
  for (let round = 0; round < rounds; round += 1) {
    for (const { text, code } of queries) {
      const [tookMs, codes] = await timed(async () => search(text))
      latencies.push(tookMs)
      if (codes.includes(code)) found += 1
    }
  }
  latencies.sort((a, b) => a - b)
  const at = (share: number) => round3(latencies[Math.max(0, Math.ceil(latencies.length * share) - 1)] ?? 0)
  const foundPercent = round1((found / latencies.length) * 100)
  const figures = { p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1), foundPercent }
  say(
    `${name}: p50 ${figures.p50Ms} ms, p95 ${figures.p95Ms} ms, max ${figures.maxMs} ms; the right place among the first eight: ${foundPercent} %`,
  )
  return figures
}

/** True zero is the exit code of a run within its targets. */
function report(
  figures: { memory: { now: number; peak: number }; ours: Figures; trgm: Figures; scan: Figures } & Record<
    string,
    unknown
  >,
): number {
  const { ours, trgm, scan, memory, ...rest } = figures
  const ratios = { p95ToTrgm: round3(ours.p95Ms / trgm.p95Ms), p95ToScan: round3(ours.p95Ms / scan.p95Ms) }
  const within = { p95: ours.p95Ms <= TARGETS.p95Ms, memory: !(memory.peak > TARGETS.memoryMegabytes) }
  say(
    JSON.stringify({
      bench: 'areas',
      ...rest,
      ...ours,
      peers: { trgm, scan },
      ratios,
      memoryMegabytes: memory.now,
      memoryPeakMegabytes: memory.peak,
      targets: TARGETS,
      within,
    }),
  )
  return Object.values(within).every(Boolean) ? 0 : 1
}

function codesOf({ facts }: ReturnType<typeof proposeAreas>): string[] {
  const { area, areas } = (facts ?? {}) as { area?: { code: string }; areas?: { value: string }[] }
  return area ? [area.code] : (areas ?? []).map(({ value }) => value)
}

function placeOf(areas: readonly Area[]): string {
  return areas.find(({ kind }) => kind === 'phuong')?.name ?? 'Phường Đức Phổ'
}

async function timed<Result>(work: () => Promise<Result>): Promise<[tookMs: number, result: Result]> {
  const since = performance.now()
  const result = await work()
  return [round3(performance.now() - since), result]
}

function heapMegabytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}

function round1(value: number): number {
  return Math.round(value * 10) / 10
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
