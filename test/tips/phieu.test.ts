import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, picture, SA_HUYNH } from './given-tip.js'

/** The record as it would be read on paper. */
function onPaper(body: string): string {
  const sheet = body.slice(body.indexOf('<article'), body.indexOf('</article>'))
  return sheet.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

test('the record of receipt tells what came in, when, through what, with which files, and who received it', async ({
  app,
}) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO, 'Trần Thị Mai')
  const nam = await givenOfficer(app, 'intake', DUC_PHO, 'Phạm Văn Nam')
  const bytes = await picture()
  const { number } = await givenTip(app, { description: 'Bị lừa mua vé máy bay giả', pictures: [bytes] })
  const at = `/console/tips/${number}`
  await mai.post(`${at}/claim`)
  await mai.post(`${at}/release`)
  await nam.post(`${at}/claim`)
  app.clock.advance({ minutes: 30 })
  const sheet = onPaper((await nam.get(`${at}/phieu`)).body)
  expect(sheet).toContain(`Số: ${number}`)
  expect(sheet).toContain('Tiếp nhận lúc 09:00, 12/11/2026')
  expect(sheet).toMatch(/Hình thức, kênh Tin nhắn qua \S+/)
  expect(sheet).toContain('Nội dung Bị lừa mua vé máy bay giả')
  expect(sheet).toContain(`Ảnh JPEG`)
  expect(sheet).toContain(createHash('sha256').update(bytes).digest('hex'))
  expect(sheet).toMatch(/CÁN BỘ TIẾP NHẬN \(Ký, ghi rõ họ tên\) Trần Thị Mai/)
  expect(sheet).toContain('In bởi Phạm Văn Nam, Công an phường Đức Phổ, lúc 09:30, 12/11/2026')
})

test('after a transfer the record still names the unit and the officer who received the tip', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO, 'Trần Thị Mai')
  const hung = await givenOfficer(app, 'lead', SA_HUYNH, 'Lê Hùng')
  const { number } = await givenTip(app)
  await mai.post(`/console/tips/${number}/transfer`, { unit: SA_HUYNH, reason: 'Xảy ra ở nơi khác' })
  const sheet = onPaper((await hung.get(`/console/tips/${number}/phieu`)).body)
  expect(sheet).toMatch(/^ ?Công an phường Đức Phổ Số:/)
  expect(sheet).toMatch(/CÁN BỘ TIẾP NHẬN \(Ký, ghi rõ họ tên\) Trần Thị Mai/)
})

test('while nobody has taken the tip the place of the officer’s name is empty', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO, 'Trần Thị Mai')
  const { number } = await givenTip(app)
  const sheet = onPaper((await mai.get(`/console/tips/${number}/phieu`)).body)
  expect(sheet).toMatch(/CÁN BỘ TIẾP NHẬN \(Ký, ghi rõ họ tên\) …+ CHỈ HUY/)
})
