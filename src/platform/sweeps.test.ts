import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { makeSweeper, type Sweep } from './sweeps.js'

function givenSweep(patienceMs?: number) {
  let runs = 0
  let letGo: (() => void) | undefined
  const slow = new Promise<void>((resolve) => (letGo = resolve))
  const sweep: Sweep = {
    name: 'downloads',
    everyMs: 5,
    run: async () => {
      runs += 1
      if (runs === 1) await slow
    },
    ...(patienceMs !== undefined && { patienceMs }),
  }
  return { sweep, runs: () => runs, letGo: () => letGo?.() }
}

const log = pino({ level: 'silent' })

test('a sweep that waits for something slow comes round again after its patience, and the stop waits for it', async () => {
  const { sweep, runs, letGo } = givenSweep(20)
  const sweeper = makeSweeper([sweep], log)
  sweeper.start()
  await vi.waitUntil(() => runs() > 2)
  let isStopped = false
  const stopped = sweeper.stop().then(() => (isStopped = true))
  await Promise.resolve()
  expect(isStopped).toBe(false)
  letGo()
  await stopped
})

test('any other sweep never overlaps itself', async () => {
  const { sweep, runs, letGo } = givenSweep()
  let beats = 0
  const beat = async () => {
    beats += 1
  }
  const sweeper = makeSweeper([sweep, { name: 'heart', everyMs: 5, run: beat }], log)
  sweeper.start()
  await vi.waitUntil(() => beats > 10)
  expect(runs()).toBe(1)
  letGo()
  await sweeper.stop()
})
