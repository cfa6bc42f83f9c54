import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readDate } from '../../engine/readers/date.js'
import { givenCatalogue } from './given-catalogue.js'
import { circumstancesOf } from './circumstances.js'
import { urgencyOf } from './urgency.js'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const { categories } = givenCatalogue()
const NINE = new Date('2026-11-12T09:00:00+07:00')
const MONEY = { amount: 50_000_000, currency: 'VND', text: '50 triệu' }

type Answers = Partial<Parameters<typeof circumstancesOf>[0]>

function urgency(code: string, answers: Answers): string {
  const category = categories.find((one) => one.code === code)
  if (!category) throw new Error(`no category ${code}`)
  return urgencyOf(category, circumstancesOf({ danger: false, moneyMovingNow: false, evidence: {}, ...answers }, NINE))
}

/** What the flow saves of a typed time, at nine in the morning. */
function typed(text: string): { date: string | null; time: string | null } {
  const reading = readDate(text, NINE, 'Asia/Ho_Chi_Minh')
  return reading.kind === 'date' ? { date: reading.date, time: reading.time ?? null } : { date: null, time: null }
}

describe('a fraud is P0 while the money may still be stopped, within 24 hours', () => {
  test.each([
    ['tối qua', 'P0'],
    ['hôm qua', 'P0'],
    ['hôm nay', 'P0'],
    ['10h hôm qua', 'P0'],
    ['8h hôm qua', 'P1'],
    ['hôm kia', 'P1'],
    ['5/11', 'P1'],
  ])('sent “%s”: %s', (text, expected) => {
    expect(urgency('LUA_DAO', { evidence: { transferredAt: typed(text) } })).toBe(expected)
  })

  test('without a time of transfer, money was lost when it happened', () => {
    const happenedAt = typed('8h sáng nay')
    expect(urgency('LUA_DAO', { happenedAt, loss: MONEY })).toBe('P0')
    expect(urgency('LUA_DAO', { happenedAt, loss: { ...MONEY, amount: 0 } })).toBe('P1')
    expect(urgency('LUA_DAO', { happenedAt })).toBe('P1')
    expect(urgency('LUA_DAO', { happenedAt: { date: null, time: null }, loss: MONEY })).toBe('P1')
  })

  test('a time of transfer that was given counts, whenever it happened', () => {
    const evidence = { transferredAt: typed('5/11') }
    expect(urgency('LUA_DAO', { evidence, happenedAt: typed('hôm nay'), loss: MONEY })).toBe('P1')
  })
})

describe('a false alarm is P1 in an emergency, else P3', () => {
  const kinds = [...read('flows/evidence-tin-gia-khan.yaml').matchAll(/evidence\.dangerType: "\\"([^"\\]+)/g)].map(
    (match) => match[1] ?? '',
  )

  test('by the kinds that the flow offers', () => {
    const seen = kinds.map((dangerType) => [dangerType, urgency('TIN_GIA_KHAN', { evidence: { dangerType } })])
    expect(Object.fromEntries(seen)).toEqual({
      'Mưa lũ, vỡ đập': 'P1',
      'Cháy nổ, bão': 'P1',
      'Dịch bệnh, thuốc': 'P1',
      'Thực phẩm': 'P3',
      'Trẻ mất tích': 'P1',
      'Kêu gọi cứu trợ': 'P3',
    })
  })

  test('danger to a person is P0 with any kind, and no kind is no emergency', () => {
    expect(urgency('TIN_GIA_KHAN', { danger: true, evidence: { dangerType: 'Thực phẩm' } })).toBe('P0')
    expect(urgency('TIN_GIA_KHAN', {})).toBe('P3')
  })
})
