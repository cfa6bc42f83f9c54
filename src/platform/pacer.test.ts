import { expect, test } from 'vitest'
import { makePacer } from './pacer.js'

test('calls that come together leave within the rate of every second', async () => {
  const pacer = makePacer()
  const gone: number[] = []
  const call = async () => {
    await pacer.turn('bot', 5)
    gone.push(performance.now())
  }
  await Promise.all(Array.from({ length: 11 }, call))
  const most = Math.max(...gone.map((from) => gone.filter((at) => at >= from && at < from + 1000).length))
  expect(most).toBe(5)
})

test('each key has its own rate, and 0 is no limit', async () => {
  const pacer = makePacer(() => 0)
  const turns = (key: string, rate: number, count: number) =>
    Promise.all(Array.from({ length: count }, () => pacer.turn(key, rate)))
  await expect(turns('one', 5, 5)).resolves.toHaveLength(5)
  await expect(turns('two', 5, 5)).resolves.toHaveLength(5)
  await expect(turns('three', 0, 50)).resolves.toHaveLength(50)
})
