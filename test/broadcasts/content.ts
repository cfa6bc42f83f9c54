import type { BulletinContent } from '../../src/features/bulletins/bulletin.js'

export const CONTENT: BulletinContent = {
  title: 'Công an giả gọi điện',
  summary: 'Công an không làm việc qua điện thoại và không đòi chuyển tiền.',
  checkBy: '2027-05-20',
  topics: ['MAO_DANH'],
  areas: ['51'],
  sources: [{ publisher: 'Báo Ví Dụ', date: '2026-01-07', url: 'https://example.org/bai-viet' }],
  lang: 'vi',
  body: 'Có người gọi điện, tự xưng là công an. Tắt máy.',
  organisations: [],
}
