import { expect, test } from 'vitest'
import { bankByBin, findBanks } from './banks.js'

test.each([
  ['970436', 'Vietcombank'],
  ['970415', 'VietinBank'],
  ['970418', 'BIDV'],
  ['970405', 'Agribank'],
  ['970407', 'Techcombank'],
  ['970422', 'MB Bank'],
  ['970416', 'ACB'],
  ['970432', 'VPBank'],
  ['970423', 'TPBank'],
  ['970403', 'Sacombank'],
  ['970437', 'HDBank'],
  ['970441', 'VIB'],
  ['970443', 'SHB'],
  ['970448', 'OCB Bank'],
  ['970449', 'LPBank'],
  ['970431', 'Eximbank'],
  ['970426', 'MSB'],
  ['970440', 'SeABank'],
  ['970429', 'SCB'],
  ['970428', 'Nam A Bank'],
  ['970454', 'BVBank'],
  ['546034', 'CAKE by VPBank'],
  ['963388', 'Timo'],
  ['971025', 'MoMo'],
  ['970414', 'MBV'],
  ['970406', 'Vikki Bank'],
])('the digits %s are those of %s', (bin, name) => {
  expect(bankByBin(bin)?.name).toBe(name)
})

test('digits of no bank are none', () => {
  expect(bankByBin('999999')).toBeUndefined()
})

test.each([
  ['vcb', 'VCB'],
  ['ctg', 'CTG'],
  ['vietin', 'CTG'],
  ['agri', 'AGRIBANK'],
  ['tech', 'TCB'],
  ['tcb', 'TCB'],
  ['mb', 'MBB'],
  ['sacom', 'STB'],
  ['stb', 'STB'],
  ['tp', 'TPB'],
  ['momo', 'MOMO'],
  ['zalopay', 'ZALOPAY'],
  ['viettel money', 'VIETTELMONEY'],
  ['oceanbank', 'OCEANBANK'],
  ['dongabank', 'DONGABANK'],
])('people say %s', (name, code) => {
  expect(findBanks(`ngan hang ${name}`).map(({ bank }) => bank.code)).toEqual([code])
})

test.each(['tp hcm', 'embark', 'nam a di lam', 'cong nghe'])('"%s" names no bank', (text) => {
  expect(findBanks(text)).toEqual([])
})
