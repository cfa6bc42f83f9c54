import { expect, test } from 'vitest'
import type { BulletinDraft } from './bulletin.js'
import { findDraftMistakes } from './draft-rules.js'
import { inVietnamese } from './mistake-words.js'

const KNOWN = { topics: new Set(['MAO_DANH']), areas: new Set(['21439']) }
const EMPTY: BulletinDraft = {
  title: '',
  summary: '',
  body: '',
  checkBy: '',
  topics: [],
  areas: [],
  sources: [],
  organisations: [],
  lang: 'vi',
}
const WHOLE: BulletinDraft = {
  ...EMPTY,
  title: 'Công an giả gọi điện',
  summary: 'Công an không đòi chuyển tiền qua điện thoại.',
  body: 'Tắt máy.',
  checkBy: '2027-05-20',
  topics: ['MAO_DANH'],
  areas: ['21439'],
  sources: [{ publisher: 'Báo Ví Dụ', date: '2026-01-07', url: 'https://example.org/x' }],
}

function words(draft: BulletinDraft): string[] {
  return findDraftMistakes(draft, KNOWN, '2026-11-26').map((mistake) => `${mistake.field}: ${inVietnamese(mistake)}`)
}

test('a whole draft has no mistakes', () => {
  expect(words(WHOLE)).toEqual([])
})

test('an empty draft is told what it lacks, each once', () => {
  expect(words(EMPTY)).toEqual([
    'title: Cần ít nhất 5 ký tự.',
    'summary: Cần ít nhất 20 ký tự.',
    'checkBy: Xin chọn ngày cần kiểm tra lại.',
    'topics: Xin chọn ít nhất một chủ đề.',
    'areas: Xin chọn ít nhất một địa bàn.',
    'sources: Xin ghi ít nhất một nguồn.',
    'body: Mục này còn trống.',
  ])
})

test('what is there and wrong is named with its place', () => {
  const source = { publisher: 'Báo Ví Dụ', date: '2026', url: 'http://example.org/x' }
  expect(
    words({ ...WHOLE, sources: [...WHOLE.sources, source], picture: { id: '1', alt: '' }, checkBy: '2026-11-26' }),
  ).toEqual([
    'sources: Nguồn 2 cần đủ nơi đăng, ngày đăng và địa chỉ bắt đầu bằng https.',
    'pictureAlt: Cần ít nhất 5 ký tự.',
    'checkBy: Ngày này phải sau ngày đăng.',
  ])
})
