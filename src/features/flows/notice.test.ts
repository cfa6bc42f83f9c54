import { describe, expect, test } from 'vitest'
import { givenTalk } from './given-talk.js'

describe('an officer asks', () => {
  const facts = { question: 'Bạn còn giữ biên lai không?', tipRef: 'tip-7' }

  test('the answer reaches the tip', () => {
    const talk = givenTalk()
    expect(talk.open('follow-up', facts)).toContain('Bạn còn giữ biên lai không?')
    talk.say('Tôi còn giữ')
    expect(talk.called('add_message')).toEqual([{ tipRef: 'tip-7', text: 'Tôi còn giữ', attachments: [] }])
  })

  test('of a child, a picture is refused with the reason, and its words are passed on', () => {
    const talk = givenTalk()
    talk.open('follow-up', { ...facts, takesFiles: false })
    expect(talk.picture('att-1')).toMatch(/ảnh vừa gửi đã được hủy[\s\S]*Bạn còn giữ biên lai không/)
    expect(talk.called('add_message')).toEqual([])
    expect(talk.picture('att-2', 'Nick của nó là abc')).toMatch(/ảnh vừa gửi đã được hủy[\s\S]*Đã chuyển câu trả lời/)
    expect(talk.called('add_message')).toEqual([{ tipRef: 'tip-7', text: 'Nick của nó là abc', attachments: [] }])
  })

  test('where nothing but a refused picture was sent, nothing is said to be passed on', () => {
    const talk = givenTalk({ effects: { add_message: () => ({ outcome: 'refused' }) } })
    talk.open('follow-up', facts)
    talk.picture('att-1')
    expect(talk.say('gửi')).toMatch(/ảnh vừa gửi đã được hủy[\s\S]*Bạn còn giữ biên lai không/)
  })

  test('above a report that is open, which goes on afterwards', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3')
    talk.open('follow-up', facts)
    expect(talk.say('Tôi còn giữ')).toMatch(/Đã chuyển câu trả lời[\s\S]*Bạn có đồng ý không\?/)
  })

  test('pictures and words are gathered into one answer', () => {
    const talk = givenTalk()
    talk.open('follow-up', facts)
    talk.picture('att-1', 'Đây ạ')
    talk.picture('att-2')
    talk.say('Có thêm một tờ nữa')
    expect(talk.called('add_message')).toMatchObject([
      { text: 'Đây ạ\nCó thêm một tờ nữa', attachments: [{ attachmentId: 'att-1' }, { attachmentId: 'att-2' }] },
    ])
  })
})
