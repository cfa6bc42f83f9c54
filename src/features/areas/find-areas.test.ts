import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAreas } from './areas.js'
import { makeAreaIndex } from './area-index.js'
import { findAreas } from './find-areas.js'

const areas = ['provinces', '51-quang-ngai'].flatMap((file) =>
  parseAreas(readFileSync(new URL(`../../../content/areas/${file}.yaml`, import.meta.url), 'utf8')),
)
const index = makeAreaIndex(areas)
const find = (query: string) => findAreas(query, index, { on: '2026-11-22' })
const names = (query: string) => find(query).map((match) => match.area.name)

test('there are 34 provinces and the 96 communes of Quảng Ngãi, each with its own code', () => {
  const count = (kind: string) => areas.filter((area) => area.kind === kind).length
  expect([count('province'), count('phuong'), count('xa'), count('dac_khu')]).toEqual([34, 9, 86, 1])
  expect(new Set(areas.map((area) => area.code)).size).toBe(130)
})

test.each(['đức phổ', 'Phường Đức Phổ', 'phuong duc pho', 'P. Đức Phổ', 'p.duc pho', 'ĐỨC  PHỔ'.normalize('NFD')])(
  '%s is first of all Phường Đức Phổ',
  (query) => {
    expect(find(query)[0]).toMatchObject({ area: { code: '21439' }, kind: expect.stringMatching(/^exact/) })
  },
)

test('marks put Sơn Hà first and Sơn Hạ second, but both are listed', () => {
  expect(names('Sơn Hà').slice(0, 2)).toEqual(['Xã Sơn Hà', 'Xã Sơn Hạ'])
  expect(names('xã Sơn Hạ').slice(0, 2)).toEqual(['Xã Sơn Hạ', 'Xã Sơn Hà'])
  expect(names('son ha').slice(0, 2).sort()).toEqual(['Xã Sơn Hà', 'Xã Sơn Hạ'])
  expect(names('ba to').slice(0, 2).sort()).toEqual(['Xã Ba Tô', 'Xã Ba Tơ'])
})

test('the old Phường Nguyễn Nghiêm is both of its heirs, before the new Xã of that name', () => {
  expect(find('Phường Nguyễn Nghiêm').slice(0, 3)).toMatchObject([
    { area: { name: 'Phường Cẩm Thành' }, kind: 'old_name', why: 'Xã, phường cũ: Phường Nguyễn Nghiêm' },
    { area: { name: 'Phường Đức Phổ' }, kind: 'old_name', why: 'Xã, phường cũ: Phường Nguyễn Nghiêm' },
    { area: { name: 'Xã Nguyễn Nghiêm' }, kind: 'other_kind', why: 'Cùng tên nhưng hiện nay là Xã Nguyễn Nghiêm' },
  ])
})

test('without a kind the new Xã Nguyễn Nghiêm comes first and the heirs follow', () => {
  expect(names('nguyen nghiem')).toEqual(['Xã Nguyễn Nghiêm', 'Phường Cẩm Thành', 'Phường Đức Phổ'])
})

test('an old district lists what became of it', () => {
  expect(names('thị xã Đức Phổ').toSorted()).toEqual(
    ['Phường Sa Huỳnh', 'Phường Trà Câu', 'Phường Đức Phổ', 'Xã Khánh Cường', 'Xã Nguyễn Nghiêm'].toSorted(),
  )
})

test('a commune that was split lists both parts', () => {
  expect(find('Trà Bùi')).toMatchObject([
    { area: { name: 'Xã Cà Đam' }, alias: { isPartial: true } },
    { area: { name: 'Xã Tây Trà Bồng' }, alias: { isPartial: true } },
  ])
})

test.each([
  ['Tịnh Khê', 'Xã Tịnh Khê'],
  ['tinh khe', 'Xã Tịnh Khê'],
  ['Sơn Thuỷ', 'Xã Sơn Thủy'],
  ['ly son', 'Đặc khu Lý Sơn'],
  ['tỉnh Quảng Ngãi', 'Tỉnh Quảng Ngãi'],
  ['kon tum', 'Phường Kon Tum'],
  ['Bắc Giang', 'Tỉnh Bắc Ninh'],
  ['TPHCM', 'Thành phố Hồ Chí Minh'],
  ['tp hcm', 'Thành phố Hồ Chí Minh'],
  ['sai gon', 'Thành phố Hồ Chí Minh'],
  ['khanh cu', 'Xã Khánh Cường'],
  ['Phường Đức Phổ, tỉnh Quảng Ngãi', 'Phường Đức Phổ'],
  ['xã bình minh huyện bình sơn tỉnh quảng ngãi', 'Xã Bình Minh'],
])('%s lists %s', (query, name) => {
  expect(names(query)).toContain(name)
})

test('what stands after the comma only orders', () => {
  expect(names('Trần Hưng Đạo, Kon Tum')).toEqual(['Phường Đăk Bla', 'Phường Cẩm Thành'])
  expect(names('Trần Hưng Đạo, thành phố Quảng Ngãi')).toEqual(['Phường Cẩm Thành', 'Phường Đăk Bla'])
})

test('an everyday word that is also a short name is not a place', () => {
  expect(names('tôi không hiểu')).toEqual([])
  expect(names('xã Hiếu')).toContain('Xã Kon Plông')
})

test('an area is found only while it is valid', () => {
  expect(findAreas('Đức Phổ', index, { on: '2025-06-30' })).toEqual([])
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(find(text))),
    { numRuns: 50 },
  )
})
