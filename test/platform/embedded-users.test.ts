import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { copyProgram } from './copied-program.js'
import { attachElsewhere, dataFolder, isRunning, query, test } from './embedded-case.js'

const IS_ROOT = process.getuid?.() === 0
const NOBODY = 65534
const AS_ROOT = 'only root can try what root does'

/** What Docker leaves to root when nothing else is asked for. */
const CONTAINER = [
  'chown',
  'dac_override',
  'fowner',
  'fsetid',
  'kill',
  'setgid',
  'setuid',
  'setpcap',
  'net_bind_service',
]
const IN_CONTAINER = ['setpriv', `--bounding-set=-all,${CONTAINER.map((name) => `+${name}`).join(',')}`]
const ALONE = ['unshare', '--user', '--map-root-user']
const WITHOUT_POWER = ['setpriv', '--bounding-set=-all', '--inh-caps=-all']

for (const [who, wrapper] of [
  ['root', []],
  ['the root of a container', IN_CONTAINER],
  ['the root of a namespace without other users', ALONE],
] as const) {
  test(`${who} runs it in a folder that is closed to others`, async ({ dataDir, skip }) => {
    skip(!IS_ROOT, AS_ROOT)
    skip(!isPossible(wrapper), `this machine does not allow ${wrapper[0]}`)
    const root = join(dataDir, 'closed')
    copyProgram(root, false)
    chmodSync(dataDir, 0o700)
    const home = join(root, '.data')
    const attached = await attachElsewhere(home, { root, wrapper })
    expect(await query(attached.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await attached.release()
    expect(isRunning(home)).toBe(false)
  })
}

test('a root that may not become another user is told so in one line', async ({ dataDir, skip }) => {
  skip(!IS_ROOT, AS_ROOT)
  await expect(attachElsewhere(dataDir, { wrapper: WITHOUT_POWER })).rejects.toThrow(
    /PostgreSQL does not run as root, and root cannot become another user here .*set DATABASE_URL/,
  )
})

test('root in an open folder needs no capability, and the server is not root', async ({ dataDir, skip }) => {
  skip(!IS_ROOT, AS_ROOT)
  chmodSync(dataDir, 0o755)
  const attached = await attachElsewhere(dataDir)
  expect(statSync(dataFolder(dataDir)).uid).toBe(NOBODY)
  await attached.release()
})

test('a normal user runs it, and root then runs it as that user', async ({ dataDir, skip }) => {
  skip(!IS_ROOT, 'only root can become another user')
  chmodSync(dataDir, 0o755)
  const root = join(dataDir, 'open')
  copyProgram(root, true)
  const home = join(dataDir, 'theirs')
  mkdirSync(home, { mode: 0o700 })
  chownSync(home, NOBODY, NOBODY)

  const theirs = await attachElsewhere(home, { root, uid: NOBODY })
  await query(theirs.url, 'create table kept as select 1 as number')
  await theirs.release()
  expect(isRunning(home)).toBe(false)

  const roots = await attachElsewhere(home, { root })
  expect(await query(roots.url, 'select number from kept')).toEqual([{ number: 1 }])
  await roots.release()
  expect(statSync(dataFolder(home)).uid).toBe(NOBODY)
})

function isPossible(wrapper: readonly string[]): boolean {
  const [command, ...args] = wrapper
  return command === undefined || spawnSync(command, [...args, 'true']).status === 0
}
