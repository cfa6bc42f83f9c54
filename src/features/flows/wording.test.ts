import { describe, expect, test } from 'vitest'
import { labelsIn, textsIn } from '../../engine/flow-walk.js'
import { OFFICIAL_DOMAINS, withoutLinks } from '../../engine/links.js'
import { findUrls } from '../../engine/readers/url.js'
import { realFlows } from './given-talk.js'

/** Lines that are free and sure; no other number is printed. */
const ALLOWED_NUMBERS = ['111', '113', '114', '115', '156', '5656']

const library = realFlows()
const texts = [...library.current.values()].flatMap((flow) =>
  Object.entries(flow.nodes).flatMap(([id, node]) => {
    const said = [...textsIn(flow, node), ...(node.kind === 'ask' ? labelsIn(node) : [])]
    return said.flatMap(({ value }) => [value.vi, value.en].map((text) => [`${flow.file} ${id}`, text ?? ''] as const))
  }),
)
const phrases = Object.entries(library.phrases).flatMap(([name, text]) => [
  [name, text.vi ?? ''] as const,
  [name, text.en ?? ''] as const,
])
const all = [...texts, ...phrases]

describe('the bot cannot be mistaken for a scammer', () => {
  test('it names no link but those of official pages', () => {
    const links = all.flatMap(([, text]) => findUrls(text).map((url) => url.domain))
    expect(links.filter((domain) => !OFFICIAL_DOMAINS.some((allowed) => allowed.endsWith(domain)))).toEqual([])
    expect(all.filter(([, text]) => withoutLinks(text) !== text)).toEqual([])
    expect(all.filter(([, text]) => /https?:/.test(text))).toEqual([])
  })

  test('it prints no telephone number but the free lines', () => {
    const printed = texts.flatMap(([, text]) => text.match(/(?<![\d/.:,-])\d{3,}(?![\d/.:\-k])/g) ?? [])
    const years = ['2026']
    const examples = ['000']
    expect([...new Set(printed)].filter((one) => ![...ALLOWED_NUMBERS, ...years, ...examples].includes(one))).toEqual(
      [],
    )
  })

  test('it asks for no code, password, card or paper: it names them only to say so', () => {
    const naming = texts.filter(([, text]) =>
      /\b(?:OTP|mật khẩu|số thẻ|giấy tờ tùy thân|password|card number)\b/i.test(text),
    )
    const denying = /không bao giờ hỏi|không cần|đừng|Đừng|Chỉ nói loại|đổi mật khẩu|never|Never|do not|Send no|change/i
    expect(naming.filter(([, text]) => !denying.test(text))).toEqual([])
  })

  test('it never says that a complaint was filed, nor what crime it is', () => {
    const claims = /đã nộp đơn|đơn tố giác|phạm tội|cấu thành tội|Điều \d+ Bộ luật/i
    expect(all.filter(([, text]) => claims.test(text))).toEqual([])
  })
})

test('no text shouts', () => {
  const words = /^(?:OTP|MENU|HUY|TRA|CUU|NHAN|TIN|DUNG|XOA|GHEP|AN|XXXX|SMS|QR|LD|S|V|VN|ID|ANTT|VCB|MB|CUU:?)$/
  const loud = texts.filter(([, text]) => {
    const upper = text.match(/\p{Lu}{2,}/gu) ?? []
    return upper.some((word) => !words.test(word)) || text.includes('!!')
  })
  expect(loud).toEqual([])
})
