import { describe, expect, test } from 'vitest'
import { givenTalk } from './given-talk.js'

describe('a place is never guessed', () => {
  const atPlace = () => {
    const talk = givenTalk()
    talk.say('MENU', '1', '3', '1', 'Chuyện này khó nói lắm', 'khác, chưa rõ', 'bỏ qua', 'hôm nay')
    return talk
  }

  test('a single match is confirmed', () => {
    const talk = atPlace()
    expect(talk.say('đức phổ')).toContain('Phường Đức Phổ, Quảng Ngãi, đúng không?')
  })

  test('another name typed instead of the answer is looked for', () => {
    const talk = atPlace()
    talk.say('đức phổ', 'Sơn Hạ')
    expect(talk.called('find_area').at(-1)).toMatchObject({ text: 'Sơn Hạ' })
  })

  test('several are listed with numbers', () => {
    const talk = atPlace()
    expect(talk.say('son ha')).toMatch(/1\. Xã Sơn Hà.*\n2\. Xã Sơn Hạ/)
    talk.say('2')
    expect(talk.called('find_area_by_code')).toEqual([{ code: '21292' }])
  })

  test('another place typed instead of a number of the list is looked for', () => {
    const talk = atPlace()
    talk.say('son ha')
    expect(talk.say('Đức Phổ')).toContain('Phường Đức Phổ, Quảng Ngãi, đúng không?')
  })

  test('a list that is too long says so, and what is typed next makes it shorter', () => {
    const long = { outcome: 'many', facts: { areas: [{ value: '27154', label: 'Phường Bàn Cờ' }], more: 3 } }
    const talk = givenTalk({ effects: { find_area: () => long } })
    talk.say('MENU', '1', '3', '1', 'Chuyện này khó nói lắm', 'khác, chưa rõ', 'bỏ qua', 'hôm nay')
    expect(talk.say('Phường 1, TP.HCM')).toContain('Còn 3 nơi nữa')
    talk.say('q3')
    expect(talk.called('find_area').at(-1)).toMatchObject({ text: 'q3', before: 'Phường 1, TP.HCM' })
  })

  test('a bare number that belongs to no choice is no place', () => {
    const talk = atPlace()
    expect(talk.say('7')).toContain('tên xã, phường')
    expect(talk.called('find_area')).toEqual([])
  })

  test('a shared location finds the commune, which is confirmed, and stands in no state', () => {
    const area = { code: '21439', name: 'Phường Đức Phổ, Quảng Ngãi' }
    const talk = givenTalk({ effects: { find_area_at: () => ({ outcome: 'one', facts: { area } }) } })
    talk.say('MENU', '1', '3', '1', 'Chuyện này khó nói lắm', 'khác, chưa rõ', 'bỏ qua', 'hôm nay')
    const said = talk.send({ kind: 'location', latitude: 14.8123, longitude: 108.9456 })
    expect(said).toContain('Phường Đức Phổ, Quảng Ngãi, đúng không?')
    expect(talk.called('find_area_at')).toEqual([{ point: { latitude: 14.8123, longitude: 108.9456 } }])
    expect(JSON.stringify(talk.player.state)).not.toContain('14.8123')
  })

  test('without boundaries a location is answered by asking for the name', () => {
    const said = atPlace().send({ kind: 'location', latitude: 14.8, longitude: 108.9 })
    expect(said).toContain('chưa có bản đồ')
    expect(said).toContain('xã, phường hoặc đặc khu nào?')
  })

  test('elsewhere a location is not used, and the question comes again', () => {
    const talk = givenTalk()
    talk.say('MENU')
    expect(talk.send({ kind: 'location', latitude: 14.8, longitude: 108.9 })).toContain('không dùng vị trí')
  })

  test('none is said, and asked again', () => {
    expect(atPlace().say('Xứ Wakanda')).toContain('chưa tìm thấy nơi tên “Xứ Wakanda”')
  })

  test('the area of a QR code is proposed', () => {
    const talk = givenTalk()
    talk.send({ kind: 'start', payload: 'xa-21439' })
    talk.say('1', '3', '1', 'Chuyện này khó nói lắm', '15', 'bỏ qua')
    expect(talk.say('hôm nay')).toContain('Phường Đức Phổ')
  })
})
