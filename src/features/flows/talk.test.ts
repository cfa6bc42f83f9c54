import { describe, expect, test } from 'vitest'
import { givenTalk } from './given-talk.js'

describe('the menu', () => {
  test('says who we are and what we never ask', () => {
    const menu = givenTalk().send({ kind: 'start' })
    expect(menu).toContain('Công an Phường Đức Phổ')
    for (const word of ['OTP', 'mật khẩu', 'số thẻ', 'giấy tờ tùy thân', 'tiền', 'ứng dụng'])
      expect(menu).toContain(word)
  })

  test('answers in English from the moment that English is chosen', () => {
    const talk = givenTalk()
    expect(talk.say('MENU', 'English')).toContain('Report something')
    expect(talk.say('report something')).toContain('is anybody in danger')
    talk.say('HUY')
    expect(talk.say('MENU')).toContain('Hello')
    expect(talk.say('tiếng việt')).toContain('Xin chào')
  })

  test('offers to go on with a report that is open', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3')
    expect(talk.say('MENU')).toContain('1. Viết tiếp tin dở')
    expect(talk.say('1')).toContain('Bạn có đồng ý không?')
    expect(talk.player.state?.talks).toHaveLength(1)
  })

  describe('above a report that is being written', () => {
    const atPaused = () => {
      const talk = givenTalk()
      talk.say('MENU', '1', '3', '1', 'Tôi bị lừa mất 5 triệu', '1', 'MENU')
      return talk
    }

    test('takes what is told into that report', () => {
      const talk = atPaused()
      const said = talk.say('Nó vừa gọi lại đòi thêm tiền')
      expect(said).toMatch(/đã thêm phần bạn vừa viết[\s\S]*113[\s\S]*Tiền được chuyển lúc nào/)
      talk.say('bỏ qua', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'hôm nay', 'không rõ', 'không mất', 'xong')
      expect(talk.say('ở đây')).toContain('• Bổ sung: Nó vừa gọi lại đòi thêm tiền')
      talk.say('gửi tin')
      expect(talk.called('file_tip')).toMatchObject([
        { description: 'Tôi bị lừa mất 5 triệu\nNó vừa gọi lại đòi thêm tiền' },
      ])
    })

    test('takes pictures into it, and destroys them where a child is concerned', () => {
      const talk = atPaused()
      expect(talk.picture('att-1')).toMatch(/đã giữ ảnh[\s\S]*Tiền được chuyển lúc nào/)
      expect(talk.player.state?.talks).toMatchObject([{ answers: { attachments: [{ attachmentId: 'att-1' }] } }])
      talk.say('MENU')
      for (const { answers } of talk.player.state?.talks ?? []) answers['category'] = 'TRE_EM'
      expect(talk.picture('att-2')).toContain('ảnh vừa gửi đã được hủy')
      expect(talk.called('discard_attachments')).toMatchObject([{ attachments: [{ attachmentId: 'att-2' }] }])
    })

    test('is left by HUY without saying that the report was stopped', () => {
      const said = atPaused().say('HUY')
      expect(said).toMatch(/quay lại câu đang dở[\s\S]*Tiền được chuyển lúc nào/)
      expect(said).not.toContain('Đã dừng')
    })

    test('does not lose a report that was begun from the menu above another talk', () => {
      const talk = givenTalk()
      talk.open('follow-up', { question: 'Còn gì không?', tipRef: 'tip-1', unitName: 'Công an' })
      talk.say('MENU', 'gửi tin báo', 'không', 'đồng ý', 'MENU')
      expect(talk.say('viết tiếp tin dở')).toContain('Bạn kể chuyện gì đã xảy ra')
    })
  })

  test('does not pile up', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', 'MENU', 'MENU', 'tra cứu', 'XOA', 'MENU')
    expect(talk.player.state?.talks).toHaveLength(2)
  })

  test('has the emergency numbers', () => {
    const said = givenTalk().say('MENU', 'khẩn cấp')
    for (const number of ['113', '114', '115', '111']) expect(said).toContain(number)
  })
})

describe('buttons', () => {
  test('the current one answers', () => {
    const talk = givenTalk()
    talk.say('MENU')
    expect(talk.press('report')).toContain('có ai đang gặp nguy hiểm')
  })

  test('an old one, an unknown one and one from a past talk change nothing and are told so', () => {
    const talk = givenTalk()
    talk.say('MENU')
    const old = talk.waitId()
    talk.say('1')
    const before = JSON.stringify(talk.player.state)
    for (const [value, waitId] of [
      ['report', old],
      ['life', 'nothing'],
      ['abc', undefined],
    ] as const) {
      expect(talk.press(value, waitId)).toMatch(/Nút này đã cũ[\s\S]*có ai đang gặp nguy hiểm/)
      expect(JSON.stringify(talk.player.state)).toBe(before)
    }
    talk.say('HUY')
    expect(talk.press('life', old)).toContain('Nút này đã cũ')
    expect(givenTalk().press('life', old)).toContain('Nút này đã cũ')
  })

  test('a question after the talk ended has an id of its own', () => {
    const talk = givenTalk()
    talk.say('MENU')
    const first = talk.waitId()
    talk.say('HUY', 'MENU')
    expect(talk.waitId()).not.toBe(first)
  })
})

describe('what cannot be read is answered politely and asks again', () => {
  test.each([
    [{ kind: 'unsupported', what: 'sticker' } as const, 'chưa đọc được loại tin nhắn này'],
    [{ kind: 'unsupported', what: 'voice' } as const, 'tin nhắn thoại'],
    [{ kind: 'contact', phone: '0900000000' } as const, 'không cần số điện thoại'],
    [{ kind: 'media', media: [{ refused: 'too_big' }] } as const, 'quá lớn'],
  ])('%j', (content, said) => {
    const talk = givenTalk()
    talk.say('MENU', '1')
    const reply = talk.send(structuredClone(content) as Parameters<typeof talk.send>[0])
    expect(reply).toContain(said)
    expect(reply).toContain('có ai đang gặp nguy hiểm')
  })

  test('an edit is not taken over', () => {
    const talk = givenTalk()
    talk.say('MENU')
    const before = talk.player.state
    expect(talk.send({ kind: 'edited', text: '1' })).toContain('gửi lại thành tin nhắn mới')
    expect(talk.player.state).toEqual(before)
  })

  test.each(['blocked', 'unblocked', 'unknown'] as const)('to %s nothing is said', (kind) => {
    const talk = givenTalk()
    talk.say('MENU')
    const before = talk.player.state
    expect(talk.send({ kind })).toBe('')
    expect(talk.player.state).toEqual(before)
  })

  test('a text beyond the limit loses nothing', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3', '1')
    const before = talk.player.state
    expect(talk.say('á'.repeat(10_001))).toContain('10.000')
    expect(talk.player.state).toEqual(before)
    talk.say('á'.repeat(10_000))
    expect(talk.called('suggest_category')).toHaveLength(1)
  })

  test('NUL, half characters and our own marks are taken out, all else is kept', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3', '1', 'a\0b \uD800 \uE000receipt\uE001 😀 \u200b<script>')
    expect(talk.called('suggest_category')).toEqual([{ text: 'ab \uFFFD receipt 😀 \u200b<script>' }])
  })
})

describe('time', () => {
  test('who pauses finds the question as it was the next day', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3')
    talk.player.now = new Date(talk.player.now.getTime() + 24 * 3_600_000)
    expect(talk.say('đồng ý')).toContain('Bạn kể chuyện gì đã xảy ra')
  })

  test('a draft untouched for 72 hours is gone, quietly', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3')
    expect(talk.player.timeoutAt).toEqual(new Date(talk.player.now.getTime() + 72 * 3_600_000))
    expect(talk.player.timeOut().replies).toEqual([])
    expect(talk.player.state?.talks).toHaveLength(1)
    talk.player.now = talk.player.timeoutAt ?? talk.player.now
    expect(talk.player.timeOut().replies).toEqual([])
    expect(talk.player.state).toBeNull()
    expect(talk.player.timeoutAt).toBeNull()
  })
})
