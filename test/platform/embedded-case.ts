import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { test as base, vi } from 'vitest'
import { lookAtPostmaster } from '../../src/platform/embedded-postgres/postmaster.js'
import { processStart } from '../../src/platform/process-lock.mjs'

export const ROOT = join(import.meta.dirname, '../..')

/** An empty DATA_DIR; whatever server a test leaves in it is ended by its number. */
export const test = base.extend<{ dataDir: string }>({
  dataDir: async ({ task: _ }, use) => {
    const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'anninh-embedded-')))
    await use(dataDir)
    await endServer(dataDir)
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  },
})

export function dataFolder(dataDir: string): string {
  return join(dataDir, 'postgres', 'cluster', 'data')
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataFolder(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0])
}

export function isRunning(dataDir: string): boolean {
  return lookAtPostmaster(dataFolder(dataDir)).kind === 'running'
}

export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

export type Attached = { url: string; pid: number; release(): Promise<void>; kill(): Promise<void> }

/** Another process that uses the server. Another user needs a copied program as `root`. Throws what it wrote when it does not get there. */
export async function attachElsewhere(
  dataDir: string,
  how: { root?: string; uid?: number; wrapper?: readonly string[] } = {},
): Promise<Attached> {
  const root = how.root ?? ROOT
  const user = how.uid === undefined ? {} : { uid: how.uid, gid: how.uid }
  const node = how.uid === undefined ? process.execPath : join(root, 'node')
  const program = ['--import', 'tsx', join(root, 'test/platform/attach-program.ts'), dataDir]
  const [command = '', ...args] = [...(how.wrapper ?? []), node, ...program]
  const child = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'], ...user })
  const url = await firstLine(child)
  const exited = once(child, 'exit')
  const end = async (act: () => void) => {
    act()
    await exited
  }
  return {
    url,
    pid: child.pid ?? 0,
    release: () => end(() => child.stdin?.end()),
    kill: () => end(() => child.kill('SIGKILL')),
  }
}

export async function untilGone(pid: number): Promise<void> {
  await vi.waitUntil(() => processStart(pid) === null, { timeout: 10_000, interval: 10 })
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let [output, errors] = ['', '']
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('\n')) resolve(output.trim())
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`exit ${code}: ${errors}`)))
  })
}

async function endServer(dataDir: string): Promise<void> {
  if (!isRunning(dataDir)) return
  const pid = postmasterPid(dataDir)
  process.kill(pid, 'SIGQUIT')
  await untilGone(pid)
}
