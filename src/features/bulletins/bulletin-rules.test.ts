import { describe, expect, test } from 'vitest'
import { parseBulletin, sortBulletins } from './bulletin.js'
import { findBulletinMistakes, isPastItsDate } from './bulletin-rules.js'
import { toChatText } from './chat-text.js'
import { toHtml } from './markdown.js'
import { inEnglish, inVietnamese } from './mistake-words.js'

const KNOWN = { topics: new Set(['MAO_DANH', 'cong_nghe']), areas: new Set(['VN', '51']) }

const BODY = `Có người gọi điện, tự xưng là công an và đòi chuyển tiền.

## Dấu hiệu

- Bảo bạn **giữ bí mật**.
- Gọi video cho xem một phòng làm việc.

## Bạn nên làm gì

1. Tắt máy.
2. Tự tìm số của cơ quan rồi gọi lại.
`

type Change = { title?: string; summary?: string; topics?: string; areas?: string; checkBy?: string; body?: string }

function fileWith({
  title = 'Công an giả gọi điện',
  summary = 'Công an không làm việc qua điện thoại và không đòi chuyển tiền.',
  topics = '[MAO_DANH]',
  areas = '[VN, 51]',
  checkBy = '2027-05-20',
  body = BODY,
}: Change = {}): string {
  return `---
title: ${title}
summary: ${summary}
published: 2026-11-20
checkBy: ${checkBy}
topics: ${topics}
areas: ${areas}
sources:
  - publisher: Báo Ví Dụ
    date: 2026-01-07
    url: https://example.org/bai-viet
---
${body}`
}

const read = (change?: Change) => parseBulletin('cong-an-gia', fileWith(change))
const find = (change?: Change) => findBulletinMistakes(read(change), KNOWN)
const mistakes = (change?: Change) => find(change).map(inEnglish)

test('a bulletin in order has no mistakes', () => {
  expect(mistakes()).toEqual([])
})

describe('what keeps a bulletin from going out', () => {
  test.each<[string, Change, RegExp]>([
    ['an unknown topic', { topics: '[LA_LAM]' }, /topic LA_LAM does not exist/],
    ['an unknown area', { areas: '[99999]' }, /area 99999 does not exist/],
    ['an end before it begins', { checkBy: '2027-05-20\nvalidUntil: 2026-11-20' }, /validUntil is not after published/],
    ['a check that is over before it begins', { checkBy: '2026-11-20' }, /checkBy is not after published/],
    ['a long title', { title: 'Rất dài '.repeat(12) }, /title has \d+ characters, 70 at most/],
    ['more than a chat takes', { body: 'Một câu ngắn.\n\n'.repeat(140) }, /the message has \d+ characters, 2000/],
    ['a link', { body: 'Xem [ở đây](https://example.org).' }, /link_open/],
    ['an address', { body: 'Vào trang vidu-lua-dao.com để xem.' }, /an address in/],
    ['a picture', { body: '![](x.png)' }, /image/],
    ['markup', { body: '<b>đậm</b>' }, /html_/],
    ['the number of a scammer', { body: 'Số 0900 000 000 đã gọi nhiều người.' }, /0900000000 looks like a phone/],
    ['an account', { body: 'Tài khoản 0123456789012.' }, /0123456789012 looks like/],
    ['a sentence without an end', { body: `${'rất dài '.repeat(14)}hết.` }, /29 words without a stop/],
  ])('%s', (_name, change, expected) => {
    expect(mistakes(change).join('\n')).toMatch(expected)
    // Officers read the same in their language, by its field.
    for (const mistake of find(change)) expect(inVietnamese(mistake)).not.toMatch(/undefined| the | has | an /)
  })

  test.each<[string, string, RegExp]>([
    ['no front matter', 'Chỉ có chữ.', /front matter/],
    ['no source', fileWith().replace(/sources:[\s\S]*?---/, 'sources: []\n---'), /sources/],
    ['an address of a source that is not safe', fileWith().replace('https:', 'http:'), /url/],
    ['a day that is none', fileWith({ checkBy: '2027-02-30' }), /checkBy/],
    ['a picture without words', fileWith().replace('title:', 'picture: { file: a.jpg }\ntitle:'), /alt/],
    [
      'a picture from elsewhere',
      fileWith().replace('title:', 'picture: { file: ../a.jpg, alt: Màn hình }\ntitle:'),
      /file/,
    ],
    ['a word too many', fileWith().replace('title:', 'tilte: x\ntitle:'), /tilte/],
  ])('%s', (_name, text, expected) => {
    expect(() => parseBulletin('x', text)).toThrow(expected)
  })
})

test('a chat gets plain lines, the sources by name and date, and no link', () => {
  expect(toChatText(read())).toBe(`Công an giả gọi điện

Có người gọi điện, tự xưng là công an và đòi chuyển tiền.

Dấu hiệu

- Bảo bạn giữ bí mật.
- Gọi video cho xem một phòng làm việc.

Bạn nên làm gì

1. Tắt máy.
2. Tự tìm số của cơ quan rồi gọi lại.

Nguồn: Báo Ví Dụ (7/1/2026).

Đăng ngày 20/11/2026, kiểm tra lại sau ngày 20/5/2027.`)
})

test('markup that somebody typed stays text on the page', () => {
  expect(toHtml('<script>alert(1)</script> & <b>x</b>')).not.toMatch(/<script|<b>/)
})

test('the newest comes first, and a bulletin is past its date on the day after', () => {
  const older = { ...read(), slug: 'older', published: '2026-11-02' }
  expect(sortBulletins([older, read()]).map(({ slug }) => slug)).toEqual(['cong-an-gia', 'older'])
  expect([isPastItsDate(read(), '2027-05-20'), isPastItsDate(read(), '2027-05-21')]).toEqual([false, true])
})
