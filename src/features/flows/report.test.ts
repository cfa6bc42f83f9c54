import { describe, expect, test } from 'vitest'
import { givenTalk, realFlows } from './given-talk.js'
import { PLAYED_RECEIPT } from './play-effects.js'

const STORY = 'Tôi bị lừa 5 triệu, số 0900000000, trang vcb-bank.top'

/** Up to the summary of a report about a fraud. */
function atSummary() {
  const talk = givenTalk({ facts: { accountAreaCode: '21439' } })
  talk.say('MENU', '1', '3', 'đồng ý', STORY, '1', 'hôm qua', 'vietcombank', 'bỏ qua', 'bỏ qua', 'có')
  talk.say('2', 'đúng', 'giữ tất cả', '5tr5')
  talk.picture('att-1')
  return { talk, summary: talk.say('xong', 'chỉ nhắn ở đây') }
}

test('a report is told, confirmed, summed up and filed, and its code is given', () => {
  const { talk, summary } = atSummary()
  expect(summary).toContain('Nội dung: Tôi bị lừa 5 triệu')
  expect(summary).toContain('Loại việc: Lừa đảo chiếm đoạt tiền, tài sản')
  expect(summary).toContain('Thời gian: thứ sáu, ngày 20/11/2026')
  expect(summary).toContain('Nơi: Phường Đức Phổ, Quảng Ngãi')
  expect(summary).toContain('5.500.000 đồng (năm triệu năm trăm nghìn đồng)')
  expect(summary).toContain('Ảnh: 1')
  const sent = talk.say('gửi tin')
  expect(sent).toContain('đã được ghi nhận và chuyển Công an Phường Đức Phổ; khi cần, Công an sẽ mời bạn')
  expect(sent).toContain(PLAYED_RECEIPT)
  expect(talk.called('file_tip')).toMatchObject([
    {
      description: STORY,
      category: 'LUA_DAO',
      danger: false,
      moneyMovingNow: false,
      evidence: { ownBank: 'vietcombank', stillInContact: 'Có' },
      happenedAt: { date: '2026-11-20' },
      areaCode: '21439',
      identifiers: [{ kind: 'phone' }, { kind: 'url' }],
      loss: { amount: 5_500_000, currency: 'VND' },
      attachments: [{ attachmentId: 'att-1' }],
      contact: { kind: 'here' },
    },
  ])
})

test('the summary shows each detail with its question, and says so where there are none', () => {
  const { talk, summary } = atSummary()
  expect(summary).toContain(
    '• Chi tiết:\n  – Lúc chuyển tiền: thứ sáu, ngày 20/11/2026\n  – Ngân hàng của người bị hại: vietcombank\n  – Còn liên lạc: Có\n',
  )
  expect(talk.say('sửa chi tiết', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'bỏ qua')).toContain('• Chi tiết: không có\n')
})

test('no two questions of different meaning share the name of their answer', () => {
  const labels = new Map<string, string>()
  for (const flow of realFlows().current.values()) {
    for (const node of Object.values(flow.nodes)) {
      if (node.kind !== 'ask' || !node.save || !node.label?.vi) continue
      expect(labels.get(node.save) ?? node.label.vi, `${flow.id} ${node.save}`).toBe(node.label.vi)
      labels.set(node.save, node.label.vi)
    }
  }
})

test('the code is shown again until it is saved, and never after', () => {
  const { talk } = atSummary()
  talk.say('1')
  expect(talk.say('cảm ơn')).toContain(PLAYED_RECEIPT)
  expect(talk.say('0')).toContain(PLAYED_RECEIPT)
  expect(talk.called('confirm_receipt_saved')).toHaveLength(0)
  expect(JSON.stringify(talk.player.state)).not.toContain('lừa')
  expect(talk.say('đã lưu mã')).not.toContain(PLAYED_RECEIPT)
  expect(talk.called('confirm_receipt_saved')).toHaveLength(1)
  expect(talk.say('MENU', 'cảm ơn bạn nhiều')).not.toContain(PLAYED_RECEIPT)
  expect(JSON.stringify(talk.player.state)).not.toContain(PLAYED_RECEIPT)
})

test('the menu does not take the unsaved code away', () => {
  const { talk } = atSummary()
  talk.say('1', 'MENU')
  expect(talk.say('huỷ')).toContain(PLAYED_RECEIPT)
})

test('above an unsaved code the menu says so, and a new report begins with the safety question', () => {
  const { talk } = atSummary()
  talk.say('1')
  const menu = talk.say('MENU')
  expect(menu).toContain('bạn chưa lưu mã tra cứu')
  expect(menu).toContain('1. Xem lại mã')
  expect(menu).not.toContain('Viết tiếp tin dở')
  expect(talk.say('1')).toContain(PLAYED_RECEIPT)
  talk.say('MENU')
  const said = talk.say('Con tôi đang bị nhốt trong nhà')
  expect(said).toMatch(/có ai đang gặp nguy hiểm[\s\S]*113/)
  talk.say('có người nguy hiểm', 'đồng ý', '1', 'MENU')
  expect(talk.say('viết tiếp tin dở')).toContain('loại nào')
  expect(talk.say('HUY')).toMatch(/bản nháp đã xóa[\s\S]*quay lại câu đang dở/)
  expect(talk.say('mã đâu rồi')).toContain(PLAYED_RECEIPT)
})

test('leaving after the report was filed throws none of its pictures away', () => {
  const { talk } = atSummary()
  talk.say('1', 'HUY')
  expect(talk.called('discard_attachments')).toEqual([])
})

test('leaving a draft throws its pictures away', () => {
  const { talk } = atSummary()
  expect(talk.say('HUY')).toContain('Tin chưa được gửi')
  expect(talk.called('discard_attachments')).toMatchObject([{ attachments: [{ attachmentId: 'att-1' }] }])
  expect(talk.called('file_tip')).toEqual([])
})

describe('a child is concerned', () => {
  const intoChild = (talk: ReturnType<typeof givenTalk>) => talk.say('chọn loại khác', 'xâm hại, dụ dỗ trẻ em')

  test('earlier pictures are destroyed unseen and no later one is taken', () => {
    const talk = givenTalk()
    talk.picture('att-1', STORY)
    talk.say('3', '1', '1')
    expect(intoChild(talk)).toContain('111')
    expect(talk.called('discard_attachments')).toMatchObject([{ attachments: [{ attachmentId: 'att-1' }] }])
    expect(JSON.stringify(talk.player.state)).not.toContain('att-1')
    expect(talk.picture('att-2')).toContain('đã được hủy')
    expect(talk.called('discard_attachments')[1]).toMatchObject({ attachments: [{ attachmentId: 'att-2' }] })
    talk.say('fb.com/nhom', 'facebook', '12', 'không', '1', 'tôi không rõ', 'giữ tất cả', 'không mất tiền')
    expect(talk.say('chỉ nhắn ở đây')).toContain('Ảnh: 0')
  })

  test('going back does not bring destroyed pictures again', () => {
    const talk = givenTalk()
    talk.picture('att-1', STORY)
    talk.say('3', '1', '1')
    intoChild(talk)
    talk.say('0', '0', '0', '0')
    expect(JSON.stringify(talk.player.state)).not.toContain('att-1')
  })
})

test('the time of the transfer that was understood is said, and nothing where it was skipped', () => {
  const asked = () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3', 'đồng ý', STORY, '1')
    return talk
  }
  expect(asked().say('9h30 sáng hôm qua')).toMatch(
    /^Mình ghi lúc chuyển tiền: 09:30 thứ sáu, ngày 20\/11\/2026\.\n*Tiền chuyển từ/,
  )
  expect(asked().say('bỏ qua')).toMatch(/^Tiền chuyển từ/)
  expect(asked().say('9h30 mai')).not.toContain('Mình ghi')
})

test.each([
  ['Đánh bạc', ['bỏ qua', 'bỏ qua', 'bỏ qua'], 'bài quảng cáo mời chơi'],
  ['Vu khống', [], 'khởi kiện dân sự'],
  ['Mua bán người', [], 'bảo hộ công dân'],
  ['Mã độc', [], 'nTrust'],
])('%s: what the kind needs is asked and advised', (category, answers, words) => {
  const talk = givenTalk()
  expect(talk.say('MENU', '1', '3', '1', 'Chuyện này khó nói lắm', category, ...answers)).toContain(words)
})

describe('the time that was understood is said once', () => {
  const atTime = (facts = {}) => {
    const talk = givenTalk({ facts })
    talk.say('MENU', '1', '3', '1', 'Chuyện này khó nói lắm', 'khác, chưa rõ', 'bỏ qua')
    return talk
  }

  test.each([{}, { accountAreaCode: '21439' }])('whether a place is known or not: %j', (facts) => {
    const said = atTime(facts).say('hôm qua')
    expect(said.match(/thứ sáu, ngày 20\/11\/2026/g)).toHaveLength(1)
    expect(atTime(facts).say('nhập ngày', '12/11')).toContain('Mình ghi thời gian: thứ năm, ngày 12/11/2026.')
  })

  test('and not where it was forgotten', () => {
    expect(atTime().say('không nhớ')).toMatch(/^Bạn ở xã, phường/)
    expect(atTime().say('bỏ qua')).toMatch(/^Bạn ở xã, phường/)
    expect(atTime().say('nhập ngày', 'bỏ qua')).toMatch(/Bạn ở xã, phường/)
  })
})

test('before a picture is sent, the citizen knows that its QR codes are read', () => {
  const talk = givenTalk({ facts: { accountAreaCode: '21439' } })
  talk.say('MENU', '1', '3', 'đồng ý', STORY, '1', 'hôm qua', 'vietcombank', 'bỏ qua', 'bỏ qua', 'có')
  expect(talk.say('2', 'đúng', 'giữ tất cả', '5tr5')).toContain('Mã QR trong ảnh được đọc')
})

describe('change', () => {
  test.each([
    ['sửa nội dung', ['Tôi bị lừa 7 triệu'], 'Nội dung: Tôi bị lừa 7 triệu'],
    ['sửa thời gian', ['hôm nay'], 'Thời gian: thứ bảy, ngày 21/11/2026'],
    ['sửa thời gian', ['khoảng tuần trước'], 'Thời gian: khoảng tuần trước'],
    ['sửa thời gian', ['tuần này'], 'Thời gian: Tuần này'],
    ['sửa thời gian', ['12/11 và 13/11', '4', '9h30 12-11'], 'Thời gian: 09:30 thứ năm, ngày 12/11/2026'],
    ['sửa thiệt hại', ['6 triệu'], 'Thiệt hại: 6.000.000 đồng'],
    ['sửa nơi', ['sơn hạ', 'sơn hạ'], 'Nơi: Xã Sơn Hạ'],
    ['sửa liên hệ', ['2', '0905 123 456'], 'Liên hệ: Gọi điện thoại 0905 123 456'],
    ['sửa mức nguy hiểm', ['1'], 'Nguy hiểm: Có người nguy hiểm'],
    ['sửa số, link', ['bỏ bớt', '1'], 'Số, tài khoản, link: Đường dẫn vcb-bank[.]top'],
    ['thêm ảnh', ['xong'], 'Ảnh: 1'],
    ['sửa loại việc', ['15', 'bỏ qua'], 'Loại việc: Khác, chưa rõ'],
    ['sửa chi tiết', ['12/11', 'mb', 'x', 'y', 'không'], 'Lúc chuyển tiền: thứ năm, ngày 12/11/2026\n  – '],
  ])('"%s" asks that line only and returns to the summary', (choice, answers, line) => {
    const { talk } = atSummary()
    const again = talk.say(choice, ...answers)
    expect(again).toContain('Bạn xem lại trước khi gửi')
    expect(again).toContain(line)
  })

  test('back from a change returns to the summary with the line as it was', () => {
    const { talk } = atSummary()
    talk.say('sửa thời gian', 'nhập ngày')
    expect(talk.say('0', '0')).toContain('Thời gian: thứ sáu, ngày 20/11/2026')
  })
})

describe('numbers and links are read again after a change', () => {
  const found = (talk: ReturnType<typeof givenTalk>) => {
    talk.say('gửi tin')
    const [tip = {}] = talk.called('file_tip')
    return (tip['identifiers'] as { raw: string }[]).map(({ raw }) => raw)
  }

  test('what is new is shown for confirmation, what is gone from the text goes', () => {
    const { talk } = atSummary()
    const asked = talk.say('sửa nội dung', 'Tôi bị lừa, số đúng là 0900000001, trang vcb-bank.top')
    expect(asked).toContain('0900000001')
    expect(asked).not.toContain('0900000000')
    expect(talk.say('giữ tất cả')).toContain('Số, tài khoản, link: Điện thoại 0900000001; Đường dẫn vcb-bank[.]top')
    expect(found(talk)).toEqual(['0900000001', 'vcb-bank.top'])
  })

  test('what the citizen removed stays removed, and is not asked about again', () => {
    const { talk } = atSummary()
    talk.say('sửa số, link', 'bỏ bớt', '1')
    const again = talk.say('sửa nội dung', `${STORY} hôm qua`)
    expect(again).toContain('Bạn xem lại trước khi gửi')
    expect(found(talk)).toEqual(['vcb-bank.top'])
  })

  test('a number in a new answer to a detail is found, and taken out when the answer goes', () => {
    const { talk } = atSummary()
    const asked = talk.say('sửa chi tiết', 'bỏ qua', 'bỏ qua', 'bỏ qua', '0900000002', 'không')
    expect(asked).toMatch(/0900000000[\s\S]*0900000002[\s\S]*của kẻ xấu/)
    talk.say('giữ tất cả', 'sửa chi tiết', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'không')
    expect(found(talk)).toEqual(['0900000000', 'vcb-bank.top'])
  })

  test('the kind that is changed asks its own details, whose numbers count', () => {
    const { talk } = atSummary()
    expect(talk.say('sửa loại việc', '15', 'Zalo 0900000003')).toContain('0900000003')
    talk.say('bỏ hết')
    expect(found(talk)).toEqual([])
  })
})

describe('what is not a tip', () => {
  test('leaves with advice, no tip and no text', () => {
    const talk = givenTalk()
    const advice = talk.say('MENU', '1', '3', '1', 'Tôi muốn hỏi thủ tục làm căn cước cho con')
    expect(advice).toContain('Cổng Dịch vụ công quốc gia')
    talk.say('1')
    expect(talk.called('file_tip')).toEqual([])
    expect(JSON.stringify(talk.player.state)).not.toContain('căn cước')
  })

  test('unless the person insists', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3', '1', 'Tôi muốn hỏi thủ tục làm căn cước cho con')
    expect(talk.say('tôi vẫn báo tin')).toContain('Việc này thuộc loại nào?')
  })
})
