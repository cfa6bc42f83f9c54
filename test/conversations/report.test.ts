import { expect } from 'vitest'
import { filesReport } from '../harness/report.js'
import { test } from '../harness/test.js'

/** What the citizen is asked, by words of each question, in the order that safety and the law want. */
const ORDER = [
  'có ai đang gặp nguy hiểm, hoặc tiền đang được chuyển đi',
  'Bạn có đồng ý không?',
  'Mình dùng phần này làm nội dung tin nhé?',
  'Bạn chọn loại đúng nhất',
  'Tiền được chuyển lúc nào?',
  'Kẻ xấu còn liên lạc với bạn không?',
  'Chuyện xảy ra khi nào?',
  'Bạn ở xã, phường hoặc đặc khu nào?',
  'Đây có phải là của kẻ xấu không?',
  'đã mất bao nhiêu tiền?',
  'Bạn có ảnh chụp màn hình, biên lai chuyển tiền không?',
  'Cán bộ liên hệ với bạn bằng cách nào',
  'Bạn xem lại trước khi gửi',
  'Mã tra cứu của bạn:\nAN-',
]

test('a citizen who follows the report flow is asked in order, files one tip and gets a code', async ({ app }) => {
  const lan = app.citizen()
  const { code } = await filesReport(lan)
  const said = lan.messages().map(({ text }) => text)
  const places = ORDER.map((words) => said.findIndex((text) => text.includes(words)))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(code).toMatch(/^AN(-[0-9A-HJKMNP-TV-Z]{4}){4}$/)
  const tips = await app.db.selectFrom('tip').select(['category', 'areaCode', 'loss', 'contactKind']).execute()
  expect(tips).toEqual([
    {
      category: 'LUA_DAO',
      areaCode: '21439',
      loss: '5.000.000 đồng (năm triệu đồng), viết là “5 triệu”',
      contactKind: 'here',
    },
  ])
})
