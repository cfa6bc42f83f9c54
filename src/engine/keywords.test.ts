import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readKeyword } from './keywords.js'
import { foldText } from './text-key.js'

const WORDS = [
  ['dung', 'dừng', 'unsubscribe'],
  ['xoa', 'xóa', 'forget'],
  ['xoa', 'xoá', 'forget'],
  ['huy', 'hủy', 'leave'],
  ['huy', 'huỷ', 'leave'],
  ['menu', 'menu', 'menu'],
  ['stop', 'stop', 'leave'],
  ['thoat', 'thoát', 'leave'],
  ['back', 'back', 'back'],
] as const

describe.each(WORDS)('%s', (bare, spelled, kind) => {
  test.each([
    bare,
    bare.toUpperCase(),
    spelled,
    spelled.toUpperCase(),
    spelled.normalize('NFD'),
    `  ${spelled}  `,
    `/${bare}`,
  ])('"%s" is the keyword', (text) => {
    expect(readKeyword(text)?.keyword).toEqual({ kind })
  })
})

test.each([
  ['quay lại', 'back'],
  ['Trở lại', 'back'],
  ['quay lai', 'back'],
  ['dừng lại', 'leave'],
  ['DUNG LAI', 'leave'],
])('"%s" is as good as 0 or HUY', (text, kind) => {
  expect(readKeyword(text)).toEqual({ keyword: { kind }, sure: true })
})

describe('NHAN TIN', () => {
  test.each(['NHAN TIN', 'nhận tin', 'NHẬN TIN', ' Nhận  tin! ', '/nhantin', '/nhan_tin'])(
    '%s is surely meant',
    (text) => {
      expect(readKeyword(text)).toEqual({ keyword: { kind: 'subscribe' }, sure: true })
    },
  )

  test.each(['nhan tin', 'Nhan tin'])('%s may also be how somebody wrote', (text) => {
    expect(readKeyword(text)).toEqual({ keyword: { kind: 'subscribe' }, sure: false })
  })

  test.each(['nhắn tin', 'nhằn tin', 'nhẫn tin', 'nhận tín', 'nó nhận tin', 'nhận tin nhắn', 'nhantin'])(
    '%s is something else',
    (text) => {
      expect(readKeyword(text)).toBeNull()
    },
  )
})

test.each([
  'đúng',
  'Đúng',
  'dũng',
  'Dũng',
  'dùng',
  'đừng',
  'đứng',
  'Huy',
  'huý',
  'húy',
  'xoà',
  'xòa',
  'mẽnu',
  'dung rồi',
  'huy động',
  'đúng lại',
  'đứng lại',
  'nó bảo tôi quay lại',
  '00',
  'xin 0',
])('"%s" merely looks like a keyword', (text) => {
  expect(readKeyword(text)).toBeNull()
})

test('any other marks on the same letters make it another word', () => {
  const marked = fc.constantFrom(...'uúùủũụưứừửữự').chain((vowel) => fc.constantFrom(`d${vowel}ng`, `đ${vowel}ng`))
  fc.assert(
    fc.property(marked, (word) => {
      const isKeyword = word === 'dung' || word === 'dừng'
      expect(readKeyword(word) !== null).toBe(isKeyword)
    }),
  )
})

test('whatever is read as a keyword folds to one', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'dừnuhủyxóametracứ0/ '), maxLength: 8 })
  const known = /^(?:dung|nhan tin|xoa|huy|menu|back|stop|thoat|0|tra ?cuu.*|\/.*)[.!]*$/
  fc.assert(
    fc.property(letters, (text) => {
      if (readKeyword(text)) expect(foldText(text)).toMatch(known)
    }),
  )
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      readKeyword(text)
    }),
  )
})

test('names are not surely keywords, their own spelling is', () => {
  expect(readKeyword('Dung')).toEqual({ keyword: { kind: 'unsubscribe' }, sure: false })
  expect(readKeyword('HUY')).toEqual({ keyword: { kind: 'leave' }, sure: false })
  expect(readKeyword('hủy')).toEqual({ keyword: { kind: 'leave' }, sure: true })
})

describe('TRA CUU', () => {
  const code = 'AN-01AB-2CDE-3FGH-4JKM'
  test.each(['TRA CUU', 'tra cứu', 'Tra Cuu', 'TRACUU', '/tracuu', '/tracuu@anninh_bot'])(
    '%s brings its code',
    (word) => {
      expect(readKeyword(`${word} ${code}`)).toEqual({ keyword: { kind: 'look_up', code }, sure: true })
      expect(readKeyword(word)).toEqual({ keyword: { kind: 'look_up', code: '' }, sure: true })
    },
  )

  test('a code alone is looked up too', () => {
    expect(readKeyword('an01ab2cde3fgh4jkm')).toMatchObject({ keyword: { kind: 'look_up' }, sure: true })
    expect(readKeyword('an ninh trat tu xa hoi')).toBeNull()
  })

  test('a code that was mistyped is still meant as one', () => {
    expect(readKeyword('tra cuu AN-01AB-2CDE-3FGH')).toMatchObject({ sure: true })
  })

  test('a few other words may be an answer, a sentence surely is', () => {
    expect(readKeyword('tra cứu số này')).toMatchObject({ sure: false })
    expect(readKeyword('tra cứu trên mạng thì thấy nhiều người cũng bị lừa như tôi')).toBeNull()
    expect(readKeyword('trả cứu')).toBeNull()
  })
})

test.each([
  ['0', { kind: 'back' }],
  ['/start', { kind: 'start', payload: '' }],
  ['/start xa-21439', { kind: 'start', payload: 'xa-21439' }],
  ['/menu@anninh_bot', { kind: 'menu' }],
])('%s', (text, keyword) => {
  expect(readKeyword(text)).toEqual({ keyword, sure: true })
})
