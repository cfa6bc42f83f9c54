import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, vi } from 'vitest'
import { processStart, withProcessLock } from '../../src/platform/process-lock.mjs'
import { ROOT } from './embedded-case.js'

const test = base.extend<{ folder: string }>({
  folder: async ({ task: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'anninh-lock-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
})

const LOCK = JSON.stringify(join(ROOT, 'src/platform/process-lock.mjs'))

function runElsewhere(code: string): ReturnType<typeof spawn> {
  return spawn(process.execPath, ['--input-type=module', '-e', `import { withProcessLock } from ${LOCK}; ${code}`])
}

test('work of many callers in several processes never overlaps', async ({ folder }) => {
  const journal = join(folder, 'journal')
  const step = `appendFileSync(${JSON.stringify(journal)}, 'in ');
    await new Promise((resolve) => setTimeout(resolve, 1));
    appendFileSync(${JSON.stringify(journal)}, 'out ')`
  const lock = JSON.stringify(join(folder, 'lock'))
  const code = `import { appendFileSync } from 'node:fs';
    await Promise.all(Array.from({ length: 20 }, () => withProcessLock(${lock}, async () => { ${step} })))`
  const exits = await Promise.all([1, 2, 3].map(() => once(runElsewhere(code), 'exit')))
  expect(exits).toEqual([
    [0, null],
    [0, null],
    [0, null],
  ])
  expect(readFileSync(journal, 'utf8')).toBe('in out '.repeat(60))
  expect(readdirSync(join(folder, 'lock'))).toEqual([])
})

test('the lock of a killed process is free at once', async ({ folder }) => {
  const held = join(folder, 'held')
  const holder = runElsewhere(`import { writeFileSync } from 'node:fs';
    await withProcessLock(${JSON.stringify(join(folder, 'lock'))}, async () => {
      writeFileSync(${JSON.stringify(held)}, ''); await new Promise(() => setInterval(() => {}, 1000)) })`)
  await vi.waitUntil(() => existsSync(held), { timeout: 10_000, interval: 10 })
  const told = vi.fn()
  const mine = withProcessLock(join(folder, 'lock'), () => 'mine', told)
  await vi.waitUntil(() => told.mock.calls.length > 0, { interval: 5 })
  expect(told).toHaveBeenCalledWith(holder.pid)
  holder.kill('SIGKILL')
  expect(await mine).toBe('mine')
})

test('a ticket that names our number but an earlier start does not hold anybody up', async ({ folder }) => {
  writeFileSync(join(folder, `${process.pid}-000000000000-aa`), '1')
  expect(await withProcessLock(folder, () => 'mine')).toBe('mine')
})

test('the lock is given back when the work fails', async ({ folder }) => {
  await expect(withProcessLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(readdirSync(folder)).toEqual([])
})

test('a process that does not exist has no start', () => {
  expect(processStart(2 ** 22 + 1)).toBeNull()
  expect(processStart(Number.NaN)).toBeNull()
  expect(processStart(process.pid)).toBe(processStart(process.pid))
})
