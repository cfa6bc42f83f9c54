import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findIdentifiers } from './identifiers.js'

/** A transfer's QR code as text. */
const CODE =
  '00020101021238570010A00000072701270006970436011300710012345670208QRIBFTTA5303704540750000005802VN62120808nap tien63042943'

describe('no text makes it fail or slow', () => {
  test.each([
    ['NUL and half characters', 'a\0b\ud800 0912\udfff345678 😀'.repeat(3000)],
    ['digits', '0'.repeat(100_000)],
    ['phone numbers', '0900000000 '.repeat(9000)],
    ['a list of phone numbers', '0900000000,0900 000 001/'.repeat(4500)],
    ['numbers that are none', '0200 000 0000 123 '.repeat(5500)],
    ['foreign beginnings', '+1 2 3 4 5 6 '.repeat(7500)],
    ['spaced noughts', '0 1 '.repeat(25_000)],
    ['a list of addresses', 'https://a.example.com,'.repeat(4500)],
    ['a list of accounts', `stk ${'0123456789,'.repeat(9000)}`],
    ['spaced digits', '1 2 3 4 5 6 7 8 9 0 '.repeat(5000)],
    ['dots', 'a.'.repeat(50_000)],
    ['hyphens', 'a-'.repeat(50_000)],
    ['spaced words', 'a dot '.repeat(16_000)],
    ['accounts', 'stk 123456789 VCB '.repeat(5500)],
    ['spaces', ' '.repeat(100_000)],
    ['at signs', 'a@'.repeat(50_000)],
    ['addresses', 'http://a.com/b '.repeat(6600)],
    ['one long address', `http://a.com/${'b'.repeat(99_000)}`],
    ['Vietnamese', 'Tôi bị lừa chuyển tiền vào tài khoản ngân hàng Vietcombank. '.repeat(1700)],
    ['emoji', '👨‍👩‍👧‍👦'.repeat(9000)],
  ])('%s', (_name, text) => {
    const took = [1, 2, 3].map(() => {
      const start = process.cpuUsage()
      findIdentifiers(text)
      return process.cpuUsage(start).user / 1000
    })
    // Milliseconds of the processor, which a busy machine does not change; it takes about 40, a runaway seconds.
    expect(Math.min(...took)).toBeLessThan(400)
  })

  test('each of a list is found, whatever stands between', () => {
    const one = fc.constantFrom<[string, string]>(
      ['0900 000 000', '+84900000000'],
      ['stk 1023456789 VCB', '1023456789'],
      ['https://a-b.example.com/c', 'a-b.example.com/c'],
      ['ten@example.com', 'ten@example.com'],
      ['t.me/abc_d', 't.me/abc_d'],
      ['TJRabPrwbZy45sbavfcjinPJC18kjpRTv8', 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8'],
      ['tin nhắn từ "VIETTEL"', 'VIETTEL'],
      [CODE, '0071001234567'],
    )
    const between = fc.constantFrom('; ', ',\n', '\n', ' và nó nói, ', '. Sau đó ')
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ([written]) => written }), between, (list, joint) => {
        const found = findIdentifiers(list.map(([written]) => written).join(joint))
        expect(found.map(({ value }) => value)).toEqual(list.map(([, value]) => value))
      }),
    )
  })

  test('what is found was written there, each once', () => {
    const word = fc.constantFrom(
      '0900000000',
      'stk',
      'VCB',
      '@abcd',
      'a.com',
      '. com',
      '\u200b',
      '𝟎',
      'tele:',
      CODE,
      '12/11',
    )
    const text = fc.array(fc.oneof(word, fc.string({ unit: 'grapheme' }))).map((parts) => parts.join(' '))
    fc.assert(
      fc.property(text, (written) => {
        const found = findIdentifiers(written)
        for (const { raw } of found) expect(written).toContain(raw)
        expect(new Set(found.map(({ kind, value }) => `${kind} ${value}`)).size).toBe(found.length)
      }),
    )
  })

  test('any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => Array.isArray(findIdentifiers(text))),
    )
  })
})
