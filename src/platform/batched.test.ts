import { expect, test } from 'vitest'
import { batched } from './batched.js'

test('what comes while a run is under way is done together by the next, in order, each with its own result', async () => {
  const runs: number[][] = []
  const double = batched<number, number>(async (items) => {
    runs.push([...items])
    await new Promise((resolve) => setImmediate(resolve))
    return items.map((item) => item * 2)
  })
  const first = double(1)
  await new Promise((resolve) => setImmediate(resolve))
  expect(await Promise.all([first, double(2), double(3), double(4)])).toEqual([2, 4, 6, 8])
  expect(runs).toEqual([[1], [2, 3, 4]])
  expect(await double(5)).toBe(10)
})

test('no more than the most go together', async () => {
  const sizes: number[] = []
  const same = batched<number, number>(async (items) => {
    sizes.push(items.length)
    return items
  }, 2)
  expect(await Promise.all([1, 2, 3, 4, 5].map(same))).toEqual([1, 2, 3, 4, 5])
  expect(sizes).toEqual([2, 2, 1])
})

test('one that cannot be done costs only its own caller', async () => {
  const check = batched<string, string>(async (items) => {
    if (items.includes('bad')) throw new Error('no')
    return items
  })
  const results = await Promise.allSettled(['a', 'bad', 'b'].map(check))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
