import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideChange } from './change-rules.js'
import { findOrganisations } from './find-organisations.js'
import { formatLinkCode, normaliseLinkCode } from './link-code.js'
import { areasFrom, isQuietAt, levelsOf, olderOf, readQuiet, readTimeOfDay } from './subscription-rules.js'
import { clockOf, settingsText, topicsFrom } from './subscription-words.js'

const commune = { code: '21439', name: 'Phường Đức Phổ', provinceCode: '51' }
const province = { code: '51', name: 'Quảng Ngãi', provinceCode: '51' }
const USUAL = { from: 1260, until: 420 }

describe('places', () => {
  test.each([
    [commune, province, ['21439', '51', 'VN']],
    [province, province, ['51', 'VN']],
    [undefined, undefined, ['VN']],
  ])('the levels of %j', (place, above, codes) => {
    expect(levelsOf(place, above).map(({ code }) => code)).toEqual(codes)
  })

  test('what is no area is left out, and nobody is subscribed to nothing', () => {
    const exists = (code: string) => code === '51'
    expect(areasFrom(['51', '99', 'VN', '51'], exists)).toEqual(['51', 'VN'])
    expect(areasFrom(['99'], exists)).toEqual(['VN'])
  })
})

describe('quiet hours', () => {
  test.each([
    ['22h-6h', 1320, 360],
    ['22:30 – 06:15', 1350, 375],
    ['từ 22 giờ đến 6 giờ', 1320, 360],
    ['10h tối đến 6h sáng', 1320, 360],
    ['10h tối tới 6h rưỡi sáng', 1320, 390],
    ['22h toi 6h', 1320, 360],
    ['22-6', 1320, 360],
    ['24h-6h', 0, 360],
    ['9 pm to 7 am', 1260, 420],
    ['12h–13h30', 720, 810],
  ])('“%s” is read', (text, from, until) => {
    expect(readQuiet(text)).toEqual({ from, until })
  })

  test.each(['', '22h', '22h-22h', '25h-6h', '22h-6h-7h', 'cả đêm', '22h70-6h', '22h-', 'không'])(
    '“%s” is asked about again',
    (text) => {
      expect(readQuiet(text)).toBeNull()
    },
  )

  test('no text makes the readers fail, and what they read is a time of day', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789hg:.-–~ đếntớiángpm') }), (text) => {
        const read = [readQuiet(text)?.from, readQuiet(text)?.until, readTimeOfDay(text) ?? undefined]
        for (const minute of read) if (minute !== undefined) expect(minute >= 0 && minute < 1440).toBe(true)
      }),
    )
  })

  test('hold across midnight and within a day', () => {
    expect([1259, 1260, 0, 419, 420].map((minute) => isQuietAt(minute, USUAL))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    expect([719, 720, 809, 810].map((minute) => isQuietAt(minute, { from: 720, until: 810 }))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('a wish', () => {
  const now = { quiet: USUAL, dailyAt: 480 }

  test.each([
    [{ weeklyCap: 5 }, { weeklyCap: 5 }],
    [{ topics: ['LUA_DAO', 'LUA_DAO'] }, { topics: ['LUA_DAO'] }],
    [{ organisation: '' }, { organisationId: null }],
    [{ organisation: '7' }, { organisationId: '7' }],
    [{ langs: 'both' }, { langs: ['vi', 'en'] }],
    [{ allChannels: true }, { wantsAllChannels: true }],
    [{ daily: '19h30' }, { dailyAt: 1170 }],
    [{ daily: '' }, { dailyAt: null, dailyOn: null }],
    [{ quiet: '23h-6h' }, { quietFrom: 1380, quietUntil: 360, dailyAt: 480 }],
  ])('%j', (wish, values) => {
    expect(decideChange(wish, now)).toEqual({ kind: 'set', values })
  })

  test.each([
    { weeklyCap: 0 },
    { weeklyCap: 22 },
    { weeklyCap: 2.5 },
    { quiet: 'x' },
    { daily: '25h' },
    { langs: 'fr' },
  ])('%j is none', (wish) => {
    expect(decideChange(wish, now)).toEqual({ kind: 'wrong' })
  })

  test('the daily question never comes in quiet hours: such an hour is refused, later quiet hours move it', () => {
    expect(decideChange({ daily: '22h' }, now)).toEqual({ kind: 'quiet' })
    expect(decideChange({ quiet: '7h-9h' }, now)).toMatchObject({ values: { dailyAt: 540 } })
  })
})

test('of two subscribers of one person the older stands, whichever asked', () => {
  const older = { id: '9', createdAt: new Date(1) }
  const newer = { id: '2', createdAt: new Date(2) }
  expect(olderOf(older, newer)).toEqual({ kept: older, left: newer })
  expect(olderOf(newer, older)).toEqual({ kept: older, left: newer })
  const twin = { id: '10', createdAt: new Date(1) }
  expect(olderOf(twin, older).kept).toBe(older)
})

describe('link codes', () => {
  test('are read as people type them', () => {
    const code = formatLinkCode(new Uint8Array([10, 11, 12, 13, 0, 1, 2, 3]))
    expect(code).toBe('ABCD-0123')
    for (const typed of ['ABCD-0123', 'ghep abcd0123', 'GHÉP: ABCD OI23', ' ghép ABCD-Ol23 ']) {
      expect(normaliseLinkCode(typed), typed).toBe('ABCD0123')
    }
    for (const typed of ['', 'GHEP', 'ABCD-012', 'ABCD-01234', 'UUUU-UUUU', 'có']) {
      expect(normaliseLinkCode(typed), typed).toBeNull()
    }
  })
})

describe('an organisation', () => {
  const named = (id: string, name: string, areaName = 'Phường Đức Phổ') => ({ id, name, areaName })
  const all = [
    named('1', 'Hội Phụ nữ xã Phổ Phong', 'Xã Nguyễn Nghiêm'),
    named('2', 'Trường THPT Số 1 Đức Phổ'),
    named('3', 'Trường THPT Số 2 Đức Phổ'),
  ]

  test.each([
    ['truong thpt so 1', ['2']],
    ['THPT', ['2', '3']],
    ['hội phụ nữ', ['1']],
    ['phu nu nguyen nghiem', ['1']],
    ['đại học', []],
    ['  ', []],
  ])('“%s”', (typed, ids) => {
    expect(findOrganisations(typed, all).map(({ id }) => id)).toEqual(ids)
  })
})

describe('the settings in words', () => {
  const topics = topicsFrom([
    { code: 'LUA_DAO', label: { vi: 'Lừa đảo', en: 'Fraud' } },
    { code: 'KHAC', label: { vi: 'Khác', en: 'Other' } },
  ])
  const settings = {
    ...{ places: ['Phường Đức Phổ, Quảng Ngãi', 'VN'], topics: [], organisation: null, weeklyCap: 3 },
    ...{ quietFrom: 1260, quietUntil: 420, langs: ['vi'], dailyAt: null, channels: 1, wantsAllChannels: false },
  }

  test('say each wish in both languages', () => {
    const vi = settingsText(settings, topics, 'vi')
    expect(vi).toContain('• Bản tin của: Phường Đức Phổ, Quảng Ngãi; Cả nước')
    expect(vi).toContain('• Giờ yên lặng: 21:00 – 7:00')
    const more = { ...settings, topics: ['LUA_DAO', 'tre_em'], dailyAt: 485, channels: 2, wantsAllChannels: true }
    const en = settingsText(more, topics, 'en')
    expect(en).toMatch(/Topics: Fraud; Children[\s\S]*Daily question: 8:05[\s\S]*Channels: on all 2/)
  })

  test('“other” is no topic, technology, children and older people are', () => {
    expect(topics.map(({ code }) => code)).toEqual(['LUA_DAO', 'cong_nghe', 'tre_em', 'nguoi_cao_tuoi'])
    expect(clockOf(5)).toBe('0:05')
  })
})
