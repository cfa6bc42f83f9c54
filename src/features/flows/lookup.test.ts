import { expect, test } from 'vitest'
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
