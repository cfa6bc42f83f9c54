import { expect } from 'vitest'
import { test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip } from './given-tip.js'

const STORY = 'Nick Zalo của tôi bị hack, nó nhắn tin mượn tiền bạn bè. Con tôi đang bị giữ ở khách sạn.'

test('an officer sees what the words speak for and why, and nothing changes by looking', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number, tipId } = await givenTip(app, { description: STORY })
  for (const path of ['', '/classify']) {
    const { body } = await mai.get(`/console/tips/${number}${path}`)
    expect(body).toContain('Có dấu hiệu khẩn (P0)')
    expect(body).toContain('“đang bị giữ”')
    expect(body).toMatch(/Chiếm đoạt tài khoản[^<]*<\/strong> \(\d+ điểm\)[\s\S]*“bị hack”/)
  }
  const tip = app.db.selectFrom('tip').select(['category', 'urgency']).where('id', '=', tipId)
  expect(await tip.executeTakeFirstOrThrow()).toEqual({ category: 'KHAC', urgency: 'P2' })
})

test('words of an opinion are told as such, those of nothing as nothing', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const opinion = await givenTip(app, { description: 'Cán bộ phường hách dịch, hành dân' })
  expect((await mai.get(`/console/tips/${opinion.number}`)).body).toContain('Có thể không phải tin báo: Phản ánh')
  const nothing = await givenTip(app, { description: 'Xin chào' })
  const { body } = await mai.get(`/console/tips/${nothing.number}`)
  expect(body).toContain('Không thấy cụm từ nào')
  expect(body).not.toContain('Có dấu hiệu khẩn')
})
