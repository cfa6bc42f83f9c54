import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, afterAnswer, firstBox, isDue, type Kept } from './repetition.js'

test('what went wrong comes back tomorrow', () => {
  expect(firstBox('2026-12-31')).toEqual({ box: 1, dueOn: '2027-01-01' })
})

test('each right answer on the day sends it further away: 3, 7, 14, 30 days, then it is known', () => {
  let kept: Kept | null = firstBox('2026-11-12')
  const days: string[] = [kept.dueOn]
  while (kept) {
    kept = afterAnswer(kept, true, kept.dueOn)
    if (kept) days.push(kept.dueOn)
  }
  expect(days).toEqual(['2026-11-13', '2026-11-16', '2026-11-23', '2026-12-07', '2027-01-06'])
})

test('a wrong answer begins again, from any box and at any time', () => {
  expect(afterAnswer({ box: 4, dueOn: '2026-11-20' }, false, '2026-11-12')).toEqual({ box: 1, dueOn: '2026-11-13' })
})

test('a right answer before its day changes nothing', () => {
  const kept = { box: 2, dueOn: '2026-11-20' }
  expect(afterAnswer(kept, true, '2026-11-19')).toEqual(kept)
})

test('whatever is answered, a question is in a box that exists, and never due today once it was answered', () => {
  const answers = fc.array(fc.record({ isRight: fc.boolean(), wait: fc.nat({ max: 40 }) }), { maxLength: 30 })
  fc.assert(
    fc.property(answers, (given) => {
      let today = '2026-02-20'
      let kept: Kept | null = firstBox(today)
      for (const { isRight, wait } of given) {
        today = addDays(today, wait)
        kept = kept && afterAnswer(kept, isRight, today)
        if (!kept) return
        expect(kept.box).toBeGreaterThanOrEqual(1)
        expect(kept.box).toBeLessThanOrEqual(5)
        expect(isDue(kept, today)).toBe(false)
      }
    }),
  )
})
