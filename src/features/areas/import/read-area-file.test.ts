import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFile } from '../../../platform/imported-file.js'
import { StartupError } from '../../../platform/startup-error.js'
import { type AreaFile, readAreaFile } from './read-area-file.js'

const BOM = '\uFEFF'
const read = (text: string | Buffer): AreaFile => readAreaFile(decodeFile('f.csv', Buffer.from(text)))
const rowsOf = (text: string | Buffer) => {
  const file = read(text)
  return file.kind === 'areas' ? file.rows : []
}
const land = (...outline: [number, number][]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [{ properties: { code: '21439' }, geometry: { type: 'Polygon', coordinates: [outline] } }],
  })
const refusal = (text: string | Buffer): string => {
  try {
    read(text)
    return ''
  } catch (error) {
    if (error instanceof StartupError) return error.message
    throw error
  }
}

describe('a CSV', () => {
  test.each([
    ['commas', 'code,name,province_code\n21439,Phường Đức Phổ,51\n'],
    ['a byte order mark', `${BOM}code,name,province_code\n21439,Phường Đức Phổ,51\n`],
    ['semicolons and Windows line ends', 'code;name;province_code\r\n21439;Phường Đức Phổ;51\r\n'],
    ['tabs', 'code\tname\tprovince_code\n21439\tPhường Đức Phổ\t51\n'],
    ['quotation marks', '"code","name","province_code"\n"21439","Phường Đức Phổ","51"\n'],
    [
      'stray spaces, an empty line and decomposed letters',
      `code , name,province_code\n\n21439, Phường  Đức Phổ ,51\n`.normalize('NFD'),
    ],
    ['its columns in another order', 'name,code,province_code\nPhường Đức Phổ,21439,51\n'],
    ['the kind in a column of its own', 'code,name,kind,province_code\n21439,Đức Phổ,Phường,51\n'],
  ])('with %s is read', (_what, text) => {
    expect(rowsOf(text)).toMatchObject([{ code: '21439', name: 'Phường Đức Phổ', kind: 'phuong', provinceCode: '51' }])
  })

  test('has old names in cells, between semicolons or bars', () => {
    const text =
      'code,name,province_code,old_communes,partly_from_communes\n21439,Phường Đức Phổ,51,Xã Phổ Hòa; Xã Phổ Vinh |Xã Phổ An,xã Phổ Chia\n'
    expect(rowsOf(text)[0]?.aliases).toEqual([
      { name: 'Xã Phổ Hòa', kind: 'old_commune', isPartial: false },
      { name: 'Xã Phổ Vinh', kind: 'old_commune', isPartial: false },
      { name: 'Xã Phổ An', kind: 'old_commune', isPartial: false },
      { name: 'Xã Phổ Chia', kind: 'old_commune', isPartial: true },
    ])
  })
})

test('an outline that touches itself, and one of thousands of points, is read', () => {
  const touching = land([108, 14], [109, 14], [108.5, 14.5], [109, 15], [108, 15], [108.5, 14.5], [108, 14])
  expect(read(touching)).toMatchObject({ kind: 'boundaries', lands: [{ areaCode: '21439' }] })
  const circle = Array.from({ length: 20_000 }, (_, at): [number, number] => {
    const angle = (at * 2 * Math.PI) / 20_000
    return [108 + Math.cos(angle) / 10, 15 + Math.sin(angle) / 10]
  })
  expect(read(land(...circle, [108.1, 15]))).toMatchObject({ kind: 'boundaries' })
})

test('a last row without a line break is read where somebody looked at it', () => {
  const file = decodeFile('f.csv', Buffer.from('code,name,province_code\n21439,Phường Đức Phổ,51'))
  expect(readAreaFile({ ...file, isLastRowWhole: true })).toMatchObject({ rows: [{ code: '21439' }] })
})

describe('what cannot be right is refused in one line that names file, row and what it should be', () => {
  test.each([
    ['', 'f.csv, row 1: must name the columns: code, name'],
    ['code\n21439\n', 'f.csv, row 1: has no column name; it must name code, name'],
    ['code,name,colour\n', 'f.csv, row 1: "colour" is no column; known are code, name, kind'],
    ['code,name,code\n', 'f.csv, row 1: names the column code twice'],
    ['code,name,province_code\n2143,Xã A B,51\n', 'f.csv, row 2: code must be two digits'],
    ['code,name,province_code\n21439,,51\n', 'f.csv, row 2: name must be 2 to 100 letters'],
    ['code,name,province_code\n21439,Đức Phổ,51\n', 'f.csv, row 2: name must begin with Phường, Xã or Đặc khu'],
    ['code,name,kind,province_code\n21439,Xã Đức Phổ,phuong,51\n', 'f.csv, row 2: name must begin with'],
    ['code,name,province_code\n51,Quảng Ngãi,\n', 'f.csv, row 2: name must begin with Tỉnh or Thành phố'],
    [
      'code,name,province_code\n21439,Phường Đức Phổ,\n',
      'f.csv, row 2: province_code must be the two digits of the province of 21439',
    ],
    [
      'code,name,province_code\n21439,Phường A B,51\n21439,Phường C D,51\n',
      'f.csv, row 3: code 21439 must be there once, and row 2 has it already',
    ],
    [
      'code,name,province_code,valid_from\n21439,Phường A B,51,30/4/2026\n',
      'f.csv, row 2: a day must be written as 2026-04-30, not "30/4/2026"',
    ],
    ['code,name,province_code,valid_from\n21439,Phường A B,51,2026-02-30\n', 'f.csv, row 2: a day must be written as'],
    [
      'code,name,province_code,valid_from,valid_to\n21439,Phường A B,51,2026-02-02,2026-02-01\n',
      'f.csv, row 2: valid_to must be later',
    ],
    [
      'code,name,province_code\n21439,Phường Đức Phổ,51\n21451,Phường Tr',
      'f.csv, row 3: has 2 cells, the first row has 3; was the file cut?',
    ],
    ['code,name,province_code\n', 'f.csv, row 1: names the columns, and no row follows'],
    [
      'code,name,province_code,old_communes\n21439,Phường Đức Phổ,51,Xã Phổ H',
      'f.csv, row 2: no line break ends it; if it was not cut, import it with --last-row-is-whole',
    ],
    ['code,name,province_code\n21439,"Phường Đức', 'f.csv, row 2: a quotation mark is never closed; was the file cut?'],
    ['[{"Code":"51","FullName":"Tỉnh Quảng Ngãi","Wards":[{"Code":"2', 'f.csv: ends in the middle: the file was cut'],
    ['[{"Code":"51" "x"}]', 'f.csv: is no valid JSON'],
    [
      '[{"Code":"51","FullName":"Tỉnh A","Wards":[{"Code":"21439"}]}]',
      'f.csv, province 1, ward 1: must have the text fields',
    ],
    [
      '[{"Code":"51","FullName":"Tỉnh A","Wards":[{"Code":"21439","FullName":"Làng A"}]}]',
      'f.csv, province 1 (Tỉnh A), ward 1: name must begin',
    ],
    [
      '{"data":[{"level1_id":"62","name":"Tỉnh A","splits":[],"level3s":[{"name":"Xã A"}]}]}',
      'f.csv, data 1, level3s 1: must have',
    ],
    ['{"type":"FeatureCollection","features":[{"properties":{},"geometry":{}}]}', 'f.csv, feature 1: '],
    ['{"type":"FeatureCollection","features":[]}', 'f.csv: has no feature'],
    [
      land([-180, -90], [180, -90], [180, 90], [-180, -90]),
      'f.csv, feature 1: geometry.coordinates: a point must be [longitude, latitude] in or near Vietnam',
    ],
    [
      land([108, 14], [109, 15], [109, 14], [108, 15], [108, 14]),
      'f.csv, feature 1: the outline of 21439 crosses itself',
    ],
    ['{"something":1}', 'f.csv: must be a list of provinces'],
  ])('%j', (text, line) => {
    expect(refusal(text)).toContain(line)
    expect(refusal(text)).toMatch(/^[^\n]* Nothing was imported\.$/)
  })

  test('another encoding, with the line where it shows', () => {
    const wrong = Buffer.concat([
      Buffer.from('code,name,province_code\n21439,Ph'),
      Buffer.from([0xfd, 0xf2]),
      Buffer.from('ng,51\n'),
    ])
    expect(refusal(wrong)).toContain('f.csv, line 2: is not UTF-8; save the file as "CSV UTF-8"')
    expect(refusal(Buffer.from(`${BOM}code,name\n`, 'utf16le'))).toContain('is not UTF-8')
  })
})

test('whatever a file is, it is read or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.uint8Array()), (text) => {
      expect(typeof refusal(Buffer.from(text as string))).toBe('string')
    }),
    { numRuns: 300 },
  )
})
