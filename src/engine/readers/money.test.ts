import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moneyInWords, readMoney } from './money.js'

test.each([
  ['5tr', 5_000_000],
  ['5tr5', 5_500_000],
  ['5 triệu 5', 5_500_000],
  ['5 triệu rưỡi', 5_500_000],
  ['5 trieu ruoi', 5_500_000],
  ['5,5 triệu', 5_500_000],
  ['5.5 trieu', 5_500_000],
  ['5 củ', 5_000_000],
  ['500k', 500_000],
  ['500 nghìn', 500_000],
  ['500 ngàn', 500_000],
  ['1 tỷ 2', 1_200_000_000],
  ['1ty2', 1_200_000_000],
  ['1,2 tỷ', 1_200_000_000],
  ['5.000.000đ', 5_000_000],
  ['5,000,000 VND', 5_000_000],
  ['5000000', 5_000_000],
  ['2 chai', 2_000_000],
  ['1 lít', 100_000],
  ['1 xị', 100_000],
  ['5.000đ', 5_000],
  ['50.000', 50_000],
  ['khoảng 20 triệu đồng ạ', 20_000_000],
  ['2 triệu 500 nghìn', 2_500_000],
  ['2tr500k', 2_500_000],
  ['2tr250', 2_250_000],
  ['1 tỷ 200 triệu', 1_200_000_000],
  ['2 trăm triệu', 200_000_000],
  ['3 chục triệu', 30_000_000],
  ['2 triệu 5 trăm', 2_500_000],
  ['2 nghìn tỷ', 2e12],
  ['năm triệu', 5_000_000],
  ['tầm năm triệu rưỡi', 5_500_000],
  ['hai trăm năm mươi nghìn', 250_000],
  ['một tỷ hai', 1_200_000_000],
  ['ngày 12/11 mất 5 triệu', 5_000_000],
  ['5 million', 5_000_000],
  ['5 000 000', 5_000_000],
  ['nửa tỷ', 500_000_000],
  ['triệu rưỡi', 1_500_000],
  ['5 trđ', 5_000_000],
  ['5 triêu', 5_000_000],
  ['300 nghín', 300_000],
  ['0', 0],
  ['không', 0],
  ['chưa mất tiền ạ', 0],
  ['5 TRIỆU'.normalize('NFD'), 5_000_000],
])('%s is %d đồng', (text, value) => {
  expect(readMoney(text)).toEqual({ kind: 'amount', value, currency: 'VND', words: moneyInWords(value, 'VND') })
})

test.each([
  ['100$', 100, 'USD'],
  ['$100', 100, 'USD'],
  ['2k usd', 2000, 'USD'],
  ['200 USDT', 200, 'USDT'],
  ['0,5 BTC', 0.5, 'BTC'],
])('%s keeps its currency', (text, value, currency) => {
  expect(readMoney(text)).toMatchObject({ kind: 'amount', value, currency })
})

test.each([
  ['5m', [5_000_000, 5_000]],
  ['5.000', [5_000, 5_000_000]],
  ['5', [5_000, 5_000_000]],
  ['500', [500_000, 500_000_000]],
  ['30-40 triệu', [30_000_000, 40_000_000]],
  ['từ 30 đến 40 triệu', [30_000_000, 40_000_000]],
  ['5 triệu 2 lần', [5_000_000, 5_200_000]],
  ['5 triệu rồi 500k', [5_000_000, 500_000, 5_500_000]],
])('%s is asked about', (text, candidates) => {
  expect(readMoney(text)).toEqual({ kind: 'ask', candidates })
})

test.each(['\0\ud800', '👨‍👩‍👧‍👦', '\u200b', '9007199254740993', '1e999', '99999999999999 tỷ'])(
  '%j is no amount',
  (text) => {
    expect(readMoney(text)).toEqual({ kind: 'none' })
  },
)

test('invisible characters do not change an amount', () => {
  expect(readMoney('5\u200btr\u200b5')).toMatchObject({ kind: 'amount', value: 5_500_000 })
})

test.each(['', 'không nhớ', 'nhiều lắm', 'ba tôi bị lừa', 'tôi 35 tuổi ở xã Ba Gia huyện Sơn Tịnh', '9'.repeat(40)])(
  '"%s" is no amount',
  (text) => {
    expect(readMoney(text)).toEqual({ kind: 'none' })
  },
)

test.each([
  [0, 'không đồng'],
  [15, 'mười lăm đồng'],
  [21, 'hai mươi mốt đồng'],
  [105, 'một trăm linh năm đồng'],
  [1_005_000, 'một triệu không trăm linh năm nghìn đồng'],
  [5_500_000, 'năm triệu năm trăm nghìn đồng'],
  [1_200_000_000, 'một tỷ hai trăm triệu đồng'],
  [2_000_000_000_001, 'hai nghìn tỷ không trăm linh một đồng'],
  [1e15, 'một triệu tỷ đồng'],
])('%d is read aloud as %s', (value, words) => {
  expect(moneyInWords(value, 'VND')).toBe(words)
})

test('words that were read aloud are read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.constantFrom(1e3, 1e6, 1e9), (count, scale) => {
      expect(readMoney(moneyInWords(count * scale, 'VND'))).toMatchObject({ kind: 'amount', value: count * scale })
    }),
  )
})

test('no text makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readMoney(text).kind !== undefined))
})

test.each([
  ['1tr2 + 500k', [1_200_000, 500_000, 1_700_000]],
  ['500k + 500k', [500_000, 1_000_000]],
])('"%s" may be its sum: %j', (text, candidates) => {
  expect(readMoney(text)).toEqual({ kind: 'ask', candidates })
})

test.each(['10 cây vàng', '2 lượng vàng', '10 cây'])('"%s" is gold, no amount of đồng', (text) => {
  expect(readMoney(text)).toEqual({ kind: 'none' })
})
