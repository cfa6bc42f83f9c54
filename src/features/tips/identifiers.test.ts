import { expect, test } from 'vitest'
import { findIdentifiers } from './identifiers.js'

const brief = (text: string) =>
  findIdentifiers(text).map(({ kind, value, bank }) => [kind, value, ...(bank ? [bank] : [])])

test.each([
  ['gọi 0900.000.000', [['phone', '+84900000000']]],
  [
    'sđt 0900.000.000 hoặc +84 90 000 0004',
    [
      ['phone', '+84900000000'],
      ['phone', '+84900000004'],
    ],
  ],
  ['số cũ 0168 000 0000', [['phone', '+84380000000']]],
  ['vào https://vcb-login.xyz/otp?x=1.', [['url', 'vcb-login.xyz/otp?x=1']]],
  [
    'hxxp://scam[.]com và shop-re . vn',
    [
      ['url', 'scam.com'],
      ['url', 'shop-re.vn'],
    ],
  ],
  ['https://www.facebook.com/nguyen.a?id=5', [['social', 'facebook.com/nguyen.a?id=5']]],
  [
    'nhóm t.me/kiemtien, tele: @KeLua',
    [
      ['social', 't.me/kiemtien'],
      ['social', 't.me/kelua'],
    ],
  ],
  ['zalo.me/0900000000', [['social', 'zalo.me/0900000000']]],
  ['thư Lua.Dao@Example.com', [['email', 'lua.dao@example.com']]],
  ['vào http://bank.example.com@evil-bank.top/x ngay', [['url', 'evil-bank.top/x']]],
  [
    'https://example.com?to=a@example.net, thư b@example.net',
    [
      ['url', 'example.com/?to=a@example.net'],
      ['email', 'b@example.net'],
    ],
  ],
  ['stk 0123456789 MB', [['bank_account', '0123456789', 'MBB']]],
  ['stk: 1903 5678 9012 34 Techcombank NGUYEN VAN A', [['bank_account', '19035678901234', 'TCB']]],
  ['chuyển vào Vietcombank 0071001234567', [['bank_account', '0071001234567', 'VCB']]],
  ['số tài khoản 123456789', [['bank_account', '123456789']]],
  [
    'VCB 1012345678, ACB 22334455',
    [
      ['bank_account', '1012345678', 'VCB'],
      ['bank_account', '22334455', 'ACB'],
    ],
  ],
  ['stk 1023456789 20000000 vnd', [['bank_account', '1023456789']]],
  ['stk 0900000000 momo', [['bank_account', '0900000000', 'MOMO']]],
  ['STK 0123 4567 8901 ngân hàng MB', [['bank_account', '012345678901', 'MBB']]],
  [
    'tk 0123456789,0123456788 vcb',
    [
      ['bank_account', '0123456789'],
      ['bank_account', '0123456788', 'VCB'],
    ],
  ],
  [
    'stk 0123456789 và 0123456788, sđt 0900000000/0900000001',
    [
      ['bank_account', '0123456789'],
      ['bank_account', '0123456788'],
      ['phone', '+84900000000'],
      ['phone', '+84900000001'],
    ],
  ],
  ['nhóm zalo zalo.me/g/abcXYZ12', [['social', 'zalo.me/g/abcXYZ12']]],
  ['https://zalo.me/84900000000/', [['social', 'zalo.me/0900000000']]],
  ['zalo 0900 000 000', [['phone', '+84900000000']]],
  ['https://m.facebook.com/Ke.Lua/?mibextid=abc&ref=x#a', [['social', 'facebook.com/ke.lua']]],
  [
    'facebook.com/profile.php?id=100099999999999999&fbclid=1',
    [['social', 'facebook.com/profile.php?id=100099999999999999']],
  ],
  ['https://www.facebook.com/groups/12345678901234567890', [['social', 'facebook.com/groups/12345678901234567890']]],
  ['fb: Ke.Lua.99 và fb nguyen', [['social', 'facebook.com/ke.lua.99']]],
  ['facebook id 100099999999999', [['social', 'facebook.com/profile.php?id=100099999999999']]],
  ['https://telegram.me/joinchat/AbC_d', [['social', 't.me/+AbC_d']]],
  ['https://t.me/+AbC_d', [['social', 't.me/+AbC_d']]],
  ['tele KeLua_99, tele nhé', [['social', 't.me/kelua_99']]],
  ['tiktok @Shop.Abc', [['social', 'tiktok.com/@shop.abc']]],
  ['https://www.tiktok.com/@Shop.Abc?_t=1&_r=1', [['social', 'tiktok.com/@shop.abc']]],
  ['instagram: shop_abc', [['social', 'instagram.com/shop_abc']]],
  ['https://www.instagram.com/Shop_Abc/?igsh=x', [['social', 'instagram.com/shop_abc']]],
  ['từ đầu số VIETTEL gửi', [['sender_name', 'VIETTEL']]],
  ['tin nhắn từ "VIETCOMBANK" bảo', [['sender_name', 'VIETCOMBANK']]],
  ['tin nhan tu vietcombank bao', [['sender_name', 'VIETCOMBANK']]],
  ['người gửi: BO-CA-VN', [['sender_name', 'BO-CA-VN']]],
  ['tin nhắn từ Viettel_CSKH bảo', [['sender_name', 'VIETTEL_CSKH']]],
  ['tin nhắn từ Bo Cong An bảo', [['sender_name', 'BO CONG AN']]],
  ['tin nhan tu bo cong an bao', [['sender_name', 'BO CONG AN']]],
  ['sđt 912345678', [['phone', '+84912345678']]],
  ['vào 1.2.3.4/login nhé', [['url', '1.2.3.4/login']]],
  ['đầu số 8079 nhắn', [['phone', '8079']]],
  ['số 069.234.8560 gọi', [['phone', '+84692348560']]],
  ['gọi từ (0255) 3822 222', [['phone', '+842553822222']]],
  ['thẻ số tài khoản 9704360000000000', [['bank_account', '9704360000000000', 'VCB']]],
  ['tài khoản tôi bị khóa. Nó dùng số 0900000000', [['phone', '+84900000000']]],
  ['nói tài khoản bị khóa, gọi 0900 000 000', [['phone', '+84900000000']]],
  ['tk zalo 0900000000', [['phone', '+84900000000']]],
  ['sđt O9OO.OOO.OO8 nhé', [['phone', '+84900000008']]],
  ['tin nhắn của "BO CONG AN" gửi', [['sender_name', 'BO CONG AN']]],
  ['BIN 970436, stk 0071000000001', [['bank_account', '0071000000001', 'VCB']]],
  ['người tên Ba số 0 9 0 0 0 0 0 0 0 7', [['phone', '+84900000007']]],
  ['stk 0123456789 tp', [['bank_account', '0123456789', 'TPB']]],
  ['stk 0123456789 tp hcm', [['bank_account', '0123456789']]],
  ['số tài khoản 123456789, sau đó 123456789 VCB', [['bank_account', '123456789', 'VCB']]],
  ['vào vcb\u200bpay.com', [['url', 'vcbpay.com']]],
  ['vào https://vіetcombank.com', [['url', 'xn--vetcombank-x2i.com']]],
  ['ví TJRabPrwbZy45sbavfcjinPJC18kjpRTv8', [['wallet', 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8']]],
])('"%s"', (text, found) => {
  expect(brief(text)).toEqual(found)
})

test.each([
  'mất 5.000.000đ ngày 12/11/2026',
  'chuyển 5000000 cho ngân hàng',
  'chuyển 5000000đ vào Vietcombank',
  'tài khoản bị trừ 15.000.000',
  'ngày 12-11-2026 lúc 21:05 tại MB',
  'cccd 051099001234 của tôi, ngân hàng VCB',
  'mã otp 123456 của Vietcombank',
  'stk bị trừ 5,000,000 vcb ngày 12/11/2026',
  'chuyển 500 ngàn, ngân hàng MB',
  'không có gì',
  'ĐẦU SỐ LẠ NHẮN TIN CHO TÔI',
  'DAU SO NAY NHAN TIN',
  'đầu số 024 gọi',
  'tổng đài tư vấn',
  'gọi 113',
])('"%s" names nothing', (text) => {
  expect(brief(text)).toEqual([])
})

test.each([
  'số thẻ 4111 1111 1111 1111',
  'số thẻ của tôi là 4111 1111 1111 1112, ngân hàng VCB',
  'stk 4111111111111111 vcb',
  'nó lấy thẻ Visa 4111-1111-1111-1112 của tôi',
  'hỏi 4111 1111 1111 1111 rồi trừ tiền',
])('"%s" keeps no card number', (text) => {
  expect(brief(text)).toEqual([])
})

test('an account beside a card is kept, the card is not', () => {
  expect(brief('số thẻ 4111 1111 1111 1111, stk 1023456789 VCB')).toEqual([['bank_account', '1023456789', 'VCB']])
})

const CODE =
  '00020101021238570010A00000072701270006970436011300710012345670208QRIBFTTA5303704540750000005802VN62120808nap tien63042943'

test('a payload of a QR code in a text is its account; one whose checksum is wrong stays as it is', () => {
  expect(findIdentifiers(`quét ${CODE} nhé`)).toEqual([
    { kind: 'bank_account', value: '0071001234567', raw: CODE, label: 'Tài khoản Vietcombank', bank: 'VCB' },
  ])
  const wrong = CODE.replace('1234567', '1234568')
  expect(findIdentifiers(`quét ${wrong} nhé`)).toEqual([
    { kind: 'qr_code', value: wrong, raw: wrong, label: 'Mã QR chuyển tiền', doubt: 'checksum' },
  ])
})

test.each([
  ['ví TJRabPrwbZy45sbavfcjinPJC18kjpRTv9', 'wallet', 'checksum'],
  ['vào vcbpay. com nhé', 'url', 'spaced'],
  ['nhắn @KeLua99 nhé', 'social', 'platform'],
  ['thư ke.lua @ example . com', 'email', 'spaced'],
  ['thư abc(at)example(dot)com', 'email', 'spaced'],
  ['vào vneid gov . com', 'url', 'spaced'],
  ['0900000000 MB', 'phone', 'phone_or_account'],
])('"%s" is kept as a %s, and told as unsure: %s', (text, kind, doubt) => {
  expect(findIdentifiers(text)).toMatchObject([{ kind, doubt }])
})

test.each([
  ['stk vcb 00110012 34567', ['0011001234567']],
  ['stk 19036688 999 012 tech', ['19036688999012']],
  ['stk 19036688.999.012', ['19036688999012']],
  ['stk ACB 1234567 8', ['12345678']],
  ['stk 0011 00123456 vcb', ['001100123456']],
])('"%s" may be one account, and is told as unsure', (text, values) => {
  expect(findIdentifiers(text).map(({ value, doubt }) => [value, doubt])).toEqual(values.map((one) => [one, 'joined']))
})

test.each([
  ['stk 1903 6688 999 012', ['19036688999012']],
  ['stk 12345678 500 k', ['12345678']],
  ['stk 12345678 12/11/2026', ['12345678']],
  ['stk 1234567 12-11-2026', ['1234567']],
  ['stk 12345678 9h30', ['12345678']],
  ['stk 12345678 2 lần', ['12345678']],
  ['BIN 970436 12345678', ['12345678']],
  ['stk 12345678 0900000000', ['12345678', '+84900000000']],
])('"%s" is sure: %j', (text, values) => {
  const found = findIdentifiers(text)
  expect(found.map(({ value, doubt }) => [value, doubt])).toEqual(values.map((one) => [one, undefined]))
})

test('what was written is kept as it was, with its odd letters', () => {
  expect(findIdentifiers('vào 𝐯𝐜𝐛-𝐚.com, số ０９００\u200b000000').map(({ value, raw }) => [value, raw])).toEqual([
    ['vcb-a.com', '𝐯𝐜𝐛-𝐚.com'],
    ['+84900000000', '０９００\u200b000000'],
  ])
})

test('an id beyond 2^53 keeps every digit', () => {
  expect(findIdentifiers('facebook.com/9007199254740993')[0]?.value).toBe('facebook.com/9007199254740993')
})

test('each is found once, by its normal form', () => {
  const text = 'T.me/Abc_d, telegram @abc_d, https://telegram.me/ABC_d; 0168 000 0000, 0380000000'
  expect(brief(text)).toEqual([
    ['social', 't.me/abc_d'],
    ['phone', '+84380000000'],
  ])
})

test('a phone number beside a bank that only called is a phone number', () => {
  expect(brief('số 0900000000 xưng ngân hàng VCB gọi')).toEqual([['phone', '+84900000000']])
})

test('a whole report gives each identifier once, in order, as it was written', () => {
  const text =
    'Tối qua 9h30 số 0900.000.000 gọi, bảo vào vneid-gov.top rồi chuyển 20.000.000đ vào stk 1023 456 789 (Vietcombank). ' +
    'Sau đó 0900000000 nhắn Facebook: fb.com/abc.xyz'
  expect(findIdentifiers(text)).toEqual([
    { kind: 'phone', value: '+84900000000', raw: '0900.000.000', label: 'Số điện thoại' },
    { kind: 'url', value: 'vneid-gov.top', raw: 'vneid-gov.top', label: 'Trang web' },
    { kind: 'bank_account', value: '1023456789', raw: '1023 456 789', label: 'Tài khoản Vietcombank', bank: 'VCB' },
    { kind: 'social', value: 'facebook.com/abc.xyz', raw: 'fb.com/abc.xyz', label: 'Tài khoản Facebook' },
  ])
})
