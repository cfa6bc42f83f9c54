import { expect, test } from 'vitest'
import {
  actsFor,
  findForeignAreas,
  judgeApproval,
  MAX_EMERGENCIES_A_DAY,
  type Review,
  startOfDay,
} from './review-rules.js'

function judge(change: Partial<Review> = {}): string {
  const review: Review = {
    officer: { id: '2', role: 'comms' },
    isEmergency: false,
    writers: ['1'],
    sources: 1,
    emergenciesToday: 0,
    ...change,
  }
  return judgeApproval(review).kind
}

const LEAD = { id: '3', role: 'lead' } as const

test('a second person approves, and nobody who wrote a part of it', () => {
  expect(judge()).toBe('may_approve')
  expect(judge({ writers: ['1', '2'] })).toBe('own_words')
  expect(judge({ writers: [null] })).toBe('may_approve')
})

test('an emergency takes a lead, a source, and is one of few a day', () => {
  expect(judge({ isEmergency: true })).toBe('lead_only')
  expect(judge({ isEmergency: true, officer: LEAD })).toBe('may_approve')
  expect(judge({ isEmergency: true, officer: LEAD, writers: ['3'] })).toBe('own_words')
  expect(judge({ isEmergency: true, officer: LEAD, sources: 0 })).toBe('source_missing')
  expect(judge({ isEmergency: true, officer: LEAD, emergenciesToday: MAX_EMERGENCIES_A_DAY })).toBe(
    'too_many_emergencies',
  )
  expect(judge({ emergenciesToday: 9 })).toBe('may_approve')
})

test('only what was approved is published or sent, and what is withdrawn is over', () => {
  for (const state of ['draft', 'review', 'approved', 'published', 'withdrawn'] as const) {
    const acts = actsFor({ state, isPublic: state === 'published' })
    expect(acts.includes('publish'), state).toBe(state === 'approved')
    expect(acts.includes('send'), state).toBe(state === 'approved' || state === 'published')
    expect(acts.includes('edit'), state).toBe(state !== 'withdrawn')
    expect(acts.includes('correct'), state).toBe(state === 'published')
  }
})

test('a writer keeps to the own areas and to those that a bulletin came with', () => {
  expect(findForeignAreas(['21439', '48', 'VN'], ['21439'], ['VN'])).toEqual(['48'])
})

test('a day begins at midnight in Vietnam', () => {
  expect(startOfDay('2026-11-26').toISOString()).toBe('2026-11-25T17:00:00.000Z')
})
