import { expect, test } from 'vitest'
import type { Area } from '../areas.js'
import { planAreas } from './plan-areas.js'

const common = { validFrom: '2025-07-01', validTo: null, aliases: [] }
const known: Area[] = [
  { code: '22', name: 'Tỉnh Quảng Ninh', kind: 'province', provinceCode: '22', ...common },
  { code: '51', name: 'Tỉnh Quảng Ngãi', kind: 'province', provinceCode: '51', ...common },
  { code: '21439', name: 'Phường Đức Phổ', kind: 'phuong', provinceCode: '51', ...common },
]
const plan = (provinceCode: string) =>
  planAreas([{ where: 'row 2', code: '21439', name: 'Phường Đức Phổ', kind: 'phuong', provinceCode }], known, {
    from: '2026-11-26',
    today: '2026-11-26',
    closeMissing: false,
  })

test('a commune that would go to another province needs a person: it may be a wrong digit', () => {
  expect(plan('22').notes).toEqual(['21439 Phường Đức Phổ goes from province 51 to 22: is that meant?'])
  expect(plan('51').notes).toEqual([])
})
