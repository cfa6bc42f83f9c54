import { expect, test } from 'vitest'
import { orderAsTree, searchUnits, type UnitRow } from './unit-list.js'

const unit = (id: string, parentId: string | null, name: string, kind = 'commune'): UnitRow => ({
  id,
  parentId,
  name,
  kind,
  code: `CA-${id}`,
  areaCode: null,
  activeFrom: '2025-07-01',
  activeTo: null,
  isOwn: true,
  activeOfficers: 0,
})

const units = [
  unit('3', '1', 'Công an xã Tịnh Khê'),
  unit('2', '1', 'Phòng An ninh mạng', 'department'),
  unit('1', null, 'Công an tỉnh Quảng Ngãi', 'province'),
  unit('4', '1', 'Công an phường Đức Phổ'),
]

test('units stand under their parents, departments before communes, communes in Vietnamese order', () => {
  expect(orderAsTree(units).map(({ id, level }) => [id, level])).toEqual([
    ['1', 0],
    ['2', 1],
    ['4', 1],
    ['3', 1],
  ])
})

test('a unit whose parent is not listed stands at the top', () => {
  expect(orderAsTree([unit('9', '8', 'Lẻ')])).toMatchObject([{ id: '9', level: 0 }])
})

test('a search without marks finds the unit and keeps what stands above it', () => {
  expect(searchUnits(units, 'duc pho').map(({ id }) => id)).toEqual(['1', '4'])
})

test('a search finds codes, and nothing where nothing matches', () => {
  expect(searchUnits(units, 'ca-3').map(({ id }) => id)).toEqual(['3', '1'])
  expect(searchUnits(units, 'hà nội')).toEqual([])
})
