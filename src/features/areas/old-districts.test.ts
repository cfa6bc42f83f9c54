import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseOldDistricts } from './old-districts.js'

const districts = parseOldDistricts(
  readFileSync(new URL('../../../content/old-districts.yaml', import.meta.url), 'utf8'),
)

test.each([
  ['24790', 'Thành phố Đà Lạt'],
  ['24823', 'Thành phố Bảo Lộc'],
  ['16681', 'Thành phố Vinh'],
  ['14755', 'Thành phố Thanh Hóa'],
  ['14815', 'Thị xã Bỉm Sơn'],
  ['23614', 'Thị xã An Khê'],
  ['26518', 'Thành phố Vũng Tàu'],
  ['27121', 'Quận 3'],
])('the old commune %s lay in %s', (code, name) => {
  expect(districts.nameOf(code)).toBe(name)
})

test('a commune between two known districts lay in neither', () => {
  expect(districts.nameOf('20372')).toBeUndefined()
  expect(districts.nameOf('24846')).toBeUndefined()
})

test('a town that became a part of a city is found by both names', () => {
  expect(districts.nameOf('16720')).toBe('Thị xã Cửa Lò')
  expect(districts.cityOf('Thị xã Cửa Lò')).toBe('Thành phố Vinh')
})
