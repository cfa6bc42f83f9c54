import { expect, test } from 'vitest'
import { drawBar, makeSpeedometer } from './progress-bar.js'

test('a bar is full only at the end, and empty where nobody waits', () => {
  const bar = (done: number, all: number) => drawBar({ done, all, width: 4 })
  expect([bar(0, 10), bar(9, 10), bar(10, 10), bar(0, 0)]).toEqual(['[    ]', '[### ]', '[####]', '[    ]'])
})

test('the speed is that of the last ten seconds', () => {
  const speed = makeSpeedometer()
  expect([speed(0, 0), speed(30, 1_000), speed(60, 2_000)]).toEqual([0, 30, 30])
  for (let second = 3; second <= 20; second++) speed(60, second * 1_000)
  expect(speed(60, 21_000)).toBe(0)
})
