import { expect, test } from 'vitest'
import { makeByteBudget } from '../../src/platform/byte-budget.js'

test('uploads on their way share one budget of memory, and even the largest gets its turn', () => {
  const budget = makeByteBudget(100)
  const first = budget.reserve(500)
  expect(first).toBeDefined()
  expect(budget.reserve(1)).toBeUndefined()
  first?.()
  const small = budget.reserve(60)
  expect(budget.reserve(41)).toBeUndefined()
  expect(budget.reserve(40)).toBeDefined()
  small?.()
})
