import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, foldText, nameKey, toneKey, trimUnseen } from './text-key.js'

const anyText = fc.string({ unit: 'binary', maxLength: 40 })
const vietnamese = fc.string({
  unit: fc.constantFrom(..."aàáảãạăằâầêềôồơờưừoòóọuùúụyỳýỵiđĐHPQTxnghc .-'Ừ".normalize('NFC')),
  maxLength: 30,
})
const loneSurrogates = fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 })).map((units) => String.fromCharCode(...units))

describe.each([
  ['foldText', foldText],
  ['nameKey', nameKey],
  ['toneKey', toneKey],
  ['cleanText', cleanText],
])('%s', (_name, key) => {
  test('applied twice gives the same as once', () => {
    fc.assert(fc.property(fc.oneof(anyText, vietnamese, loneSurrogates), (text) => key(key(text)) === key(text)))
  })
})

describe.each([
  ['foldText', foldText],
  ['nameKey', nameKey],
  ['toneKey', toneKey],
])('%s', (_name, key) => {
  test('does not depend on how the letters are composed', () => {
    fc.assert(fc.property(vietnamese, (text) => key(text.normalize('NFD')) === key(text.normalize('NFC'))))
  })

  test.each([
    ['hoà', 'hòa'],
    ['Thuỷ', 'Thủy'],
    ['khoẻ', 'khỏe'],
    ['HOÁ', 'hóa'],
    ['quý', 'qúy'],
  ])('takes %s and %s as one', (newStyle, oldStyle) => {
    expect(key(newStyle)).toBe(key(oldStyle))
  })
})

test.each(['Ðức Phổ', 'ðức phổ', 'Ɖức Phổ', '\u00d0ức Phổ'.normalize('NFD')])('%s is written with a đ', (name) => {
  expect(foldText(name)).toBe('duc pho')
  expect(nameKey(`P. ${name}`)).toBe('duc pho')
  expect(toneKey(name)).toBe(toneKey('Đức Phổ'))
})

test('only the tone key tells Sơn Hà from Sơn Hạ', () => {
  expect(toneKey('Sơn Hà')).not.toBe(toneKey('Sơn Hạ'))
  expect(nameKey('Sơn Hà')).toBe(nameKey('Sơn Hạ'))
})

test.each([
  ['Phường Đức Phổ', 'duc pho'],
  ['phuong duc pho', 'duc pho'],
  ['P.Đức Phổ', 'duc pho'],
  ['TP. Quảng Ngãi', 'quang ngai'],
  ['Thị Trấn  Châu Ổ', 'chau o'],
  ['Đặc khu Lý Sơn', 'ly son'],
  ['Phường 1', '1'],
  ['p1', '1'],
  ['Ea H’Leo', 'ea h leo'],
  ["Ea H'leo", 'ea h leo'],
  ['Bà Rịa–Vũng Tàu', 'ba ria vung tau'],
  ['Xã', 'xa'],
])('the name key of %s is %s', (name, key) => {
  expect(nameKey(name)).toBe(key)
})

test('the kind before a name changes nothing, even where the name itself begins like a kind', () => {
  for (const name of ['Tịnh Khê', 'Phương Liệt', 'Xà Phiên', 'Quan Sơn']) {
    expect(nameKey(`Xã ${name}`)).toBe(nameKey(name))
    expect(nameKey(foldText(name))).toBe(nameKey(name))
  }
})

test('folding reads maths letters and drops invisible ones', () => {
  expect(foldText('𝐋ừ𝐚 Đ\u200bảo\u00a0QUA  mạng\uFEFF')).toBe('lua dao qua mang')
})

test('clean text keeps everything but NUL and half characters', () => {
  expect(cleanText('a\0b\ud800c 😀\n')).toBe('ab\uFFFDc 😀\n')
})

test.each([
  ['\u200b\u2060\ufeff', ''],
  ['\u3164\u115f \u00ad\u2800', ''],
  ['', ''],
  ['\u200b Nghỉ bù\u200d\u200d ', 'Nghỉ bù'],
  ['a', 'a'],
])('what nobody sees at the ends of %j is left out', (text, seen) => {
  expect(trimUnseen(text)).toBe(seen)
})

test('a flood of unseen characters costs no time', () => {
  const begun = performance.now()
  expect(trimUnseen(`x${'\u200b'.repeat(250_000)}x`)).toHaveLength(250_002)
  expect(trimUnseen('\u200b'.repeat(250_000))).toBe('')
  expect(performance.now() - begun).toBeLessThan(200)
})
