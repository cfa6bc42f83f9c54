import { expect, test } from 'vitest'
import { type Exported, toFanpage, toLoudspeaker, toMarkdown, toWebsite } from './export-text.js'

const BULLETIN: Exported = {
  title: 'Công an giả <gọi> điện',
  summary: 'Công an không đòi chuyển tiền qua điện thoại.',
  body: 'Có 28 vụ (tháng 9).\n\n## Dấu hiệu\n\n- Bảo bạn **giữ bí mật**.\n- Đòi 350 triệu.\n\n1. Gọi 113.',
  checkBy: '2027-05-20',
  validUntil: '2027-01-31',
  topics: ['MAO_DANH'],
  areas: ['21439'],
  organisations: [],
  sources: [{ publisher: 'Báo Ví Dụ', date: '2026-01-07', url: 'https://example.org/a?b=1&c=2' }],
  lang: 'vi',
  unitName: 'Công an phường Đức Phổ',
  published: '2026-11-20',
  address: 'https://tin.example/tin/cong-an-gia',
}

test('text, Markdown and HTML say the same facts, and where and when they were published', () => {
  const facts = ['Công an không đòi', '28 vụ', '350 triệu', '113', 'Báo Ví Dụ', '7/1/2026', '31/1/2027', '20/5/2027']
  const origin = 'Công an phường Đức Phổ đăng ngày 20/11/2026 tại https://tin.example/tin/cong-an-gia'
  for (const text of [toFanpage(BULLETIN), toMarkdown(BULLETIN), toWebsite(BULLETIN)]) {
    for (const fact of [...facts, origin]) expect(text).toContain(fact)
  }
})

test('a loudspeaker says the same in words, without a sign that nobody says', () => {
  const said = toLoudspeaker(BULLETIN)
  for (const fact of [
    'Công an phường Đức Phổ thông báo',
    'ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu',
    'hai mươi tám vụ',
    'ba trăm năm mươi triệu',
    'một một ba',
    'Báo Ví Dụ, ngày bảy tháng một',
    'đến hết ngày ba mươi mốt tháng một',
    'sau ngày hai mươi tháng năm',
  ]) {
    expect(said).toContain(fact)
  }
  expect(said).not.toMatch(/[\d()[\]<>*#/]|^- |https?:/m)
})

test('what was typed into a title stays text', () => {
  expect(toWebsite(BULLETIN)).toContain('<h1>Công an giả &lt;gọi&gt; điện</h1>')
  expect(toWebsite(BULLETIN)).toContain('href="https://example.org/a?b=1&amp;c=2"')
  expect(toMarkdown(BULLETIN)).toContain('# Công an giả \\<gọi\\> điện')
  expect(toFanpage(BULLETIN)).not.toMatch(/\*\*|##/)
})
