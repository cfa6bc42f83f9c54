import { expect, test } from 'vitest'
import { drillBroadcast } from '../drill/drill-broadcast.js'
import { seededRandom } from '../harness/random.js'

const PLAN = { people: 500, kills: 3, ratePerSecond: 60 }

test('three kills in a broadcast to 500 people lose nobody and send nothing twice', { timeout: 120_000 }, async () => {
  const { wrong, figures } = await drillBroadcast({ ...PLAN, onUncertain: 'skip' }, seededRandom(7))
  expect(wrong).toEqual([])
  expect(figures).toMatchObject({ kills: 3, twice: 0 })
})
