import { expect, test } from 'vitest'
import { ruleWith } from '../../../test/harness/rules.js'
import { listChanges, moveRule, nextRuleId } from './rule-changes.js'
import { changeWords, dayWords } from './rule-words.js'

const [a, b, c] = [ruleWith({ id: 'a' }), ruleWith({ id: 'b', category: 'KHAC' }), ruleWith({ id: 'c', area: '51' })]
const names = {
  categories: new Map([['KHAC', 'Khác']]),
  areas: new Map([['51', 'Tỉnh Quảng Ngãi']]),
  units: new Map([['PA05-51', 'Phòng An ninh mạng']]),
}
const tell = (...tables: [(typeof a)[], (typeof a)[]]) => listChanges(...tables).map((one) => changeWords(one, names))

test('what was added, taken out, changed and moved is told in a line each', () => {
  expect(tell([a, b, c], [a, b, c])).toEqual([])
  expect(tell([a, b], [a, b, c])).toEqual(['Thêm: Mọi loại, Tỉnh Quảng Ngãi → Công an xã nơi báo tin'])
  expect(tell([a, b], [a])).toEqual(['Bỏ: Khác, mọi nơi → Công an xã nơi báo tin'])
  expect(tell([a, b, c], [b, c, a])).toEqual(['Đổi thứ tự: Mọi loại, mọi nơi'])
  expect(tell([b], [{ ...b, to: 'PA05-51', validTo: '2026-12-01', because: 'Lý do khác hẳn.' }])).toEqual([
    'Sửa: Khác, mọi nơi (đơn vị nhận: Công an xã nơi báo tin → Phòng An ninh mạng; lý do; thời gian: Luôn luôn → Đến hết 01/12/2026)',
  ])
})

test('a row moves by one place, and at the end stays', () => {
  expect(moveRule([a, b, c], 'b', 'up').map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  expect(moveRule([a, b, c], 'b', 'down').map(({ id }) => id)).toEqual(['a', 'c', 'b'])
  expect(moveRule([a, b, c], 'a', 'up')).toEqual([a, b, c])
  expect(moveRule([a, b, c], 'c', 'down')).toEqual([a, b, c])
  expect(moveRule([a, b, c], 'none', 'down')).toEqual([a, b, c])
})

test('a row moves to the place of any other, which makes room', () => {
  const moved = (id: string, place: number) => moveRule([a, b, c], id, place).map((rule) => rule.id)
  expect([moved('a', 3), moved('c', 1), moved('b', 2)].map((ids) => ids.join(''))).toEqual(['bca', 'cab', 'abc'])
})

test('a new rule bears a name that none had before', () => {
  expect(nextRuleId([a], [])).toBe('quy-tac-1')
  expect(nextRuleId([a], [ruleWith({ id: 'quy-tac-7' })])).toBe('quy-tac-8')
})

test('days are said with both ends', () => {
  expect(dayWords({ validFrom: '2026-11-20', validTo: '2026-11-27' })).toBe('Từ 20/11/2026 đến hết 27/11/2026')
  expect(dayWords({ validFrom: '2026-11-20', validTo: null })).toBe('Từ 20/11/2026')
})
