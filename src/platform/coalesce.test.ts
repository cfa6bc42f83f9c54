import { expect, test } from 'vitest'
import { coalesce } from './coalesce.js'

test('who asks while it runs gets one more run, and a failure does not stop the next', async () => {
  const runs: (() => void)[] = []
  const ask = coalesce(() => new Promise<void>((resolve) => runs.push(resolve)))
  const first = ask()
  await Promise.all([ask(), ask()])
  expect(runs).toHaveLength(1)
  runs[0]?.()
  await new Promise(setImmediate)
  expect(runs).toHaveLength(2)
  runs[1]?.()
  await first
  expect(runs).toHaveLength(2)

  let calls = 0
  const failing = coalesce(async () => {
    calls += 1
    throw new Error('no')
  })
  await expect(failing()).rejects.toThrow('no')
  await expect(failing()).rejects.toThrow('no')
  expect(calls).toBe(2)
})
