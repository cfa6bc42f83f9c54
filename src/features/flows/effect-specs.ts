import type { EffectSpec } from '../../engine/contract.js'
import { needs } from './effect-args.js'
import { SUBSCRIPTION_SPECS } from './subscription-specs.js'

const DEALT = { queue: 'list', seed: 'text', judged: 'list', missed: 'list', isFinished: 'boolean' } as const
const ASKED = { question: 'text', options: 'list', picture: 'map', seed: 'text' } as const
const TOLD = { right: 'number', count: 'number', slug: 'text', reading: 'text' } as const
const RESULT = { ...TOLD, asksConsent: 'boolean', isFinished: 'boolean' } as const

/** Every effect that a flow may ask for: what goes in, how it can end, and what each end tells. */
export const EFFECT_SPECS: readonly EffectSpec[] = [
  {
    name: 'record_consent',
    args: needs({ kind: 'text', textVersion: 'text', text: 'text', answer: 'text' }),
    outcomes: { ok: {} },
  },
  {
    name: 'suggest_category',
    args: needs({ text: 'text' }),
    outcomes: { suggested: { suggestions: 'list' }, not_a_tip: { exit: 'text', suggestions: 'list' }, none: {} },
  },
  { name: 'find_danger', args: needs({ text: 'text' }), outcomes: { life: {}, money: {}, both: {}, none: {} } },
  { name: 'list_categories', args: {}, outcomes: { ok: { categories: 'list' } } },
  {
    name: 'find_area',
    args: needs({ text: 'text' }, { before: 'text', nearCode: 'text' }),
    outcomes: { one: { area: 'map' }, many: { areas: 'list', more: 'number' }, none: {} },
  },
  {
    name: 'find_area_at',
    args: needs({ point: 'map' }),
    outcomes: { one: { area: 'map' }, many: { areas: 'list', more: 'number' }, none: {}, no_boundaries: {} },
  },
  { name: 'find_area_by_code', args: needs({ code: 'text' }), outcomes: { found: { area: 'map' }, none: {} } },
  { name: 'find_identifiers', args: needs({ text: 'text' }), outcomes: { found: { identifiers: 'list' }, none: {} } },
  {
    name: 'file_tip',
    args: needs(
      {
        description: 'text',
        category: 'text',
        danger: 'boolean',
        moneyMovingNow: 'boolean',
        evidence: 'map',
        identifiers: 'list',
        attachments: 'list',
        contact: 'map',
      },
      { happenedAt: 'map', areaCode: 'text', loss: 'map' },
    ),
    outcomes: { filed: { receipt: 'text', unitName: 'text' }, refused: { reason: 'text' } },
  },
  { name: 'confirm_receipt_saved', args: needs({}, { receipt: 'text' }), outcomes: { ok: {} } },
  { name: 'discard_attachments', args: needs({ attachments: 'list' }), outcomes: { ok: {} } },
  {
    name: 'look_up',
    args: needs({ code: 'text' }),
    outcomes: {
      found: { statusText: 'text', canAdd: 'boolean', tipRef: 'text', takesFiles: 'boolean' },
      unknown: {},
      slow_down: { minutes: 'number' },
    },
  },
  {
    name: 'add_message',
    args: needs({ tipRef: 'text', text: 'text', attachments: 'list' }),
    outcomes: { ok: {}, text_only: {}, refused: {}, closed: {} },
  },
  {
    name: 'list_bulletins',
    args: needs({ skip: 'number' }),
    outcomes: { some: { bulletins: 'list', nextSkip: 'number', hasMore: 'boolean' }, none: {} },
  },
  { name: 'read_bulletin', args: needs({ slug: 'text' }), outcomes: { found: { bulletin: 'text' }, none: {} } },
  { name: 'list_quizzes', args: {}, outcomes: { some: { quizzes: 'list', keeps: 'boolean' }, none: {} } },
  { name: 'start_quiz', args: needs({ quiz: 'text' }), outcomes: { ready: DEALT, none: {} } },
  {
    name: 'quiz_question',
    args: needs({ queue: 'list', at: 'number', seed: 'text' }),
    outcomes: {
      one: { at: 'number', ...ASKED },
      several: { at: 'number', ...ASKED },
      over: { count: 'number' },
    },
  },
  {
    name: 'quiz_answer',
    args: needs(
      { queue: 'list', at: 'number', wrong: 'list', chosen: 'any' },
      { judged: 'list', missed: 'list', daily: 'boolean' },
    ),
    outcomes: {
      judged: { text: 'text', nextAt: 'number', wrong: 'list', judged: 'list', missed: 'list' },
      again: { hint: 'text' },
    },
  },
  {
    name: 'quiz_result',
    args: needs(
      { quiz: 'text', count: 'number', wrong: 'list' },
      { missed: 'list', isFinished: 'boolean', broadcast: 'text' },
    ),
    outcomes: { all_right: RESULT, some_wrong: RESULT },
  },
  { name: 'quiz_of_broadcast', args: needs({ broadcast: 'text' }), outcomes: { found: { quiz: 'text' }, none: {} } },
  { name: 'start_repetition', args: {}, outcomes: { ready: DEALT, later: { dueOn: 'text' }, none: {} } },
  { name: 'keep_wrong', args: needs({ missed: 'list' }), outcomes: { ok: {} } },
  { name: 'stop_repetition', args: {}, outcomes: { ok: {} } },
  {
    name: 'daily_question',
    args: needs({ day: 'text', isFirst: 'boolean' }),
    outcomes: {
      one: { queue: 'list', saysStop: 'boolean', ...ASKED },
      several: { queue: 'list', saysStop: 'boolean', ...ASKED },
      none: {},
    },
  },
  ...SUBSCRIPTION_SPECS,
  { name: 'forget_me', args: {}, outcomes: { ok: {} } },
  { name: 'forget_talk', args: {}, outcomes: { ok: {} } },
]
