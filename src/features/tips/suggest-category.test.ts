import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from '../../engine/text-key.js'
import { findDanger } from './propose.js'
import { givenCatalogue } from './given-catalogue.js'
import { parseRules } from './routing-rules.js'
import { reviewMessage, suggestCategory } from './suggest-category.js'
import { urgencyOf } from './urgency.js'

const read = (file: string) => readFileSync(new URL(`../../../content/${file}`, import.meta.url), 'utf8')
const catalogue = givenCatalogue()
const suggest = (text: string) => suggestCategory(text, catalogue)
const firstOf = (text: string) => {
  const found = suggest(text)
  return found.kind === 'suggested' ? found.suggestions[0]?.code : found.kind
}

const TIPS = [
  ['Tôi bị lừa đảo 20 triệu khi làm nhiệm vụ cộng tác viên', 'LUA_DAO'],
  ['có người tự xưng công an gọi video bắt tôi cài app vneid', 'MAO_DANH'],
  ['Có người gọi điện xưng công an, bắt tôi chuyển khoản 5 triệu để chứng minh trong sạch', 'MAO_DANH'],
  ['con tôi bị bắt cóc online, họ đòi tiền chuộc', 'BAT_COC_ONLINE'],
  ['nick zalo của tôi bị hack đi mượn tiền bạn bè', 'CHIEM_TK'],
  ['tôi bấm vào link lạ rồi máy cài file apk', 'MA_DOC_LINK'],
  ['nó dọa tung clip nóng nếu không chuyển tiền', 'TONG_TIEN'],
  ['có kẻ gạ gẫm, dụ dỗ bé gái 12 tuổi', 'TRE_EM'],
  ['em tôi bị lừa sang campuchia, đang bị giam giữ', 'MUA_BAN_NGUOI'],
  ['nhóm telegram cá độ bóng đá, tài xỉu', 'CO_BAC'],
  ['trên facebook có người bán pháo nổ', 'HANG_CAM'],
  ['họ mua bán data và tung thông tin của tôi', 'LO_DU_LIEU'],
  ['có người vu khống, bôi nhọ tôi trên mạng', 'XUC_PHAM'],
  ['hắn nhắn tin dọa giết cả nhà tôi', 'DE_DOA'],
  ['lan truyền tin đồn vỡ đập thủy điện', 'TIN_GIA_KHAN'],
] as const

test.each(TIPS)('"%s" proposes %s, with the words that were found', (text, code) => {
  const { suggestions = [] } = suggest(text) as { suggestions?: object[] }
  expect(suggestions[0]).toMatchObject({ code, reason: expect.stringMatching(/^Có nhắc đến “/) })
})

test.each(TIPS)('"%s" without marks proposes the same', (text, code) => {
  expect(firstOf(foldText(text))).toBe(code)
})

test('short forms are understood', () => {
  expect(firstOf('bị lđ, ck nhầm cho ctv')).toBe('LUA_DAO')
})

test.each([
  ['Cho tôi hỏi thủ tục đăng ký tạm trú cần giấy tờ gì', 'procedure'],
  ['lam can cuoc o dau, may gio lam viec', 'procedure'],
  ['kích hoạt VNeID định danh mức 2 ở đâu', 'procedure'],
  ['nhà bên hát karaoke ồn ào đến khuya', 'opinion'],
  ['đường đầy ổ gà và rác thải', 'opinion'],
  ['cán bộ làm việc chậm, phải chờ lâu', 'opinion'],
  ['ngày nào cũng có cuộc gọi rác mời vay', 'spam_call'],
  ['bạn tôi mượn tiền không trả', 'civil'],
])('"%s" leaves by the exit %s', (text, exit) => {
  expect(suggest(text)).toMatchObject({ kind: 'not_a_tip', exit })
})

test.each(['bạn tôi mượn tiền không trả rồi dọa giết tôi', 'làm căn cước thì bị kẻ giả danh công an lừa tiền'])(
  'where a harm is named as well, "%s" is a tip',
  (text) => {
    expect(suggest(text).kind).toBe('suggested')
  },
)

test.each(['', 'xin chào', '🙂'])('"%s" proposes nothing', (text) => {
  expect(suggest(text)).toEqual({ kind: 'none' })
})

test.each([
  ['bi lừa 5 triệu', 'LUA_DAO', 'a word whose mark was forgotten'],
  ['bị lừa đão 5 triệu', 'LUA_DAO', 'ngã for hỏi'],
  ['BỊ LỪAAAA ĐẢO', 'LUA_DAO', 'letters drawn out'],
  ['bi lua dao ck 5tr qua tk la', 'LUA_DAO', 'teencode without marks'],
  ['𝐛𝐢̣ 𝐥𝐮̛̀𝐚 đ𝐚̉𝐨', 'LUA_DAO', 'letters of mathematics'],
  ['no choi ca do tren mang', 'CO_BAC', 'a short form that is a word of its own'],
  ['co ng xung ca goi toi', 'MAO_DANH', 'the same short form in its other sense'],
])('"%s" is understood as %s: %s', (text, code) => {
  expect(firstOf(text)).toBe(code)
})

test.each(['đây không phải lừa đảo', 'tôi chưa bị lừa', 'không có ai tống tiền tôi', 'chua bi hack'])(
  '"%s" denies it and proposes nothing',
  (text) => {
    expect(suggest(text)).toEqual({ kind: 'none' })
  },
)

test('what spoke for a category and what spoke against it are told', () => {
  const found = suggest('bị hack zalo, mượn tiền bạn bè, bị lừa đảo, không rút được tiền')
  expect(found).toMatchObject({
    suggestions: expect.arrayContaining([
      expect.objectContaining({ code: 'CHIEM_TK', words: expect.arrayContaining(['bị hack', 'mượn tiền bạn bè']) }),
      expect.objectContaining({ code: 'LUA_DAO', against: expect.arrayContaining(['bị hack']) }),
    ]),
  })
})

test.each([
  'chủ tịch xã tham lam, ăn tiền của dân như ăn cướp',
  'tôi không đồng ý với chính sách này, lừa dân chứ gì nữa',
  'cán bộ phường hách dịch, hành dân quá đáng',
  'lãnh đạo tỉnh này bất tài, toàn hứa suông',
])('"%s" is an opinion, whatever its words: an exit and never a category', (text) => {
  expect(suggest(text)).toMatchObject({ kind: 'not_a_tip', exit: 'opinion' })
})

describe('what cannot wait', () => {
  test.each([
    ['con tôi đang bị giữ ở khách sạn', 'life'],
    ['Tôi vừa chuyển 20 triệu cho nó', 'money'],
    ['no doi giet toi', 'life'],
    ['em không muốn sống nữa', 'life'],
    ['đang có người xưng công an gọi, không cho tắt máy', 'money'],
    ['lỡ cài ứng dụng lạ, màn hình tự chạy', 'money'],
    ['bé gái 12 tuổi bị dụ gửi ảnh', 'life'],
    ['em bị bán sang campuchia, cứu em với', 'life'],
    ['nó dọa giết tôi, tôi vừa chuyển 5 triệu', 'both'],
    ['nhóm zalo cá độ bóng đá', 'none'],
    ['tôi chưa bị bắt cóc', 'none'],
    ['trang xin cứu trợ giả', 'none'],
    ['cho hỏi thủ tục làm căn cước', 'none'],
  ])('"%s" calls for the advice %s', (text, outcome) => {
    expect(findDanger(text, catalogue)).toEqual({ outcome })
  })

  test('is told with its words, and never leaves by an exit', () => {
    const { category, urgent } = reviewMessage('góp ý với cán bộ: con tôi đang bị giữ, thủ tục báo thế nào', catalogue)
    expect(urgent[0]).toMatchObject({ code: 'held', words: expect.arrayContaining(['đang bị giữ']) })
    expect(category.kind).not.toBe('not_a_tip')
  })
})

const HOSTILE = {
  'one sign repeated': 'bị lừa đảo chuyển tiền '.repeat(4_500),
  'gaps that never close': 'chuyển nạp đóng cọc giữ bắt con tôi '.repeat(2_900),
  'one letter': 'a'.repeat(100_000),
  'one-letter words': 'k '.repeat(50_000),
  'marks on marks': `a${'\u0301'.repeat(99_999)}`,
  'characters that grow': '\ufdfa'.repeat(100_000),
  numbers: '5tr '.repeat(25_000),
  'no letters': '!?.,;: '.repeat(14_000),
}

test.each(Object.entries(HOSTILE))('100 kB of %s take no longer than 50 ms', (_, text) => {
  const times = Array.from({ length: 7 }, () => {
    const since = performance.now()
    reviewMessage(text, catalogue)
    return performance.now() - since
  })
  expect(Math.min(...times)).toBeLessThanOrEqual(50)
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => suggest(text).kind !== undefined),
    { numRuns: 50 },
  )
})

describe('the catalogue', () => {
  test('has fifteen categories, each with a route of its own', () => {
    const routed = parseRules(read('routing.yaml')).map((rule) => rule.category)
    expect(catalogue.categories).toHaveLength(15)
    expect(catalogue.categories.filter(({ code }) => !routed.includes(code))).toEqual([])
  })

  test('asks for evidence in every category', () => {
    const report = readFileSync(new URL('../../../flows/report.yaml', import.meta.url), 'utf8')
    expect(catalogue.categories.filter(({ code }) => !report.includes(`${code}: evidence-`))).toEqual([])
  })

  test('refuses pictures only where a child is harmed', () => {
    expect(catalogue.categories.filter(({ uploads }) => !uploads).map(({ code }) => code)).toEqual(['TRE_EM'])
  })

  test('gives a citizen no article and no link', () => {
    for (const { label } of catalogue.categories) {
      const shown = JSON.stringify(label)
      expect(shown).not.toMatch(/https?:|www\.|\.vn\b|điều \d|BLHS/i)
    }
  })
})

test.each([
  ['LUA_DAO', {}, 'P1'],
  ['LUA_DAO', { moneyMovingNow: true }, 'P0'],
  ['MAO_DANH', { appInstalled: true }, 'P0'],
  ['TONG_TIEN', { minor: true }, 'P0'],
  ['XUC_PHAM', { minor: true }, 'P1'],
  ['XUC_PHAM', {}, 'P2'],
  ['LO_DU_LIEU', { threatened: true }, 'P0'],
  ['TIN_GIA_KHAN', {}, 'P3'],
  ['TIN_GIA_KHAN', { emergency: true }, 'P1'],
  ['TRE_EM', {}, 'P0'],
  ['CO_BAC', {}, 'P2'],
  ['CO_BAC', { danger: true }, 'P0'],
  ['KHAC', { minor: false }, 'P2'],
])('%s with %o is %s', (code, circumstances, urgency) => {
  const category = catalogue.categories.find((one) => one.code === code)
  expect(category && urgencyOf(category, circumstances)).toBe(urgency)
})
