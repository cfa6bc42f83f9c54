import { expect, test } from 'vitest'
import { type NoticeLine, writeChatNotice } from './notice-text.js'

const ZONE = 'Asia/Ho_Chi_Minh'
const labels = new Map([['KHAC', 'Khác']])

function line(count: number, kind = 'new'): NoticeLine {
  const dueAt = new Date(Date.UTC(2026, 10, 13, 2, count % 60))
  return { number: `2026-${String(count).padStart(6, '0')}`, category: 'KHAC', urgency: 'P2', dueAt, kind, clock: null }
}

test('700 notices are counted as 700, in a few lines', () => {
  const text = writeChatNotice(
    Array.from({ length: 700 }, (_, index) => line(index)),
    labels,
    ZONE,
  )
  expect(text.split('\n')).toHaveLength(7)
  expect(text).toContain('Có 700 thông báo về 700 tin báo.')
  expect(text).toContain('… và 695 tin nữa')
})

test('a tip stands once in a digest, with what happened last', () => {
  const text = writeChatNotice([line(1), line(2), line(1, 'answer'), line(1, 'overdue')], labels, ZONE)
  expect(text).toContain('Có 4 thông báo về 2 tin báo.')
  expect(text.match(/2026-000001/g)).toHaveLength(1)
  expect(text).toContain('Tin quá hạn: 2026-000001')
})

test('a notice of a term says which', () => {
  const text = writeChatNotice([{ ...line(1, 'overdue'), clock: 'prosecutor' }], labels, ZONE)
  expect(text).toContain('Tin quá hạn (Thông báo Viện kiểm sát): 2026-000001')
})

test('several notices of one tip are one line', () => {
  expect(writeChatNotice([line(1), line(1, 'due_soon')], labels, ZONE)).toBe(
    'Tin sắp đến hạn: 2026-000001 · P2 · Khác · hạn 09:01 13-11',
  )
})

test('a term that ends with a day is that day’s', () => {
  const dueAt = new Date('2026-12-02T17:00:00Z')
  expect(writeChatNotice([{ ...line(1), dueAt }], labels, ZONE)).toContain('hạn 24:00 02-12')
})
