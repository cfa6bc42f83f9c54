import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { makeByteBudget } from './byte-budget.js'

function givenWork() {
  const gate = new EventEmitter()
  const ended = once(gate, 'end')
  return { run: () => ended, end: () => gate.emit('end') }
}

test('files wait in order until there is room, and a small one does not overtake a big one', async () => {
  const budget = makeByteBudget(100)
  const began: string[] = []
  const [first, big, small] = [givenWork(), givenWork(), givenWork()]
  const start = (name: string, bytes: number, work: ReturnType<typeof givenWork>) =>
    budget.within(bytes, () => {
      began.push(name)
      return work.run()
    })
  const all = [start('first', 60, first), start('big', 80, big), start('small', 20, small)]
  expect(began).toEqual(['first'])
  first.end()
  await all[0]
  await Promise.resolve()
  expect(began).toEqual(['first', 'big', 'small'])
  big.end()
  small.end()
  await Promise.all(all)
})

test('a file that is bigger than the budget goes alone', async () => {
  const budget = makeByteBudget(100)
  const huge = givenWork()
  const done = budget.within(500, huge.run)
  expect(budget.reserve(1)).toBeUndefined()
  huge.end()
  await done
  expect(budget.reserve(100)).toBeTypeOf('function')
})

test('what fails gives its room back', async () => {
  const budget = makeByteBudget(100)
  await expect(budget.within(100, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(budget.reserve(100)).toBeTypeOf('function')
})
