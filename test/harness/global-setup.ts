import { existsSync } from 'node:fs'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startRedis } from './redis-server.js'
import { prepareTemplate } from './template.js'
import { attachPostgres } from '../../src/platform/embedded-postgres.js'

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string
    template: string
    redisUrl: string | null
    chromium: string | null
  }
}

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** PostgreSQL as the product runs it, one template database, a Redis where there is one, and the browser's path. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(await folderInMemory(), 'anninh-test-'))
  const postgres = await attachPostgres({ dataDir, durability: 'none' })
  const template = 'anninh_template'
  await makeTemplate(postgres.url, template)
  const redis = await startRedis(dataDir)
  const chromium = process.env['CHROMIUM'] ?? CHROMIUM.find((path) => existsSync(path)) ?? null
  report({ redis: redis?.url ?? null, chromium })
  project.provide('serverUrl', postgres.url)
  project.provide('template', template)
  project.provide('redisUrl', redis?.url ?? null)
  project.provide('chromium', chromium)
  return async () => {
    redis?.stop()
    await postgres.release()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A copied database is some hundreds of small files, which a disk takes two to four times as long to make. */
async function folderInMemory(): Promise<string> {
  const [folder, needed] = ['/dev/shm', 2 * 1024 ** 3]
  if (!existsSync(folder)) return tmpdir()
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize >= needed ? folder : tmpdir()
}

async function makeTemplate(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  await prepareTemplate(url.toString())
}

function report(found: { redis: string | null; chromium: string | null }): void {
  const missing = [
    ...(found.redis ? [] : ['Redis tests skipped: no REDIS_URL and no redis-server or valkey-server is installed']),
    ...(found.chromium ? [] : ['browser tests skipped: no Chromium is installed (or set CHROMIUM to its path)']),
  ]
  if (missing.length > 0 && process.env['CI']) throw new Error(`On CI nothing is skipped. ${missing.join('. ')}`)
  for (const line of missing) console.warn(line)
}
