import { expect, test } from 'vitest'
import { makePacer } from './pacer.js'

test('calls that come together leave within the rate of every second', async () => {
  const pacer = makePacer()
  const gone: number[] = []
  const call = async () => void gone.push(performance.now())
  await Promise.all(Array.from({ length: 11 }, () => pacer.run('bot', 5, call)))
  const most = Math.max(...gone.map((from) => gone.filter((at) => at >= from && at < from + 1000).length))
  expect(most).toBe(5)
})

test('each key has its own rate, and 0 is no limit', async () => {
  const pacer = makePacer(() => 0)
  const turns = (key: string, rate: number, count: number) =>
    Promise.all(Array.from({ length: count }, () => pacer.run(key, rate, async () => key)))
  await expect(turns('one', 5, 5)).resolves.toHaveLength(5)
  await expect(turns('two', 5, 5)).resolves.toHaveLength(5)
  await expect(turns('three', 0, 50)).resolves.toHaveLength(50)
})

test('a call counts until a second after its answer, since nobody knows when it arrived', async () => {
  const pacer = makePacer()
  let answer = (): void => undefined
  let slow: Promise<void> | undefined
  await new Promise<void>((started) => {
    slow = pacer.run('bot', 1, () => {
      started()
      return new Promise<void>((resolve) => (answer = resolve))
    })
  })
  let leftAt = 0
  const next = pacer.run('bot', 1, async () => {
    leftAt = performance.now()
  })
  const answeredAt = performance.now()
  answer()
  await Promise.all([slow, next])
  expect(leftAt - answeredAt).toBeGreaterThanOrEqual(1000)
})

test('a call that throws gives its place back', async () => {
  const pacer = makePacer(() => 0)
  const failing = () => Promise.reject(new Error('no network'))
  await expect(pacer.run('bot', 5, failing)).rejects.toThrow('no network')
  await expect(pacer.run('bot', 5, async () => 'sent')).resolves.toBe('sent')
})
