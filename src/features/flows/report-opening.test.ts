import type { TurnContent } from '../../engine/message.js'
import { describe, expect, test } from 'vitest'
import { givenTalk } from './given-talk.js'

const STORY = 'Tôi bị lừa 5 triệu, số 0900000000, trang vcb-bank.top'
/** As the bot repeats it: nothing to tap. */
const SHOWN_STORY = STORY.replace('.top', '[.]top')

describe('safety comes before paperwork', () => {
  test.each([
    ['1', '113'],
    ['có người nguy hiểm', '113'],
    ['2', 'ngân hàng'],
  ])('%s: the advice stands before the consent', (answer, advice) => {
    const said = givenTalk().say('MENU', '1', answer)
    expect(said.indexOf(advice)).toBeGreaterThanOrEqual(0)
    expect(said.indexOf(advice)).toBeLessThan(said.indexOf('Bạn có đồng ý không?'))
  })

  test.each(['có', 'có ạ', 'dạ có', 'vâng', 'yes', 'ừ'])('"%s": both kinds of advice, then which it is', (answer) => {
    const said = givenTalk().say('con tôi bị dọa giết', answer)
    expect(said).toMatch(/113[\s\S]*ngân hàng[\s\S]*đó là việc nào/)
    expect(said).toContain('1. Có người nguy hiểm\n2. Tiền đang chuyển đi\n3. Cả người và tiền')
  })

  test.each(['cả hai', 'cả 2', 'both', '4'])('"%s": both kinds of advice, and both are meant', (answer) => {
    const talk = givenTalk()
    expect(talk.say('con tôi bị dọa giết', answer)).toMatch(/113[\s\S]*ngân hàng[\s\S]*Bạn có đồng ý không\?/)
    expect(JSON.stringify(talk.player.state)).toContain('"danger":"both"')
  })

  test.each(['sos', 'khẩn cấp', 'cứu', 'cứu với', 'help', 'Cứu!'])('"%s" means danger to life', (answer) => {
    expect(givenTalk().say('con tôi bị dọa giết', answer)).toMatch(/^Hãy gọi 113 ngay bây giờ/)
  })

  test('a cry told as a story, or as nonsense, is answered with the number to call', () => {
    const talk = givenTalk()
    expect(talk.say('con tôi bị dọa giết')).toContain('gọi ngay 113')
    expect(talk.say('con tôi đang bị nhốt trong nhà nó cầm dao cứu với')).toContain('gọi ngay 113')
    expect(talk.say('???')).toContain('gọi ngay 113')
  })

  test.each([
    ['con tôi bị giữ ở khách sạn', /gọi 113 ngay bây giờ[\s\S]*có ai đang gặp nguy hiểm/],
    ['tôi vừa chuyển 5 triệu', /Dừng chuyển tiền ngay[\s\S]*ngân hàng[\s\S]*có ai đang gặp nguy hiểm/],
    ['tôi vừa chuyển tiền, nó dọa giết tôi', /gọi 113[\s\S]*Tiền đang chuyển: dừng lại[\s\S]*có ai đang gặp nguy hiểm/],
  ])('"%s", written first or to the safety question, gets its advice before any question', (text, advice) => {
    expect(givenTalk().say(text)).toMatch(advice)
    expect(givenTalk().say('MENU', '1', text)).toMatch(advice)
  })

  test('the advice for what was told comes once, and decides nothing', () => {
    const talk = givenTalk()
    talk.say('con tôi bị giữ ở khách sạn')
    expect(talk.say('nó cầm dao')).not.toContain('gọi 113 ngay bây giờ')
    talk.say('3', '1', 'dùng nội dung này', 'chọn loại khác', '15', 'bỏ qua', 'không nhớ', 'tôi không rõ')
    talk.say('không mất tiền', 'xong', 'ẩn danh', 'vẫn ẩn danh', '1')
    expect(talk.called('file_tip')).toMatchObject([{ danger: false, moneyMovingNow: false }])
  })

  test.each(['cứu', 'help', 'cứu với', 'sos'])('"%s" needs no menu to reach the numbers', (word) => {
    expect(givenTalk().say(word)).toMatch(/^Nếu có người đang gặp nguy hiểm, hãy gọi ngay/)
    expect(givenTalk().say('MENU', word)).toMatch(/^Nếu có người đang gặp nguy hiểm, hãy gọi ngay/)
  })

  test('the first answer to a story is short, and says what we never ask', () => {
    const said = givenTalk().say(STORY)
    expect(said).toContain('không bao giờ hỏi mã OTP, mật khẩu, số thẻ hay đòi tiền')
    expect([...(said.split('\n\n1. ')[0] ?? '')].length).toBeLessThan(300)
  })

  test('both kinds of danger are told to those who file the tip', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', 'có', '3', '1', 'Họ dọa đánh tôi và con tôi', 'chọn loại khác', '15', 'bỏ qua', 'không nhớ')
    talk.say('tôi không rõ', 'không mất tiền', 'xong', 'ẩn danh', 'vẫn ẩn danh', '1')
    expect(talk.called('file_tip')).toMatchObject([{ danger: true, moneyMovingNow: true }])
  })

  test('danger and moving money are told to those who file the tip', () => {
    const talk = givenTalk()
    talk.say(
      'MENU',
      '1',
      '2',
      '1',
      'Họ dọa đánh tôi và con tôi',
      'chọn loại khác',
      '15',
      'bỏ qua',
      'không nhớ',
      'tôi không rõ',
    )
    talk.say('không mất tiền', 'xong', 'ẩn danh', 'vẫn ẩn danh', '1')
    expect(talk.called('file_tip')).toMatchObject([
      { danger: false, moneyMovingNow: true, happenedAt: null, areaCode: null, contact: { kind: 'anonymous' } },
    ])
  })
})

describe('consent', () => {
  test('is recorded with the very text that was shown', () => {
    const talk = givenTalk()
    const shown = talk.say('MENU', '1', '3')
    talk.say('1')
    const [proof] = talk.called('record_consent')
    expect(proof).toMatchObject({ kind: 'tip', answer: 'agree' })
    expect(shown).toContain(String(proof?.['text']))
  })

  test.each(['dạ đồng ý', 'ok em đồng ý', 'vâng ạ', 'có ạ', '1 ạ', '1 nhé'])('"%s" is given politely', (answer) => {
    const talk = givenTalk()
    expect(talk.say('Tôi bị lừa 5 triệu', '3', answer)).toMatch(/Bạn đã kể:\s+“Tôi bị lừa 5 triệu”/)
    expect(talk.called('record_consent')).toMatchObject([{ answer: 'agree' }])
  })

  test.each(['không ạ', 'dạ không ạ', 'ko', 'em không đồng ý ạ'])('"%s" refuses it', (answer) => {
    const talk = givenTalk()
    expect(talk.say('Tôi bị lừa 5 triệu', '3', answer)).toContain('Mình không lưu gì')
  })

  test.each(['tôi không biết có nên đồng ý không', 'dạ', 'nếu đồng ý thì sao ạ?'])(
    '"%s" is neither an answer nor a part of the story',
    (answer) => {
      const talk = givenTalk()
      expect(talk.say('Tôi bị lừa 5 triệu', '3', answer)).toContain('Mình chưa hiểu câu trả lời')
      expect(talk.called('record_consent')).toEqual([])
      expect(talk.say('1')).toContain('“Tôi bị lừa 5 triệu”')
    },
  )

  test('refused, the talk ends with other ways and keeps nothing', () => {
    const talk = givenTalk()
    talk.say(STORY, '3')
    talk.picture('att-1')
    expect(talk.say('không đồng ý')).toContain('VNeID')
    expect(talk.called('record_consent')).toMatchObject([{ answer: 'refuse' }])
    expect(talk.called('discard_attachments')).toHaveLength(1)
    expect(JSON.stringify(talk.player.state)).not.toContain('lừa')
  })
})

const answerTo = (texts: string[]) => givenTalk().say(...texts)

describe('who just writes or sends a picture is met halfway', () => {
  test('a story begins a report, with the safety question first', () => {
    const talk = givenTalk()
    expect(talk.say(STORY)).toContain('có ai đang gặp nguy hiểm')
    expect(talk.say('3', '1')).toContain(SHOWN_STORY)
    talk.say('dùng nội dung này')
    expect(talk.called('suggest_category')).toEqual([{ text: STORY }])
  })

  test('so does a story told to the menu, and one told to the safety question', () => {
    const talk = givenTalk()
    talk.say('MENU', STORY, 'Nó còn dọa tôi nữa', '3')
    expect(talk.say('1')).toContain('Nó còn dọa tôi nữa')
  })

  test('a picture begins one too, and its caption is the story', () => {
    const talk = givenTalk()
    expect(talk.picture('att-1', STORY)).toContain('có ai đang gặp nguy hiểm')
    expect(talk.say('3', '1')).toContain(SHOWN_STORY)
  })

  test.each<[string, TurnContent, string]>([
    ['a file too big', { kind: 'media', media: [{ refused: 'too_big' }], caption: STORY }, 'quá lớn'],
    ['a video', { kind: 'unsupported', what: 'video', caption: STORY }, 'chưa nhận được video'],
  ])('the words sent with %s are the story, at the start and when asked for it', (_, content, refusal) => {
    const first = givenTalk()
    expect(first.send(content)).toMatch(new RegExp(`${refusal}[^]*có ai đang gặp nguy hiểm`))
    expect(first.say('3', '1')).toContain(SHOWN_STORY)
    const asked = givenTalk()
    asked.say('MENU', '1', '3', '1')
    expect(asked.send(content)).toMatch(new RegExp(`${refusal}[^]*Bạn chọn loại đúng nhất`))
    expect(asked.called('suggest_category')).toEqual([{ text: STORY }])
  })

  test('words with a picture where none is taken answer the question', () => {
    const talk = givenTalk()
    talk.say('MENU', 'XOA')
    const said = talk.picture('att-1', '1')
    expect(said).toContain('chưa nhận ảnh')
    expect(said).toBe(`Câu này chưa nhận ảnh.\n\n${answerTo(['MENU', 'XOA', '1'])}`)
  })

  test('a picture in the middle is kept, and back does not lose it', () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3', '1', STORY)
    expect(talk.picture('att-1')).toContain('Bạn chọn loại đúng nhất')
    talk.say('0', STORY, '1')
    expect(JSON.stringify(talk.player.state)).toContain('att-1')
  })

  test.each(['alo', 'xin chào ad', '👍', 'ok', '\u200b', ' '])('"%s" gets the menu', (text) => {
    expect(givenTalk().say(text)).toContain('Gửi tin báo')
  })
})
