import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, inject, test, vi } from 'vitest'
import { openJobs } from '../../src/platform/jobs.js'
import { makeLog } from '../../src/platform/log.js'

const redisUrl = inject('redisUrl')

describe.skipIf(redisUrl === null)('a queue on Redis', () => {
  test('says that it is not ready while its server does not answer, and again when it does', async () => {
    const server = await standBetween(new URL(redisUrl ?? ''))
    const logged: string[] = []
    const log = makeLog('warn', { write: (line) => void logged.push(line) })
    const jobs = openJobs({ redisUrl: server.url, databaseUrl: '', log })
    await jobs.untilReady()
    expect(await jobs.isReady()).toBe(true)
    server.cut()
    expect(await jobs.isReady()).toBe(false)
    expect(await jobs.isReady()).toBe(false)
    server.mend()
    await vi.waitUntil(() => jobs.isReady(), { timeout: 20_000 })
    expect(logged.length).toBeLessThanOrEqual(1)
    await jobs.close()
    server.close()
  })
})

/** Passes everything on to Redis until it is cut; then it takes connections and is silent. */
async function standBetween(target: URL) {
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    if (isCut) return
    const onward = connect(Number(target.port || 6379), target.hostname)
    sockets.add(onward)
    onward.on('error', () => socket.destroy())
    socket.pipe(onward).pipe(socket)
  }).listen(0, '127.0.0.1')
  await vi.waitUntil(() => server.listening)
  const address = server.address()
  const drop = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    url: `redis://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}${target.pathname}`,
    cut() {
      isCut = true
      drop()
    },
    mend() {
      isCut = false
      drop()
    },
    close() {
      drop()
      server.close()
    },
  }
}
