import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from '../../engine/text-key.js'
import { parseCategories } from './categories.js'
import { parseRules } from './routing-rules.js'
import { suggestCategory } from './suggest-category.js'
import { urgencyOf } from './urgency.js'

const read = (file: string) => readFileSync(new URL(`../../../content/${file}`, import.meta.url), 'utf8')
const catalogue = parseCategories(read('categories.yaml'))
const suggest = (text: string) => suggestCategory(text, catalogue)

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
  expect(suggestions[0]).toEqual({ code, reason: expect.stringMatching(/^Có nhắc đến “/) })
})

test.each(TIPS)('"%s" without marks proposes the same', (text, code) => {
  const { suggestions = [] } = suggest(foldText(text)) as { suggestions?: { code: string }[] }
  expect(suggestions[0]?.code).toBe(code)
})

test('short forms are understood', () => {
  expect(suggest('bị lđ, ck nhầm cho ctv')).toMatchObject({ suggestions: [{ code: 'LUA_DAO' }] })
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

test.each(['', 'xin chào', 'tôi không đồng ý với chủ trương này', 'có người đăng tin sai về chủ tịch xã', '🙂'])(
  '"%s" proposes nothing',
  (text) => {
    expect(suggest(text)).toEqual({ kind: 'none' })
  },
)

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
