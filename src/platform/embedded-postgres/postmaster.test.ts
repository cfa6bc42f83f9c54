import { expect, test } from 'vitest'
import { judgePostmaster, parsePidFile, type PidFile, type Postmaster } from './postmaster.js'

const FOLDER = '/srv/an ninh/.data/postgres/cluster/data'
const SERVER = `/srv/bin/postgres -D ${FOLDER} -c port=5433`
const READY = { pid: 42, port: 5433, status: 'ready' }

test('a pid file is read with its port and status', () => {
  const text = `42\n${FOLDER}\n1795317417\n5433\n\n127.0.0.1\n 16048135        19\nready   \n`
  expect(parsePidFile(text)).toEqual(READY)
})

test('a pid file that is still being written has no port and no status yet', () => {
  expect(parsePidFile(`42\n${FOLDER}\n1795317417\n`)).toEqual({ pid: 42, port: undefined, status: '' })
})

test.each(['', 'garbage', '0', '-5', '4\0\0\0'])('a torn pid file (%j) is told from none', (text) => {
  expect(parsePidFile(text)).toBe('unreadable')
})

test.each<[string, PidFile | 'unreadable' | undefined, string | null, Postmaster]>([
  ['no pid file', undefined, null, { kind: 'absent' }],
  ['no process at all', 'unreadable', null, { kind: 'unreadable' }],
  ['a process that is gone', READY, null, { kind: 'stale' }],
  ['another program', READY, 'node src/anninh.mjs start', { kind: 'stale' }],
  ['a server of another folder', READY, '/srv/bin/postgres -D /srv/other', { kind: 'stale' }],
  ['a server of a folder whose name goes on', READY, `/srv/bin/postgres -D ${FOLDER}2 -c port=1`, { kind: 'stale' }],
  ['an editor of our files', READY, `vim ${FOLDER}/postgresql.conf`, { kind: 'stale' }],
  ['our server', READY, SERVER, { kind: 'running', port: 5433 }],
  ['our server without further options', READY, `postgres -D ${FOLDER}`, { kind: 'running', port: 5433 }],
  ['our server, not yet ready', { ...READY, status: 'starting' }, SERVER, { kind: 'starting' }],
  ['our server, before it wrote its port', { pid: 42, port: undefined, status: '' }, SERVER, { kind: 'starting' }],
  ['our server, on its way out', { ...READY, status: 'stopping' }, SERVER, { kind: 'stopping' }],
])('the pid file of %s is understood', (_, file, commandLine, expected) => {
  expect(judgePostmaster(file, commandLine, FOLDER)).toEqual(expected)
})
