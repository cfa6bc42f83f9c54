import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutLinks } from './links.js'

test.each([
  ['http://evil.example/login', 'hxxp://evil[.]example/login'],
  ['HTTPS://Evil.Example:8080', 'HxxPS://Evil[.]Example:8080'],
  ['vào vcb-login.xyz nhé', 'vào vcb-login[.]xyz nhé'],
  ['www.evil.example', 'www[.]evil[.]example'],
  ['evil.example/dang-nhap', 'evil[.]example/dang-nhap'],
  ['t.me/nhomkin, zalo.me/g/abcd', 't[.]me/nhomkin, zalo[.]me/g/abcd'],
  ['bit.ly/3abc.', 'bit[.]ly/3abc.'],
  ['(https://a-b.com/?u=c-d.vn)', '(hxxps://a-b[.]com/?u=c-d[.]vn)'],
  ['https://vietсombank.com', 'hxxps://vietсombank[.]com'],
  ['ngân-hàng.vn', 'ngân-hàng[.]vn'],
  ['http://103.1.2.3:8080/x', 'hxxp://103[.]1[.]2[.]3:8080/x'],
  ['103.1.2.3:8080/x', '103[.]1[.]2[.]3:8080/x'],
  ['tg://resolve?domain=abc', 'tg[:]//resolve?domain=abc'],
  ['lan@example.com', 'lan@example[.]com'],
  ['http://lan@evil.example/', 'hxxp://lan@evil[.]example/'],
  ['evil。com', 'evil[.]com'],
  ['evil.com.Tôi bị lừa', 'evil[.]com[.]Tôi bị lừa'],
  ['https://dichvucong.gov.vn@evil.com/', 'hxxps://dichvucong.gov.vn@evil[.]com/'],
  ['http://http://evil.example ởhttp://evil.example', 'hxxp://hxxp://evil[.]example ởhxxp://evil[.]example'],
  ['dichvucong.gov.vn.evil.com', 'dichvucong[.]gov[.]vn[.]evil[.]com'],
  ['evil-dichvucong.gov.vn', 'evil-dichvucong[.]gov[.]vn'],
])('%s is shown as %s, which no app makes a link of', (text, shown) => {
  expect(withoutLinks(text)).toBe(shown)
})

test.each([
  'Cổng Dịch vụ công quốc gia (dichvucong.gov.vn), ứng dụng VNeID',
  'https://dichvucong.gov.vn/p/home',
  'Tôi mất 5.000.000 đồng ngày 12.11.2026 lúc 9.30',
  '1.250.100.200 đ',
  'Tôi bị lừa.Anh ta bỏ chạy. Tôi rất lo...',
  'tệp vneid.apk, trang /dang-nhap, @nguoi_ban',
  'và/hoặc, 12/11, 1:30',
  'AN-XXXX-XXXX-XXXX-XXXX',
])('"%s" stays as it is', (text) => {
  expect(withoutLinks(text)).toBe(text)
})

test('what was broken up stays so, and no text takes long or fails', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '.', 'http://', '/', 'com', ' ', 'ễ', '\uD800', '@') }),
      (text) => {
        expect(withoutLinks(withoutLinks(text))).toBe(withoutLinks(text))
        expect(withoutLinks(text)).not.toMatch(/https?:\/\/|a\.com(?![\p{L}\p{M}\p{N}_-])/u)
      },
    ),
  )
  const startedAt = performance.now()
  for (const unit of ['a', 'a.', '.', 'http://', 'a:', 'a.com/']) withoutLinks(unit.repeat(20_000))
  expect(performance.now() - startedAt).toBeLessThan(2000)
})
