import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TurnContent } from '../../engine/message.js'
import { withNumberedChoices } from '../../engine/numbered.js'
import { givenTalk } from './given-talk.js'

const TYPED_CODE = 'AN-7777-7777-7777-7777'

const words = [
  ...['1', '2', '3', '4', '5', '12', '0', '00', 'MENU', 'HUY', 'huỷ', 'XOA', 'DUNG', 'Dung', 'Huy', 'đúng', '/start'],
  ...['TRA CUU', `tra cứu ${TYPED_CODE}`, '/tracuu AN-1', 'có', 'không', 'đồng ý', 'bỏ qua', 'gửi tin', 'đã lưu mã'],
  ...[
    'NHAN TIN',
    'nhan tin',
    '/start dung',
    'BAN TIN 1',
    'DO VUI 1',
    'nhận bản tin',
    'tất cả',
    '22h-6h',
    'GHEP ABCD-2345',
  ],
  ...['5tr', '5m', 'hôm qua', '12/11', '31/02', 'đức phổ', 'son ha', '0900000000', '1, 2', 'English', 'xong'],
  ...[
    'Tôi bị lừa 5 triệu, số 0900000000',
    'hỏi thủ tục căn cước',
    'xâm hại, dụ dỗ trẻ em',
    'sửa loại việc',
    '{x}',
    '👍',
  ],
]

const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)
const sealed = fc.integer({ min: 1, max: 9 }).map((id) => ({ attachmentId: `att-${id}`, mime: 'image/png', size: 1 }))
const refused = fc.constantFrom('too_big', 'not_a_picture', 'unreadable', 'not_fetched').map((reason) => ({
  refused: reason as 'too_big',
}))

const content: fc.Arbitrary<TurnContent> = fc.oneof(
  { weight: 12, arbitrary: text.map((typed) => ({ kind: 'text' as const, text: typed })) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('choice' as const), waitId: text, value: text }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('media' as const),
      media: fc.array(fc.oneof(sealed, refused), { maxLength: 3 }),
      caption: text,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<TurnContent>({ kind: 'start' }, { kind: 'start', payload: 'xa-21439' }) },
  { weight: 1, arbitrary: text.map((phone) => ({ kind: 'contact' as const, phone })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'location' as const, latitude: 14.8, longitude: 108.9 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<TurnContent>(
      { kind: 'unsupported', what: 'sticker' },
      { kind: 'edited', text: 'x' },
      { kind: 'blocked' },
      { kind: 'unknown' },
    ),
  },
)

const OPENED = { question: 'Hỏi?', tipRef: 't', day: '2026-11-21', isFirst: true }

type Act = { content: TurnContent } | { press: number } | { open: string } | { hours: number }
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 16, arbitrary: content.map((one) => ({ content: one })) },
  { weight: 8, arbitrary: fc.nat({ max: 15 }).map((press) => ({ press })) },
  { weight: 1, arbitrary: fc.constantFrom({ open: 'follow-up' }, { open: 'daily-question' }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }).map((hours) => ({ hours })) },
)

const SILENT = ['blocked', 'unblocked', 'unknown']

test('whatever is sent, nothing fails, every text is answered, and the state is plain', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const talk = givenTalk({ facts: { accountAreaCode: '21439' } })
      for (const one of acts) perform(talk, one)
    }),
    { numRuns: 150 },
  )
}, 60_000)

function perform(talk: ReturnType<typeof givenTalk>, one: Act): void {
  const { player } = talk
  if ('hours' in one) {
    player.now = new Date(player.now.getTime() + one.hours * 3_600_000)
    // As the sweep does: until nothing is due any more.
    do player.timeOut()
    while (player.timeoutAt !== null && player.timeoutAt <= player.now)
  } else if ('open' in one) expect(talk.open(one.open, OPENED)).not.toBe('')
  else if ('press' in one) expect(pressNumber(talk, one.press)).not.toBe('')
  else if (SILENT.includes(one.content.kind)) expect(talk.send(one.content)).toBe('')
  else expect(talk.send(one.content)).not.toBe('')
  expect(JSON.parse(JSON.stringify(player.state))).toEqual(player.state)
  expect(player.state?.turn).toBeUndefined()
  expect(JSON.stringify(player.state)).not.toMatch(/AN-7777|[\uE000\uE001]/)
}

/** Presses a button that is really there, if any is. */
function pressNumber(talk: ReturnType<typeof givenTalk>, place: number): string {
  const wait = talk.player.state?.talks.at(-1)?.wait
  const option = wait && !wait.clarify ? wait.options[place % Math.max(1, wait.options.length)] : undefined
  return option && wait ? talk.press(option.key, wait.id) : talk.press('m1', 'x')
}

test('no reply is longer than the smallest channel takes, and buttons fit a callback', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const talk = givenTalk()
      for (const one of acts) {
        if (!('content' in one)) continue
        for (const reply of talk.player.send(one.content).replies) {
          expect(withNumberedChoices(reply).length).toBeLessThanOrEqual(2000)
          for (const choice of reply.choices ?? []) {
            expect(Buffer.byteLength(`${reply.waitId}:${choice.value}`)).toBeLessThanOrEqual(64)
          }
        }
      }
    }),
    { numRuns: 50 },
  )
}, 60_000)
