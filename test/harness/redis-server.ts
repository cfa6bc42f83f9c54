import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { Redis } from 'ioredis'
import { freePort } from './free-port.js'

type RedisServer = { url: string; stop(): void }

/** REDIS_URL, or a server of our own on a free port that keeps nothing on disk. */
export async function startRedis(folder: string): Promise<RedisServer | null> {
  const given = process.env['REDIS_URL']
  if (given) return { url: given, stop: () => undefined }
  const command = ['redis-server', 'valkey-server'].find(isInstalled)
  if (!command) return null
  const port = await freePort()
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
    '--databases',
    '512',
  ]
  const server: ChildProcess = spawn(command, args, { stdio: 'ignore' })
  const url = `redis://127.0.0.1:${port}`
  const client = new Redis(url, { retryStrategy: (times) => (times < 100 ? 50 : null), maxRetriesPerRequest: null })
  client.on('error', () => undefined)
  await client.ping()
  client.disconnect()
  return { url, stop: () => server.kill() }
}

function isInstalled(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
