import { describe, expect, test } from 'vitest'
import { givenTalk } from './given-talk.js'

const STORY = 'Tôi bị lừa 5 triệu, số 0900000000, nó bảo vào vcbpay. com'

/** A report whose address may be the end of a sentence as well, up to the question about it. */
function atDoubt() {
  const talk = givenTalk({ facts: { accountAreaCode: '21439' } })
  talk.say('MENU', '1', '3', 'đồng ý', STORY, '1', 'hôm qua', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'bỏ qua')
  talk.say('2', 'đúng')
  return { talk, asked: talk.say('giữ tất cả') }
}

function filed(talk: ReturnType<typeof givenTalk>) {
  talk.say('không mất tiền', 'xong', 'chỉ nhắn ở đây', 'gửi tin')
  const [tip = {}] = talk.called('file_tip')
  const identifiers = tip['identifiers'] as { value: string; doubt?: string }[]
  return {
    description: tip['description'],
    identifiers: identifiers.map(({ value, doubt }) => [value, doubt ?? 'sure']),
  }
}

describe('what may have been misread is asked about', () => {
  test('by itself, and never as something to tap', () => {
    const { asked } = atDoubt()
    expect(asked).toContain('Mình chưa chắc đã đọc đúng')
    expect(asked).toContain('• Đường dẫn vcbpay. com')
    expect(asked).not.toContain('0900000000')
  })

  test('kept, it is filed as unsure', () => {
    const { talk } = atDoubt()
    expect(talk.say('giữ nguyên')).toContain('mất bao nhiêu tiền')
    expect(filed(talk)).toEqual({
      description: STORY,
      identifiers: [
        ['+84900000000', 'sure'],
        ['vcbpay.com', 'spaced'],
      ],
    })
  })

  test('removed, it is gone from the list and stays in the text', () => {
    const { talk } = atDoubt()
    expect(talk.say('bỏ ra')).toContain('mất bao nhiêu tiền')
    expect(filed(talk)).toEqual({ description: STORY, identifiers: [['+84900000000', 'sure']] })
  })

  test('typed anew, the new one is shown back and takes its place, and the first text stays beside it', () => {
    const { talk } = atDoubt()
    expect(talk.say('vcbpay-otp.com')).toContain('vcbpay-otp[.]com')
    expect(talk.say('giữ tất cả')).toContain('mất bao nhiêu tiền')
    expect(filed(talk)).toEqual({
      description: `${STORY}\nvcbpay-otp.com`,
      identifiers: [
        ['+84900000000', 'sure'],
        ['vcbpay-otp.com', 'sure'],
      ],
    })
  })

  test('a report whose readings are all sure has no such question', () => {
    const talk = givenTalk({ facts: { accountAreaCode: '21439' } })
    talk.say('MENU', '1', '3', 'đồng ý', 'Tôi bị lừa, số 0900000000', '1')
    talk.say('hôm qua', 'bỏ qua', 'bỏ qua', 'bỏ qua', 'bỏ qua', '2', 'đúng')
    expect(talk.say('giữ tất cả')).toContain('mất bao nhiêu tiền')
  })
})

describe('a value is repeated back, and an unsure one is asked about', () => {
  const atLoss = () => {
    const { talk } = atDoubt()
    talk.say('giữ nguyên')
    return talk
  }

  test('an amount in digits and words', () => {
    expect(atLoss().say('2 củ')).toContain('Mình ghi thiệt hại: 2.000.000 đồng (hai triệu đồng).')
  })

  test.each([
    ['2 chai', '2.000.000 đồng (hai triệu đồng)'],
    ['1 lít', '100.000 đồng (một trăm nghìn đồng)'],
    ['1 xị', '100.000 đồng (một trăm nghìn đồng)'],
  ])('"%s" is confirmed, by its number or a plain yes, or typed anew', (typed, shown) => {
    for (const yes of ['1', 'đúng rồi', 'có']) {
      const talk = atLoss()
      expect(talk.say(typed)).toContain(`1. ${shown}`)
      expect(talk.say(yes)).toContain(`Mình ghi thiệt hại: ${shown}.`)
    }
    const talk = atLoss()
    talk.say(typed)
    expect(talk.say('300k')).toContain('Mình ghi thiệt hại: 300.000 đồng')
  })

  test('a phone number of before 2018 with what it is today', () => {
    const talk = atLoss()
    talk.say('không mất tiền', 'xong', 'gọi điện thoại')
    expect(talk.say('0168 000 0000')).toContain('0168 000 0000 (nay là 0380000000)')
  })

  test('"5.000" is five thousand or five million', () => {
    const talk = atLoss()
    const asked = talk.say('5.000')
    expect(asked).toContain('5.000 đồng (năm nghìn đồng)')
    expect(asked).toContain('5.000.000 đồng (năm triệu đồng)')
    expect(talk.say('2')).toContain('Mình ghi thiệt hại: 5.000.000 đồng (năm triệu đồng).')
  })
})
