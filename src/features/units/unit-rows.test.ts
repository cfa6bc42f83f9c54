import { expect, test } from 'vitest'
import { decodeFile } from '../../platform/imported-file.js'
import { StartupError } from '../../platform/startup-error.js'
import { checkUnits, readUnitCsv } from './unit-rows.js'

const HEADER = 'code,name,kind,parent_code,area_code,is_remote,active_from,active_to'
const KNOWN = {
  units: [
    { code: 'CAT-51', kind: 'province' },
    { code: 'CA-21439', kind: 'commune' },
    { code: 'CA-21451', kind: 'commune' },
  ],
  areaCodes: new Set(['51', '21439', '21451']),
}
const read = (...lines: string[]) => {
  const file = decodeFile('units.csv', Buffer.from(`${[HEADER, ...lines].join('\n')}\n`))
  const rows = readUnitCsv(file)
  checkUnits(file, rows, KNOWN)
  return rows
}

test('a row says only what it says', () => {
  expect(read('CA-21439,Công an  phường Đức Phổ,commune,,,,,')).toEqual([
    { where: 'row 2', code: 'CA-21439', name: 'Công an phường Đức Phổ', kind: 'commune' },
  ])
})

test('a parent may stand later in the file', () => {
  expect(read('PC03-52,Phòng Ba,department,CAT-52,,,,', 'CAT-52,Công an tỉnh Gia Lai,province,,,,,')).toHaveLength(2)
})

test.each([
  ['ca 1,Công an,commune,CAT-51,21439,,,', 'row 2: code must be capitals, digits and dashes such as CA-21439'],
  ['CA-1,Công an,ward,CAT-51,21439,,,', 'row 2: kind must be one of ministry, province, department, commune'],
  ['CA-1,Công an,commune,,21439,,,', 'row 2: parent_code must name the unit above CA-1'],
  [
    'CA-1,Công an,commune,CAT-99,21439,,,',
    'row 2: parent_code CAT-99 must be a unit of this file or one that is there',
  ],
  ['CA-1,Công an,commune,CA-21451,21439,,,', 'row 2: a commune cannot stand below CA-21451, which is a commune'],
  ['CA-1,Công an,commune,CAT-51,,,,', 'row 2: area_code must name the commune of CA-1'],
  ['CA-1,Công an,commune,CAT-51,99999,,,', 'row 2: area_code 99999 must be an area that is there'],
  ['CA-21439,Công an,department,CAT-51,,,,', 'row 2: CA-21439 is a commune and cannot become a department'],
  ['CA-21439,Công an,commune,CAT-51,21439,maybe,,', 'row 2: is_remote must be true or false'],
  ['CA-21439,Công an,commune,CAT-51,21439,,,31/12/2026', 'row 2: a day must be written as 2026-04-30'],
  ['CA-21439,Công an,commune,CAT-51', 'row 2: has 4 cells, the first row has 8; was the file cut?'],
])('refuses %s', (line, why) => {
  expect(() => read(line)).toThrow(StartupError)
  expect(() => read(line)).toThrow(`units.csv, ${why}`)
})

test('refuses the same code twice', () => {
  const why = 'units.csv, row 3: code X-1 must be there once, and row 2 has it already'
  expect(() => read('X-1,Một,department,CAT-51,,,,', 'X-1,Hai,department,CAT-51,,,,')).toThrow(why)
})
