import { expect, test } from 'vitest'
import type { BulletinContent } from './bulletin.js'
import { bulletinMessage } from './bulletin-message.js'

const CONTENT: BulletinContent & { slug: string } = {
  slug: 'cong-an-gia',
  title: 'Công an giả gọi điện',
  summary: 'Công an không làm việc qua điện thoại và không đòi chuyển tiền.',
  body: 'Tắt máy.\n\n- Gọi lại cơ quan.',
  checkBy: '2027-05-20',
  validUntil: '2027-01-31',
  topics: ['MAO_DANH'],
  areas: ['VN'],
  organisations: [],
  sources: [{ publisher: 'Báo Ví Dụ', date: '2026-01-07', url: 'https://example.org/bai-viet' }],
  lang: 'vi',
}
const PICTURE = { id: '5', alt: 'Người phụ nữ nghe điện thoại' }
const IDS = { bulletinId: '12', broadcastId: '7' }

test('a bulletin goes out whole, with the words that end it and no link', () => {
  expect(bulletinMessage(CONTENT, IDS)).toEqual({
    text: `Công an giả gọi điện

Tắt máy.

- Gọi lại cơ quan.

Nguồn: Báo Ví Dụ (7/1/2026).

Có giá trị đến hết ngày 31/1/2027, kiểm tra lại sau ngày 20/5/2027.

Gõ DUNG để thôi nhận bản tin.`,
    offers: [{ label: 'Thôi nhận', payload: 'dung' }],
  })
})

test('its quiz is offered once it is sent, by a button and by words', () => {
  const withQuiz = { ...CONTENT, quiz: 'nhan-ra-cong-an-gia' }
  const sent = bulletinMessage(withQuiz, IDS)
  expect(sent.text).toMatch(/\n\nGõ DO VUI 7 để làm đố vui\. Gõ DUNG để thôi nhận bản tin\.$/)
  expect(sent.offers?.map(({ payload }) => payload)).toEqual(['dv-7', 'dung'])
  expect(bulletinMessage(withQuiz, { ...IDS, broadcastId: null }).offers).toHaveLength(1)
})

test('below a picture stands the whole text, or what is left of it where it is too long', () => {
  expect(bulletinMessage({ ...CONTENT, picture: PICTURE }, IDS)).toEqual({
    ...bulletinMessage(CONTENT, IDS),
    picture: PICTURE,
  })
  const long = bulletinMessage({ ...CONTENT, body: 'Một câu ngắn. '.repeat(90), picture: PICTURE }, IDS)
  expect(long).toEqual({
    text: `Công an giả gọi điện

Công an không làm việc qua điện thoại và không đòi chuyển tiền.

Nguồn: Báo Ví Dụ (7/1/2026).

Gõ BAN TIN 12 để đọc cả bản tin. Gõ DUNG để thôi nhận bản tin.`,
    offers: [
      { label: 'Đọc cả bản tin', payload: 'bt-12' },
      { label: 'Thôi nhận', payload: 'dung' },
    ],
    picture: PICTURE,
  })
})

test('an English bulletin speaks English throughout', () => {
  const { text } = bulletinMessage({ ...CONTENT, body: 'Hang up.', lang: 'en', quiz: 'x' }, IDS)
  expect(text).toContain('Sources: Báo Ví Dụ (7/1/2026).')
  expect(text).toContain('Valid until 31/1/2027, to be checked again after 20/5/2027.')
  expect(text).toMatch(/Type DO VUI 7 to take the quiz\. Type DUNG to receive no more bulletins\.$/)
})
