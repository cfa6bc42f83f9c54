import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from 'vitest'
import { z } from 'zod'
import { ROOT } from './embedded-case.js'

/** A checkout of a program without dependencies: npm ci needs no network for it. */
const test = base.extend<{ checkout: string }>({
  checkout: async ({ task: _ }, use) => {
    const checkout = mkdtempSync(join(tmpdir(), 'anninh-prepare-'))
    for (const file of ['src/prepare.mjs', 'src/platform/process-lock.mjs'])
      cpSync(join(ROOT, file), join(checkout, file))
    writeManifest(checkout, '1.0.0')
    await use(checkout)
    rmSync(checkout, { recursive: true, force: true })
  },
})

function writeManifest(checkout: string, version: string): void {
  const entry = { name: 'small', version, type: 'module' }
  writeFileSync(join(checkout, 'package.json'), JSON.stringify(entry))
  const lock = { name: 'small', version, lockfileVersion: 3, requires: true, packages: { '': entry } }
  writeFileSync(join(checkout, 'package-lock.json'), JSON.stringify(lock))
}

function prepare(checkout: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(checkout, 'src/prepare.mjs')], (error, _, said) => {
      resolve({ code: error ? Number(error.code) : 0, said })
    })
  })
}

test('it installs what is missing once, and is silent afterwards', async ({ checkout }) => {
  const first = await prepare(checkout)
  expect(first.said).toMatch(/^anninh: installing the dependencies for Node .*\(first time\)/)
  expect(readlinkSync(join(checkout, 'node_modules/.bin/anninh'))).toBe('../../src/anninh.mjs')
  expect(await prepare(checkout)).toEqual({ code: 0, said: '' })
})

test('it installs again when the lock file or the Node major is another', async ({ checkout }) => {
  await prepare(checkout)
  const stamp = join(checkout, 'node_modules/.anninh-installed')
  writeFileSync(stamp, readFileSync(stamp, 'utf8').replace(/^node \d+/, 'node 18'))
  expect((await prepare(checkout)).said).toContain('installing the dependencies')

  rmSync(join(checkout, 'node_modules/.package-lock.json'), { force: true })
  appendFileSync(join(checkout, 'package-lock.json'), '\n')
  expect((await prepare(checkout)).said).toContain('installing the dependencies')
  expect(await prepare(checkout)).toEqual({ code: 0, said: '' })
})

test('it installs again when the folder of a package is gone, unless that one is optional', async ({ checkout }) => {
  await prepare(checkout)
  const noteAsInstalled = (entry: { version: string; optional?: boolean }) => {
    const record = { name: 'small', version: '1.0.0', lockfileVersion: 3, packages: { 'node_modules/gone': entry } }
    writeFileSync(join(checkout, 'node_modules/.package-lock.json'), JSON.stringify(record))
  }
  noteAsInstalled({ version: '1.0.0', optional: true })
  expect(await prepare(checkout)).toEqual({ code: 0, said: '' })
  noteAsInstalled({ version: '1.0.0' })
  expect((await prepare(checkout)).said).toContain('installing the dependencies')
})

test('what somebody installed by hand is taken as it is when it fits the lock file', async ({ checkout }) => {
  await prepare(checkout)
  rmSync(join(checkout, 'node_modules/.anninh-installed'))
  const record = { name: 'small', version: '1.0.0', lockfileVersion: 3, requires: true, packages: {} }
  writeFileSync(join(checkout, 'node_modules/.package-lock.json'), JSON.stringify(record))
  expect(await prepare(checkout)).toEqual({ code: 0, said: '' })
})

test('started twice at once it installs once', async ({ checkout }) => {
  const both = await Promise.all([prepare(checkout), prepare(checkout)])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(both.filter(({ said }) => said.includes('installing the dependencies'))).toHaveLength(1)
})

test('what cannot be installed ends in one line and a code', async ({ checkout }) => {
  writeFileSync(join(checkout, 'package.json'), '{ "name": ')
  const { code, said } = await prepare(checkout)
  expect(code).toBe(1)
  expect(said.trim().split('\n').at(-1)).toMatch(/^anninh: the dependencies could not be installed/)
  expect(existsSync(join(checkout, 'node_modules/.anninh-installed'))).toBe(false)
})

const Locked = z.object({
  hasInstallScript: z.boolean().default(false),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})

test('the lock file names the packages of every platform, also those that this one cannot use', () => {
  const { packages } = readLock()
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies))
  const names = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')))
  expect(wanted.filter((name) => !names.has(name))).toEqual([])
})

test('every package with an install script is in the list of those that may run one', () => {
  const { packages } = readLock()
  const scripts = Object.entries(packages).filter(([, entry]) => entry.hasInstallScript)
  const manifest = z.object({ allowScripts: z.record(z.string(), z.boolean()) }).parse(readJson('package.json'))
  const names = scripts.map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect(names.filter((name) => manifest.allowScripts[name] === undefined)).toEqual([])
})

function readLock() {
  return z.object({ packages: z.record(z.string(), Locked) }).parse(readJson('package-lock.json'))
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
}
