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
  ['27139', 'Quận 3'],
  ['10507', 'Thành phố Hải Dương'],
  ['17902', 'Huyện Nghi Lộc'],
  ['22738', 'Thành phố Phan Rang - Tháp Chàm'],
  ['00592', 'Quận Nam Từ Liêm'],
  ['03983', 'Huyện Mộc Châu'],
  ['25177', 'Huyện Cát Tiên'],
])('the old commune %s lay in %s', (code, name) => {
  expect(districts.nameOf(code)).toBe(name)
})

test('a code that nobody had lay in no district, or in the one around it', () => {
  expect(districts.nameOf('00002')).toBe('Quận Ba Đình')
  expect(districts.nameOf('00035')).toBeUndefined()
  expect(districts.nameOf('99999')).toBeUndefined()
})

test.each([
  ['A: { Quận 1: "00001-00010", Quận 2: "00010" }', '00010 lies in Quận 1 and in Quận 2'],
  ['A: { Quận 1: "00010-00001" }', 'Quận 1: 00010-00001 runs backwards'],
  ['A: { Quận 1: "1-3" }', 'must be codes of communes'],
  ['A: { "Quận  1": "00001" }', 'is to be written'],
])('%s is refused: %s', (given, reason) => {
  expect(() => parseOldDistricts(`districts: { ${given} }`)).toThrow(reason)
})

test('a city of a district that is not there is refused', () => {
  const cities = 'cities: [{ name: Thành phố A, districts: [Quận 9] }]'
  expect(() => parseOldDistricts(`districts: { A: { Quận 1: "00001" } }\n${cities}`)).toThrow('no district Quận 9')
})

test('a town that became a part of a city is found by both names', () => {
  expect(districts.nameOf('16720')).toBe('Thị xã Cửa Lò')
  expect(districts.cityOf('Thị xã Cửa Lò')).toBe('Thành phố Vinh')
})
