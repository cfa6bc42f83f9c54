import { expect, test } from 'vitest'
import { readNumber } from './number-words-vi.js'
import { toSpoken } from './spoken-text.js'

test.each([
  ['0', 'không'],
  ['15', 'mười lăm'],
  ['21', 'hai mươi mốt'],
  ['105', 'một trăm linh năm'],
  ['350', 'ba trăm năm mươi'],
  ['2026', 'hai nghìn không trăm hai mươi sáu'],
  ['1500000', 'một triệu năm trăm nghìn'],
  ['1000005', 'một triệu không trăm linh năm'],
  ['0905', 'không chín không năm'],
])('%s is read as %s', (digits, words) => {
  expect(readNumber(digits)).toBe(words)
})

test.each([
  ['- Bảo bạn giữ bí mật', 'Bảo bạn giữ bí mật.'],
  ['1. Tắt máy.\n2. Gọi 113', 'Thứ nhất, Tắt máy.\nThứ hai, Gọi một một ba.'],
  ['Ngày 5/9/2025 có 28 vụ', 'ngày năm tháng chín năm hai nghìn không trăm hai mươi lăm có hai mươi tám vụ.'],
  ['Từ 4/2025', 'Từ tháng tư năm hai nghìn không trăm hai mươi lăm.'],
  ['Gần 1.500.000 đồng (10%).', 'Gần một triệu năm trăm nghìn đồng, mười phần trăm.'],
  ['Lúc 21h30, “người lạ” gọi.', 'Lúc hai mươi mốt giờ ba mươi phút, người lạ gọi.'],
])('%s is said as a sentence', (text, said) => {
  expect(toSpoken(text)).toBe(said)
})
