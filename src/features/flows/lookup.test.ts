import { describe, expect, test } from 'vitest'
import { givenTalk } from './given-talk.js'
import { PLAYED_RECEIPT } from './play-effects.js'

const STATUS = 'Tin của bạn đang được xử lý.'

test('a status is told once: it may be another by the time that its question is asked again', () => {
  const talk = givenTalk()
  expect(talk.say(`TRA CUU ${PLAYED_RECEIPT}`)).toContain(STATUS)
  const again = talk.say('gì cơ')
  expect(again).toContain('Bạn có cần gửi thêm thông tin cho tin này không?')
  expect(again).not.toContain(STATUS)
})

describe('TRA CUU', () => {
  test('the code is in no state and in no reply', () => {
    const talk = givenTalk()
    const typed = 'an-9999-aaaa-bbbb-cccc'
    const said = talk.say('TRA CUU', typed)
    expect(talk.called('look_up')).toEqual([{ code: typed }])
    expect(said).not.toContain(typed)
    expect(JSON.stringify(talk.player.state)).not.toContain(typed)
  })

  test('more can be added to a tip that is open', () => {
    const talk = givenTalk()
    talk.say(`/tracuu ${PLAYED_RECEIPT}`, 'gửi thêm thông tin', 'Nó vừa gọi lại')
    talk.picture('att-9')
    expect(talk.say('gửi')).toContain('Đã chuyển thông tin')
    expect(talk.called('add_message')).toMatchObject([
      { tipRef: 'tip-1', text: 'Nó vừa gọi lại', attachments: [{ attachmentId: 'att-9' }] },
    ])
  })

  test('so can a picture alone', () => {
    const talk = givenTalk()
    talk.say(`/tracuu ${PLAYED_RECEIPT}`, 'gửi thêm thông tin')
    talk.picture('att-9')
    talk.say('gửi')
    expect(talk.called('add_message')).toMatchObject([{ text: '', attachments: [{ attachmentId: 'att-9' }] }])
  })

  test('of a child, words only: no picture is asked for, and one that comes is refused with the reason', () => {
    const facts = { statusText: 'Đang được xử lý.', canAdd: true, tipRef: 'tip-1', takesFiles: false }
    const talk = givenTalk({ effects: { look_up: () => ({ outcome: 'found', facts }) } })
    expect(talk.say(`/tracuu ${PLAYED_RECEIPT}`, 'gửi thêm thông tin')).toContain('chỉ nhận chữ')
    expect(talk.picture('att-9')).toMatch(/ảnh vừa gửi đã được hủy[\s\S]*Bạn viết thông tin cần gửi thêm/)
    expect(talk.called('discard_attachments')).toMatchObject([{ attachments: [{ attachmentId: 'att-9' }] }])
    expect(talk.called('add_message')).toEqual([])
    expect(talk.say('fb.com/nhom-xau')).toContain('Đã chuyển thông tin')
    expect(talk.called('add_message')).toEqual([{ tipRef: 'tip-1', text: 'fb.com/nhom-xau', attachments: [] }])
  })

  test('too many tries are told to wait', () => {
    const talk = givenTalk({ effects: { look_up: () => ({ outcome: 'slow_down', facts: { minutes: 60 } }) } })
    expect(talk.say('TRA CUU AN-0000-0000-0000-0000')).toContain('60 phút')
  })
})
