import { expect, test } from 'vitest'
import { extendTerm } from './extension.js'
import { makeCalendar } from './working-days.js'

const calendar = makeCalendar({ days: [], weekly: [{ since: '2000-01-01', weekdays: [6, 7] }] })
const clock = { startedAt: new Date('2026-12-31T09:00:00+07:00'), extensions: 0, stoppedAt: null }

test('the first extension makes two months from the beginning, the second four', () => {
  expect(extendTerm(clock, calendar)).toMatchObject({
    ...{ kind: 'extended', times: 1, term: { length: 2, unit: 'months' } },
    dueAt: new Date('2027-03-01T00:00:00+07:00'),
  })
  expect(extendTerm({ ...clock, extensions: 1 }, calendar)).toMatchObject({
    ...{ kind: 'extended', times: 2, term: { length: 4, unit: 'months' } },
    dueAt: new Date('2027-05-01T00:00:00+07:00'),
  })
})

test('there is no third, and none of what does not run', () => {
  expect(extendTerm({ ...clock, extensions: 2 }, calendar)).toEqual({ kind: 'spent' })
  expect(extendTerm({ ...clock, stoppedAt: new Date(0) }, calendar)).toEqual({ kind: 'not_running' })
  expect(extendTerm(undefined, calendar)).toEqual({ kind: 'not_running' })
})
