import { sql } from 'kysely'
import { createServer, connect, type Socket } from 'node:net'
import { EventEmitter, once } from 'node:events'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Database, openDatabase, type Tx } from '../../src/platform/db.js'
import { cloneDatabase } from '../harness/clone.js'

let clone: Awaited<ReturnType<typeof cloneDatabase>>
let database: Database
beforeAll(async () => {
  clone = await cloneDatabase(inject('serverUrl'), inject('template'))
  database = openDatabase(clone.url)
  await sql`create table note (at int generated always as identity, text text primary key)`.execute(database.db)
})
afterAll(async () => {
  await database.close()
  await clone.drop()
})

const write = (tx: Tx, text: string) => sql`insert into note (text) values (${text})`.execute(tx)
async function notes(like: string): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from note where text like ${like} order by at`.execute(
    database.db,
  )
  return rows.map(({ text }) => text)
}

describe('statements that are asked for together', () => {
  test('run in their order, in one transaction, and give their own answers', async () => {
    const answers = await database.pipelined(async (tx) => {
      const [, , { rows: first }] = await Promise.all([
        write(tx, 'order 1'),
        write(tx, 'order 2'),
        sql<{ text: string }>`select text from note where text like 'order %' order by at`.execute(tx),
      ])
      expect(await notes('order %')).toEqual([])
      return first
    })
    expect(answers.map(({ text }) => text)).toEqual(['order 1', 'order 2'])
    expect(await notes('order %')).toEqual(['order 1', 'order 2'])
  })

  test('are all undone when one of them fails, and what failed is told', async () => {
    await database.pipelined((tx) => write(tx, 'undone, taken'))
    const work = database.pipelined(async (tx) => {
      await write(tx, 'undone 1')
      await Promise.all([write(tx, 'undone 2'), write(tx, 'undone, taken'), write(tx, 'undone 3')])
    })
    await expect(work).rejects.toMatchObject({ code: '23505' })
    expect(await notes('undone _')).toEqual([])
  })

  test('tell the failure that was first, however deep it stands in the work', async () => {
    await database.pipelined((tx) => write(tx, 'deep, taken'))
    const deep = async (work: Promise<unknown>) => Promise.all([Promise.all([work])])
    const work = () =>
      database.pipelined((tx) =>
        Promise.all([deep(write(tx, 'deep, taken')), write(tx, 'deep 1'), write(tx, 'deep 2')]),
      )
    for (let time = 0; time < 20; time++) await expect(work()).rejects.toMatchObject({ code: '23505' })
  })

  test('are all undone and the failure is told, where the work hides it or does not wait for it', async () => {
    await database.pipelined((tx) => write(tx, 'hidden, taken'))
    const work = database.pipelined(async (tx) => {
      await write(tx, 'hidden 1')
      await write(tx, 'hidden, taken').catch(() => undefined)
      return 'well'
    })
    await expect(work).rejects.toMatchObject({ code: '23505' })
    expect(await notes('hidden _')).toEqual([])
    const unawaited = database.pipelined(async (tx) => {
      await write(tx, 'hidden 2')
      write(tx, 'hidden, taken').catch(() => undefined)
    })
    await expect(unawaited).rejects.toMatchObject({ code: '23505' })
    expect(await notes('hidden _')).toEqual([])
  })

  test('go to the server without waiting for each other’s answers', async () => {
    const { url, writes, close } = await watchWrites(clone.url)
    const watched = openDatabase(url, { maxConnections: 1 })
    await watched.pipelined(async (tx) => {
      await write(tx, 'written 0')
      const before = writes()
      await Promise.all([write(tx, 'written 1'), write(tx, 'written 2'), write(tx, 'written 3')])
      expect(writes() - before).toBe(1)
    })
    await watched.close()
    await close()
  })
})

describe('work that goes on after the end', () => {
  test('is refused, where another part of it failed', async () => {
    const emitter = new EventEmitter()
    const failed = once(emitter, 'failed')
    let late: Promise<unknown> | undefined
    const work = database.pipelined(async (tx) => {
      late = failed.then(() => write(tx, 'late'))
      late.catch(() => undefined)
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    emitter.emit('failed')
    await expect(late).rejects.toThrow('the transaction is over')
    expect(await notes('late')).toEqual([])
  })

  test('is refused, where all was kept', async () => {
    const tx = await database.pipelined(async (tx) => tx)
    await expect(write(tx, 'late')).rejects.toThrow('the transaction is over')
  })
})

test('a connection that breaks in the middle fails the work, and the next one gets another', async () => {
  const work = database.pipelined(async (tx) => {
    await write(tx, 'broken')
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db)
    await Promise.all([write(tx, 'broken 2'), write(tx, 'broken 3')])
  })
  await expect(work).rejects.toThrow()
  expect(await notes('broken%')).toEqual([])
  await database.pipelined((tx) => write(tx, 'mended'))
  expect(await notes('mended')).toEqual(['mended'])
})

/** Between the program and the server: how often something came from the program. */
async function watchWrites(databaseUrl: string) {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let count = 0
  const server = createServer((socket) => {
    const upstream = connect(Number(port), hostname)
    for (const one of [socket, upstream]) sockets.add(one.on('error', () => undefined))
    socket.on('data', () => count++)
    socket.pipe(upstream).pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return { url: url.toString(), writes: () => count, close }
}
