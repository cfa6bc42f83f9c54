import { describe, expect, test } from 'vitest'
import { givenTalk } from './given-talk.js'
import { PLAYED_RECEIPT } from './play-effects.js'

describe('keywords work in the middle of a report, which then goes on', () => {
  const question = 'Bạn kể chuyện gì đã xảy ra'
  const inReport = () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3', '1')
    return talk
  }

  test('DUNG says truthfully that there is nothing to stop', () => {
    const said = inReport().say('dừng')
    expect(said).toContain('không đăng ký nhận bản tin nào')
    expect(said).toContain(question)
  })

  test('NHAN TIN subscribes, DUNG stops what was subscribed', () => {
    const talk = inReport()
    expect(talk.say('NHAN TIN')).toContain('nhận bản tin cảnh báo của Công an')
    expect(talk.say('đồng ý', 'bỏ qua')).toContain('Đã đăng ký')
    expect(talk.say('xong')).toContain(question)
    expect(talk.say('dừng')).toMatch(/Đã dừng[\s\S]*Bạn kể chuyện gì đã xảy ra/)
    expect(talk.called('record_consent').map(({ kind, answer }) => `${kind} ${answer}`)).toEqual([
      'tip agree',
      'bulletins agree',
      'bulletins withdraw',
    ])
  })

  test('the payload of a button under a bulletin stops too', () => {
    const talk = inReport()
    talk.say('NHAN TIN', 'đồng ý', 'bỏ qua', 'xong')
    expect(talk.say('/start dung')).toMatch(/Đã dừng[\s\S]*Bạn kể chuyện gì đã xảy ra/)
    expect(talk.send({ kind: 'choice', waitId: 'start', value: 'dung' })).toContain('không đăng ký nhận bản tin nào')
    expect(talk.press('nhan-tin', 'start')).toContain('nhận bản tin cảnh báo của Công an')
  })

  test('“nhan tin” written without marks may be the answer, so the bot asks', () => {
    const talk = inReport()
    expect(talk.say('nhan tin')).toContain('1. Đó là câu trả lời\n2. Nhận bản tin')
    talk.say('1')
    expect(talk.called('suggest_category')).toEqual([{ text: 'nhan tin' }])
    const other = inReport()
    other.say('nhắn tin')
    expect(other.called('suggest_category')).toEqual([{ text: 'nhắn tin' }])
  })

  test('who has just subscribed and tells what happened is heard', () => {
    const talk = givenTalk()
    talk.say('NHAN TIN', 'đồng ý', 'bỏ qua')
    expect(talk.say('Tôi vừa bị lừa mất 5 triệu đồng')).toMatch(/đã nhận[\s\S]*có ai đang gặp nguy hiểm/)
    const above = inReport()
    above.say('NHAN TIN', 'đồng ý', 'bỏ qua')
    expect(above.say('Nó vừa gọi lại đòi thêm tiền')).toMatch(/đã thêm phần bạn vừa viết[\s\S]*Bạn kể chuyện gì/)
  })

  test('TRA CUU tells the status', () => {
    const talk = inReport()
    expect(talk.say(`tra cứu ${PLAYED_RECEIPT}`)).toContain('đang được xử lý')
    expect(talk.say('xong')).toContain(question)
  })

  test('XOA deletes only what was confirmed', () => {
    const talk = inReport()
    expect(talk.say('XOA', 'giữ lại')).toContain(question)
    talk.say('xóa', '1', 'không')
    expect(talk.called('forget_me')).toEqual([])
    talk.say('xoá', '1', 'chắc chắn, xóa')
    expect(talk.called('forget_me')).toHaveLength(1)
    expect(talk.player.state).toBeNull()
  })

  test('0 goes back, HUY leaves', () => {
    const talk = inReport()
    expect(talk.say('0')).toContain('Bạn có đồng ý không?')
    expect(talk.say('0')).toContain('có ai đang gặp nguy hiểm')
    expect(talk.say('hủy')).toContain('Tin chưa được gửi')
    expect(talk.say('HUY')).toContain('không có việc gì đang dở')
  })

  test('that one can go back, stop and pause is said once, before the consent', () => {
    const talk = givenTalk()
    const hint = 'Gõ 0 để quay lại, HUY để dừng'
    expect(talk.say('MENU', '1', '3')).toMatch(new RegExp(`${hint}[\\s\\S]*Bạn có đồng ý không`))
    expect(talk.say('1')).not.toContain(hint)
  })

  test.each(['quay lại', 'trở lại', 'back'])('%s does what 0 does', (word) => {
    expect(inReport().say(word)).toContain('Bạn có đồng ý không?')
  })

  test.each(['thoát', 'stop', 'dừng lại'])('%s does what HUY does', (word) => {
    expect(inReport().say(word)).toContain('Tin chưa được gửi')
  })

  test('words that look like keywords are answers', () => {
    const talk = inReport()
    talk.say('Dũng')
    expect(talk.called('suggest_category')).toEqual([{ text: 'Dũng' }])
    expect(givenTalk().say('MENU', '1', '3', '1', 'Huy')).toContain('loại nào')
  })
})

describe('where a keyword could be the answer, the bot asks', () => {
  const atName = () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3', '1', 'Tôi bị lừa mất 5 triệu', '1', 'hôm nay', 'vcb')
    return talk
  }

  test('at a name', () => {
    const talk = atName()
    expect(talk.say('HUY')).toContain('1. Đó là câu trả lời\n2. Dừng cuộc trò chuyện')
    expect(talk.say('1')).toContain('Số điện thoại, Zalo, Facebook')
    expect(atName().say('HUY', '2')).toContain('Tin chưa được gửi')
    expect(atName().say('HUY', 'Nguyễn Văn Huy')).toContain('Số điện thoại, Zalo, Facebook')
  })

  test('an unclear amount is asked about too', () => {
    const talk = atName()
    talk.say('skip', 'bỏ qua', 'bỏ qua', 'không', 'hôm nay', 'tôi không rõ')
    expect(talk.say('5m')).toMatch(/1\. 5\.000\.000 đồng.*\n2\. 5\.000 đồng/)
    expect(talk.say('1')).toContain('Mình ghi thiệt hại: 5.000.000 đồng')
  })

  test('1 where an amount is asked: the amount or the first option', () => {
    const talk = atName()
    talk.say('skip', 'bỏ qua', 'bỏ qua', 'không', 'hôm nay', 'tôi không rõ')
    expect(talk.say('1')).toContain('3. Không mất tiền')
    expect(talk.say('không mất tiền')).toContain('ảnh chụp màn hình')
  })

  test('going back in words is no amount', () => {
    const talk = atName()
    talk.say('skip', 'bỏ qua', 'bỏ qua', 'không', 'hôm nay', 'tôi không rõ')
    expect(talk.say('quay lại')).toContain('Bạn ở xã, phường')
  })

  test('0 is a number where an amount is asked', () => {
    const talk = atName()
    talk.say('skip', 'bỏ qua', 'bỏ qua', 'không', 'hôm nay', 'tôi không rõ')
    expect(talk.say('0')).toContain('ảnh chụp màn hình')
  })
})

test('a link code typed elsewhere is told where it belongs, and becomes nobody’s answer', () => {
  const talk = givenTalk()
  expect(talk.say('MENU', 'GHEP 2K36-0MWP')).toContain('Mã ghép chỉ gõ ở câu hỏi về ghép kênh')
  expect(talk.say('gửi tin báo')).not.toContain('2K36')
  expect(talk.say('ghép 2k360mwp')).toContain('Mã ghép chỉ gõ ở câu hỏi về ghép kênh')
  expect(JSON.stringify(talk.player.state)).not.toMatch(/2k36/i)
})
