import { expect, test } from 'vitest'
import { barChartSvg } from './chart.js'

test('a chart is one picture with its words and numbers in it, and nothing that runs', async () => {
  const svg = await barChartSvg({
    title: 'Câu trả lời <đã chọn>',
    bars: [
      { label: 'Tắt máy', value: 12, isStrong: true },
      { label: 'Đọc mã & gửi', value: 3 },
    ],
    unit: ' lượt',
  })
  expect(svg).toMatch(/^<svg [^>]*width="560"/)
  for (const text of ['Câu trả lời &lt;đã chọn&gt;', 'Tắt máy', 'Đọc mã &amp; gửi', '12 lượt', '3 lượt'])
    expect(svg).toContain(text)
  expect(svg).not.toMatch(/<script|onload=|href="http/)
})
