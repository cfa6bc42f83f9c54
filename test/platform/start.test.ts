import { existsSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, vi } from 'vitest'
import { isRunning, postmasterPid, test, untilGone } from './embedded-case.js'
import { NPM_START, pressCtrlC, START, startProgram, untilReady } from './started-program.js'

const STOP_MS = 5_000

describe('start', { timeout: 60_000 }, () => {
  test('makes key and database, says where it is, and Ctrl-C stops app and database', async ({ dataDir }) => {
    const program = startProgram(START, { DATA_DIR: dataDir })
    await untilReady(program)
    expect(program.output()).toMatch(/Web chat for citizens: +http:\/\/localhost:\d+\/chat\n/)
    expect(program.output()).toMatch(/Console for officers: +http:\/\/localhost:\d+\/console\n/)
    expect(statSync(join(dataDir, 'master.key')).mode & 0o777).toBe(0o600)

    const askedAt = Date.now()
    pressCtrlC(program)
    expect(await program.ended).toEqual({ code: 0, signal: null })
    expect(Date.now() - askedAt).toBeLessThan(STOP_MS)
    expect(isRunning(dataDir)).toBe(false)
  })

  test('after kill -9 the next start adopts the database that was left running', async ({ dataDir }) => {
    const killed = startProgram(START, { DATA_DIR: dataDir })
    await untilReady(killed)
    killed.process.kill('SIGKILL')
    await killed.ended
    const server = postmasterPid(dataDir)

    const next = startProgram(START, { DATA_DIR: dataDir })
    await untilReady(next)
    expect(postmasterPid(dataDir)).toBe(server)
    expect(next.output()).not.toContain('Making the database')
    pressCtrlC(next)
    expect((await next.ended).code).toBe(0)
    await untilGone(server)
  })

  test('a database that is killed under the app ends it, and the next start recovers', async ({ dataDir }) => {
    const program = startProgram([...START, '--role', 'web'], { DATA_DIR: dataDir })
    await untilReady(program)
    process.kill(postmasterPid(dataDir), 'SIGKILL')
    expect((await program.ended).code).toBe(1)
    expect(program.output()).toMatch(/^anninh: the database .*; a new start recovers$/m)

    const next = startProgram(START, { DATA_DIR: dataDir })
    await untilReady(next)
    pressCtrlC(next)
    expect((await next.ended).code).toBe(0)
  })

  test('npm start stops in order on Ctrl-C, which reaches npm and the program both', async ({ dataDir }) => {
    const program = startProgram(NPM_START, { DATA_DIR: dataDir })
    await untilReady(program)
    pressCtrlC(program)
    await program.ended
    expect(program.output()).toContain('Stopping …')
    expect(program.output()).not.toContain('Forced')
    expect(isRunning(dataDir)).toBe(false)
  })

  test('npm start stops in order when only npm is told to', async ({ dataDir }) => {
    const program = startProgram(NPM_START, { DATA_DIR: dataDir })
    await untilReady(program)
    const server = postmasterPid(dataDir)
    program.process.kill('SIGTERM')
    await program.ended
    await untilGone(server)
    expect(isRunning(dataDir)).toBe(false)
  })
})

describe('what stops a start', () => {
  test('a taken port is one line, and the database stops again', async ({ dataDir }) => {
    const other = createServer().listen(0, '127.0.0.1')
    await vi.waitUntil(() => other.listening)
    const address = other.address()
    const port = address && typeof address === 'object' ? address.port : 0
    const program = startProgram(START, { DATA_DIR: dataDir, PORT: String(port) })
    expect((await program.ended).code).toBe(1)
    expect(lastLine(program.output())).toBe(
      `anninh: port ${port} on 127.0.0.1 is taken: stop what listens there, or set PORT`,
    )
    expect(isRunning(dataDir)).toBe(false)
    other.close()
  })

  test('a DATA_DIR that cannot be made is one line', async ({ dataDir }) => {
    const program = startProgram(START, { DATA_DIR: '/proc/anninh' })
    expect((await program.ended).code).toBe(1)
    expect(lastLine(program.output())).toMatch(/^anninh: DATA_DIR \/proc\/anninh cannot be written: /)
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
  })

  test('a wrong variable is one line that names it, before anything is made', async ({ dataDir }) => {
    const program = startProgram(START, { DATA_DIR: dataDir, TELEGRAM_MODE: 'push' })
    expect((await program.ended).code).toBe(1)
    expect(program.output()).toBe('anninh: TELEGRAM_MODE must be one of polling, webhook\n')
    expect(existsSync(join(dataDir, 'master.key'))).toBe(false)
  })

  test('a database that is not there is one line without the password', async ({ dataDir }) => {
    const env = { DATA_DIR: dataDir, DATABASE_URL: 'postgres://anninh:hidden@127.0.0.1:9/anninh' }
    const program = startProgram(START, env)
    expect((await program.ended).code).toBe(1)
    expect(program.output()).toBe('anninh: DATABASE_URL cannot be used: nothing listens there\n')
  })

  test('a queue that is not there is one line, and the database stops again', async ({ dataDir }) => {
    const program = startProgram(START, { DATA_DIR: dataDir, REDIS_URL: 'redis://127.0.0.1:9' })
    expect((await program.ended).code).toBe(1)
    expect(program.output()).not.toContain('"level"')
    expect(lastLine(program.output())).toBe('anninh: REDIS_URL cannot be used: no queue answers there within 5 s')
    expect(isRunning(dataDir)).toBe(false)
  })

  test.for([
    ['REDIS_URL', 'redis'],
    ['DATABASE_URL', 'postgres'],
  ] as const)('Ctrl-C is heard while %s names something that says nothing', async ([name, protocol], { dataDir }) => {
    const silent = await listenSilently()
    const program = startProgram(START, { DATA_DIR: dataDir, [name]: `${protocol}://127.0.0.1:${silent.port}` })
    await silent.isCalled
    const askedAt = Date.now()
    pressCtrlC(program)
    await program.ended
    expect(Date.now() - askedAt).toBeLessThan(STOP_MS)
    expect(program.output()).not.toContain('took too long')
    expect(isRunning(dataDir)).toBe(false)
    silent.close()
  })

  test.for([
    [['strat'], 'there is no command "strat"'],
    [['start', '--rol=web'], "Unknown option '--rol'"],
    [['start', '--role=boss'], '--role must be one of web, worker, all'],
  ] as const)('the command line %s is refused with code 2', async ([words, reason]) => {
    const program = startProgram([process.execPath, 'src/anninh.mjs', ...words], {})
    expect((await program.ended).code).toBe(2)
    expect(program.output().split('\n')).toHaveLength(2)
    expect(program.output()).toContain(reason)
  })
})

/** Takes connections and never says a word. */
async function listenSilently() {
  const sockets: Socket[] = []
  const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1')
  const isCalled = once(server, 'connection')
  await vi.waitUntil(() => server.listening)
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port, isCalled, close }
}

function lastLine(output: string): string | undefined {
  return output.trim().split('\n').at(-1)
}
