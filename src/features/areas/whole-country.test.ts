import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeAreaIndex } from './area-index.js'
import type { Area, AreaAlias } from './areas.js'
import { findAreas } from './find-areas.js'
import { proposeAreas } from './propose-areas.js'

const PROVINCES: [code: string, name: string, ...aliases: AreaAlias[]][] = [
  ['19', 'Tỉnh Thái Nguyên'],
  ['31', 'Thành phố Hải Phòng'],
  ['38', 'Tỉnh Thanh Hóa'],
  ['51', 'Tỉnh Quảng Ngãi'],
  ['75', 'Thành phố Đồng Nai'],
  ['79', 'Thành phố Hồ Chí Minh', other('TP.HCM'), other('HCM'), other('SG'), other('BRVT')],
  ['80', 'Tỉnh Tây Ninh'],
  ['82', 'Tỉnh Đồng Tháp'],
]
/** Of each pair the first and the second differ by marks alone, within one province. */
const PAIRS: [province: string, one: string, other: string][] = [
  ['19', 'Xã Văn Lang', 'Xã Văn Lăng'],
  ['31', 'Xã Cẩm Giang', 'Xã Cẩm Giàng'],
  ['38', 'Xã Đồng Tiến', 'Phường Đông Tiến'],
  ['51', 'Xã Sơn Hà', 'Xã Sơn Hạ'],
  ['51', 'Xã Ba Tơ', 'Xã Ba Tô'],
  ['75', 'Xã Lộc Thạnh', 'Xã Lộc Thành'],
  ['79', 'Xã Thanh An', 'Xã Thạnh An'],
  ['80', 'Xã Tân Thành', 'Xã Tân Thạnh'],
  ['82', 'Phường Mỹ Tho', 'Xã Mỹ Thọ'],
  ['82', 'Xã Tân Thành', 'Xã Tân Thạnh'],
]
const OLD_WARDS = ['Quận 3', 'Quận 10', 'Quận 11', 'Quận 4', 'Quận Gò Vấp', 'Quận Bình Thạnh', 'Quận Tân Bình']
let codes = 10_000
const areas: Area[] = [
  ...PROVINCES.map(([code, name, ...aliases]) => area(code, code, name, aliases)),
  ...PAIRS.flatMap(([province, one, other]) => [area(next(), province, one), area(next(), province, other)]),
  ...OLD_WARDS.map((district, at) =>
    area(next(), '79', `Phường Mới Thứ ${'abcdefghijk'[at]}`, [old('Phường 1', district), oldDistrict(district)]),
  ),
  ...['Thảo Điền', 'Thạnh Mỹ Tây', 'Vườn Hoa'].map((name) => area(next(), '79', `Phường ${name}`, [old('Phường 1')])),
  area(next(), '82', 'Phường Đạo Thạnh', [old('Phường 1', 'Thành phố Mỹ Tho')]),
  area('26848', '79', 'Phường Phước Long', [oldDistrict('Quận 9'), oldDistrict('Thành phố Thủ Đức')]),
  area('26857', '79', 'Phường Long Phước', [oldDistrict('Quận 9'), oldDistrict('Thành phố Thủ Đức')]),
  area('26824', '79', 'Phường Thủ Đức', [oldDistrict('Quận Thủ Đức'), oldDistrict('Thành phố Thủ Đức')]),
  area('09001', '79', 'Phường Chợ Lớn', [old('Phường 9', 'Quận 5')]),
  ...['19', '31', '38', '75', '80', '82'].map((province) => area(next(), province, 'Xã Tân An')),
  area('21439', '51', 'Phường Đức Phổ', [old('Phường Nguyễn Nghiêm'), oldDistrict('Thị xã Đức Phổ')]),
  area('21025', '51', 'Phường Cẩm Thành', [old('Phường Nguyễn Nghiêm')]),
  area('21457', '51', 'Xã Nguyễn Nghiêm', [old('Xã Phổ Phong'), oldDistrict('Thị xã Đức Phổ')]),
  area('00004', '31', 'Phường Đầu', [{ ...old('Xã Tách Đôi'), isPartial: true }]),
  area('00008', '31', 'Phường Sau', [{ ...old('Xã Tách Đôi'), isPartial: true }]),
  area(next(), '51', 'Đặc khu Lý Sơn', [oldDistrict('Huyện Lý Sơn')]),
  area(next(), '80', 'Xã Bắc Lý', [old('Xã Đạo Lý')]),
  area(next(), '38', 'Phường Tân Lập', [oldDistrict('Thành phố Buôn Ma Thuột')]),
  area('05000', '38', 'Phường Đổi Tên', [
    { name: 'Xã Tên Cũ', kind: 'former_name', isPartial: false, until: '2026-04-30' },
  ]),
]
const index = makeAreaIndex(areas)
const book = { index, byCode: index.byCode }
const lookup = { on: '2026-11-26' }
const find = (query: string, nearCode?: string) => findAreas(query, index, { ...lookup, nearCode })
const names = (query: string) => find(query).map((match) => match.area.name)
const propose = (text: string, before?: string) => proposeAreas({ text, before }, book, lookup)

describe.each(PAIRS)('in province %s, %s and %s', (province, one, other) => {
  const inProvince = (query: string) =>
    find(query)
      .filter(({ area }) => area.provinceCode === province)
      .map(({ area }) => area.name)

  test('each comes first when its marks are written', () => {
    expect(inProvince(short(one))[0]).toBe(one)
    expect(inProvince(short(other))[0]).toBe(other)
    expect(find(short(one))[0]).toMatchObject({ kind: 'exact' })
  })

  test('both are listed without marks, and neither is taken for granted', () => {
    const bare = short(one).normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd')
    expect(inProvince(bare)).toEqual(expect.arrayContaining([one, other]))
    expect(propose(`${bare}, ${PROVINCES.find(([code]) => code === province)?.[1]}`).outcome).toBe('many')
  })
})

describe('abbreviations', () => {
  test.each([
    ['q9', ['Phường Phước Long', 'Phường Long Phước']],
    ['Q. 9', ['Phường Phước Long', 'Phường Long Phước']],
    ['quan 09', ['Phường Phước Long', 'Phường Long Phước']],
    ['tp thu duc', ['Phường Thủ Đức', 'Phường Phước Long', 'Phường Long Phước']],
    ['tx duc pho', ['Phường Đức Phổ', 'Xã Nguyễn Nghiêm']],
    ['tphcm', ['Thành phố Hồ Chí Minh']],
    ['tp.hcm', ['Thành phố Hồ Chí Minh']],
    ['sg', ['Thành phố Hồ Chí Minh']],
    ['br-vt', ['Thành phố Hồ Chí Minh']],
    ['f9, q5', ['Phường Chợ Lớn']],
  ])('%s is %j', (query, expected) => {
    expect(names(query).toSorted()).toEqual(expected.toSorted())
  })
})

test.each(['21439', 'mã 21439', 'Mã xã: 21439', 'ma so 21439'])('a code is the area itself: %s', (typed) => {
  expect(names(typed)).toEqual(['Phường Đức Phổ'])
})

test('one or two wrong letters, and missing spaces, still find the name', () => {
  for (const typed of ['ducpho', 'đức phôr', 'duc fo', 'phường đức phỗ', 'ngyen nghiem']) {
    expect(names(typed), typed).toContain(typed.startsWith('ng') ? 'Xã Nguyễn Nghiêm' : 'Phường Đức Phổ')
  }
  expect(find('đức phôr')[0]).toMatchObject({ kind: 'similar' })
})

test('an island is found behind the word for it, and not by the name that this word would make', () => {
  for (const typed of ['đảo lý sơn', 'Ở đảo Lý Sơn', 'nhà tôi ngoài đảo lý sơn'])
    expect(names(typed), typed).toEqual(['Đặc khu Lý Sơn'])
  expect(names('o dao ly son').toSorted()).toEqual(['Xã Bắc Lý', 'Đặc khu Lý Sơn'])
  expect(names('đạo lý')).toEqual(['Xã Bắc Lý'])
})

test('what is spelled right is not drowned by what is alike', () => {
  expect(find('Văn Lang').map(({ kind }) => kind)).toEqual(['exact', 'exact_without_marks'])
})

test('the whole present name is one place, to be confirmed', () => {
  expect(propose('phường Đức Phổ')).toMatchObject({ outcome: 'one', facts: { area: { code: '21439' } } })
  expect(propose('phuong duc pho')).toMatchObject({ outcome: 'one' })
  expect(propose('Đức Phổ')).toMatchObject({ outcome: 'many' })
})

test('the old Phường Nguyễn Nghiêm leads to its heirs before the new Xã of that name', () => {
  expect(names('Phường Nguyễn Nghiêm').at(-1)).toBe('Xã Nguyễn Nghiêm')
  expect(names('Phường Nguyễn Nghiêm')).toHaveLength(3)
})

test('a split commune lists its parts and says that each is a part', () => {
  const { facts } = propose('xã tách đôi')
  expect(facts).toMatchObject({
    areas: [
      { value: '00004', label: 'Phường Đầu, Thành phố Hải Phòng (một phần Xã Tách Đôi cũ)' },
      { value: '00008', label: 'Phường Sau, Thành phố Hải Phòng (một phần Xã Tách Đôi cũ)' },
    ],
    more: 0,
  })
})

test('a name that ended says until when it held', () => {
  expect(propose('tên cũ')).toMatchObject({
    facts: { area: { code: '05000', label: 'Phường Đổi Tên, Tỉnh Thanh Hóa (trước ngày 30/4/2026 là Xã Tên Cũ)' } },
  })
})

test('a list shows eight, with the old district of each, and counts the rest', () => {
  const { outcome, facts } = propose('Phường 1, TP.HCM')
  expect(outcome).toBe('many')
  expect(facts).toMatchObject({ more: 2 })
  expect(JSON.stringify(facts)).toContain('(trước là Phường 1, Quận 3)')
})

test('a district typed after a list that was too long narrows it', () => {
  const { facts } = propose('q3', 'Phường 1, TP.HCM')
  expect(facts).toMatchObject({ area: { name: 'Phường Mới Thứ a, Thành phố Hồ Chí Minh' } })
  expect(names('Phường 1, quận Tân Bình')[0]).toBe('Phường Mới Thứ g')
})

test('another name typed after a long list is looked for as well', () => {
  expect(propose('Văn Lang', 'Phường 1, TP.HCM')).toMatchObject({
    facts: { areas: [{ label: expect.stringContaining('Văn Lang') }, {}] },
  })
})

test.each(['P1 Q3', 'P1Q3', 'p.1 q.3', 'p 1 q 3', 'phường 1 q3', '12 Nguyễn Trãi, P1 Q3', 'f1 q3 tphcm'])(
  'a district written short behind its ward decides: %s',
  (typed) => {
    expect(propose(typed)).toMatchObject({
      outcome: 'one',
      facts: { area: { name: 'Phường Mới Thứ a, Thành phố Hồ Chí Minh' } },
    })
  },
)

test('a district behind a numbered ward may be its first letters', () => {
  expect(propose('P1 GV')).toMatchObject({ facts: { area: { name: 'Phường Mới Thứ e, Thành phố Hồ Chí Minh' } } })
})

test('the first letters of an old city find what became of it', () => {
  expect(names('BMT')).toEqual(['Phường Tân Lập'])
})

test('words that narrow nothing are a new search, though a province stood before them', () => {
  const shown = JSON.stringify(propose('tx duc pho', 'Phường 1, TP.HCM').facts)
  expect(shown).toContain('Phường Đức Phổ')
  expect(shown).not.toContain('Phường Mới')
})

test('a short name of several provinces is a list, in which the province beside it decides', () => {
  expect(find('Tân An')).toHaveLength(6)
  expect(propose('Tân An, Đồng Nai')).toMatchObject({ outcome: 'one' })
  expect(propose('tan an dong nai')).toMatchObject({ outcome: 'one' })
})

test('the province of the page that was written to comes first, and only orders', () => {
  expect(find('Tân An', '80')[0]?.area.provinceCode).toBe('80')
  expect(find('Tân An', '80')).toHaveLength(6)
})

test('in an address the part that says that it is a commune is the place', () => {
  expect(names('12 Văn Lang, phường Đức Phổ, Quảng Ngãi')).toEqual(['Phường Đức Phổ'])
})

test('a hundred thousand hostile letters take no time', () => {
  const texts = [
    'đức phổ '.repeat(12_500),
    ','.repeat(100_000),
    'a'.repeat(100_000),
    'p. '.repeat(33_000),
    '\u0300'.repeat(100_000),
    `${'xã '.repeat(50)}${' '.repeat(99_000)}`,
  ]
  find('khởi động')
  for (const text of texts) {
    const taken = Math.min(...Array.from({ length: 5 }, () => millisecondsOf(() => find(text))))
    expect(taken, text.slice(0, 20)).toBeLessThan(50)
  }
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(find(text))),
    { numRuns: 40 },
  )
})

function area(code: string, provinceCode: string, name: string, aliases: AreaAlias[] = []): Area {
  const kinds = { Phường: 'phuong', Xã: 'xa', Đặc: 'dac_khu' } as const
  const kind = code.length === 2 ? 'province' : (kinds[name.split(' ')[0] as 'Xã'] ?? 'xa')
  return { code, name, kind, provinceCode, validFrom: '2025-07-01', validTo: null, aliases }
}

function next(): string {
  codes += 1
  return String(codes)
}

function old(name: string, within?: string): AreaAlias {
  return { name, kind: 'old_commune', isPartial: false, ...(within && { within }) }
}

function oldDistrict(name: string): AreaAlias {
  return { name, kind: 'old_district', isPartial: false }
}

function other(name: string): AreaAlias {
  return { name, kind: 'other', isPartial: false }
}

function short(name: string): string {
  return name.replace(/^(?:Phường|Xã) /, '')
}

function millisecondsOf(work: () => unknown): number {
  const since = performance.now()
  work()
  return performance.now() - since
}
