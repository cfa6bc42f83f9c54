import { describe, expect, test } from 'vitest'
import type { FlowFile } from '../../engine/parse-flow.js'
import { type CheckedChannel, checkFlowFiles, checkFlows, describeProblem } from './check.js'
import { EFFECT_SPECS } from './effect-specs.js'
import { readFlowFolder } from './flow-folder.js'
import { FLOW_FOLDER } from './given-talk.js'

const ZALO: CheckedChannel = {
  name: 'zalo',
  capabilities: { maxText: 2000, maxButtonLabel: 20, maxButtons: 5, buttons: true, media: true },
}

const REAL = readFlowFolder(FLOW_FOLDER)

/** The problems of one more flow beside the real ones. */
function problemsOf(nodes: string, head = ''): string[] {
  const text = `id: tried\nstart: first\nexpires: 1h\n${head}\nnodes:\n${nodes.replaceAll(/^/gm, '  ')}\n`
  const file: FlowFile = { name: 'tried.yaml', text, version: '1' }
  return checkFlowFiles([...REAL, file], EFFECT_SPECS, [ZALO]).map(describeProblem)
}

const END = 'end: true'
const ASK = '{ vi: Hỏi gì?, en: What? }'
const YES = '{ value: yes, label: { vi: Có, en: "Yes" }, next: done }'

test('the flows that go live have no problem', () => {
  expect(checkFlows(FLOW_FOLDER, EFFECT_SPECS, [ZALO])).toEqual([])
})

test('a sound flow has none', () => {
  expect(problemsOf(`first: { ask: ${ASK}, options: [${YES}] }\ndone: { ${END} }`)).toEqual([])
})

describe('it refuses', () => {
  test.each<[string, string, RegExp, string?]>([
    ['an unreachable node', `first: { ${END} }\nlost: { ${END} }`, /tried\.yaml, lost: is unreachable/],
    ['a target that is not there', 'first: { go: nowhere }', /first: leads to nowhere, which is not there/],
    ['a dead end', `first: { ask: ${ASK}, input: text, next: first }`, /first: is a dead end/],
    [
      'an option that leads nowhere',
      `first: { ask: ${ASK}, options: [${YES}, { value: no, label: { vi: Không, en: "No" } }] }\ndone: { ${END} }`,
      /first: is a dead end for the option no/,
    ],
    [
      'an outcome that leads nowhere',
      `first: { effect: find_area_by_code, args: { code: '"1"' }, outcomes: { found: done } }\ndone: { ${END} }`,
      /first: is a dead end when find_area_by_code ends in none/,
    ],
    [
      'a question without an answer',
      `first: { ask: ${ASK}, next: done }\ndone: { ${END} }`,
      /first: asks but takes no answer/,
    ],
    [
      'a loop without a wait',
      `first: { say: ${ASK}, next: second }\nsecond: { branch: [{ when: "true", next: first }], else: done }\ndone: { ${END} }`,
      /is in a loop without a wait \(tried\.first → tried\.second → tried\.first\)/,
    ],
    [
      'a loop through a called flow',
      `first: { call: bulletins-stop, next: first2 }\nfirst2: { branch: [{ when: "true", next: first }], else: done }\ndone: { ${END} }`,
      /is in a loop without a wait/,
    ],
    ['a flow that calls itself', `first: { call: tried, next: done }\ndone: { ${END} }`, /is in a loop without a wait/],
    ['a missing translation', `first: { ${END}, say: { vi: Chào } }`, /first: say has no text in English: add `en`/],
    [
      'a label without its translation',
      `first: { ask: ${ASK}, options: [{ value: a, label: { en: "Yes" }, next: done }] }\ndone: { ${END} }`,
      /first: options\.a has no text in Vietnamese/,
    ],
    ['a text that is not there', `first: { ${END}, say: hello }`, /first: has no text called hello/],
    [
      'an unknown value in a text',
      `first: { ${END}, say: { vi: "{nobody}", en: "{nobody}" } }`,
      /first: say names \{nobody\}, which nothing gives/,
    ],
    ['broken ICU', `first: { ${END}, say: { vi: "{x, plural,}", en: x } }`, /first: say cannot be read/],
    [
      'an unknown effect',
      `first: { effect: file_tipp, outcomes: { ok: done } }\ndone: { ${END} }`,
      /first: asks for the unknown effect file_tipp: use one of record_consent/,
    ],
    [
      'a picture that is no map',
      `first: { ask: { vi: Hỏi?, en: Ask? }, picture: '"7"', input: text, next: done }\ndone: { ${END} }`,
      /first: picture gives string where map is needed/,
    ],
    [
      'an argument of the wrong type',
      `first: { effect: look_up, args: { code: "1 + 2" }, outcomes: { found: done, unknown: done, slow_down: done } }\ndone: { ${END} }`,
      /first: gives look_up int as code: it takes text/,
    ],
    [
      'a missing argument',
      `first: { effect: look_up, outcomes: { found: done, unknown: done, slow_down: done } }\ndone: { ${END} }`,
      /first: does not give look_up its code/,
    ],
    [
      'an unknown argument',
      `first: { effect: forget_me, args: { all: "true" }, outcomes: { ok: done } }\ndone: { ${END} }`,
      /first: gives forget_me the unknown argument all/,
    ],
    [
      'an unknown outcome',
      `first: { effect: forget_me, outcomes: { ok: done, maybe: done } }\ndone: { ${END} }`,
      /first: waits for the outcome maybe, which forget_me never has: it has ok/,
    ],
    [
      'a condition that does not type-check',
      `first: { branch: [{ when: answers.firstText > 3, next: done }], else: done }\ndone: { ${END} }`,
      /first: when does not type-check/,
    ],
    [
      'a condition on an answer that nobody gives',
      `first: { branch: [{ when: answers.nothing == "x", next: done }], else: done }\ndone: { ${END} }`,
      /first: when does not type-check \(No such key: nothing\)/,
    ],
    [
      'a condition that is no condition',
      `first: { branch: [{ when: answers.firstText, next: done }], else: done }\ndone: { ${END} }`,
      /first: when gives string where boolean is needed/,
    ],
    [
      'broken CEL',
      `first: { branch: [{ when: "1 +", next: done }], else: done }\ndone: { ${END} }`,
      /first: when cannot be read/,
    ],
    [
      'a label over a channel’s limit',
      `first: { ask: ${ASK}, options: [{ value: a, label: { vi: Một nhãn dài hơn hai mươi chữ, en: Short }, next: done }] }\ndone: { ${END} }`,
      /first: the label of a has 29 characters, zalo shows 20/,
    ],
    [
      'a text over a channel’s limit',
      `first: { ${END}, say: { vi: ${'dài '.repeat(520)}, en: x } }`,
      /first: say has 2079 characters/,
    ],
    [
      'a choice without a typed form',
      `first: { ask: ${ASK}, options: [{ value: a, label: { vi: 👍, en: 👍 }, next: done }] }\ndone: { ${END} }`,
      /first: the option a cannot be typed/,
    ],
    [
      'two choices with one typed form',
      `first: { ask: ${ASK}, options: [${YES}, { value: b, label: { vi: Khác, en: Other }, words: [có], next: done }] }\ndone: { ${END} }`,
      /first: the options yes and b have no typed form of their own/,
    ],
    [
      'a missing default text',
      `first: { ask: ${ASK}, input: text, next: done }\ndone: { ${END} }`,
      /tried\.yaml: has no text called unclear/,
      'defaults: { unreadable: unclear }',
    ],
    [
      'broken ICU in a default text',
      `first: { ask: ${ASK}, input: text, next: done }\ndone: { ${END} }`,
      /first: unreadable cannot be read/,
      'defaults: { unreadable: { vi: "{x, plural,}", en: x } }',
    ],
    [
      'words where a date is shown',
      `first: { ask: ${ASK}, input: text, save: firstText, next: done }\ndone: { ${END}, say: { vi: "{firstText, date}", en: "{firstText, date}" } }`,
      /done: say cannot be filled/,
    ],
    [
      'a named text without its translation',
      `first: { ${END} }`,
      /tried\.yaml: texts\.hello has no text in English/,
      'texts: { hello: { vi: Chào } }',
    ],
    [
      'nothing as a needed argument',
      `first: { effect: find_area_by_code, args: { code: "null" }, outcomes: { found: done, none: done } }\ndone: { ${END} }`,
      /first: gives find_area_by_code null as code/,
    ],
    [
      'a wait of more than a year',
      `first: { ask: ${ASK}, input: text, next: done, timeout: { after: 9999999999999999h, next: done } }\ndone: { ${END} }`,
      /is longer than a year/,
    ],
    ['a target named as what every object has', 'first: { go: constructor }', /first: leads to constructor/],
    [
      'an option that stands for what its question cannot read',
      `first: { ask: ${ASK}, input: date, save: firstDay, next: done, options: [{ value: a, label: { vi: Hôm ấy, en: Then }, as: blah }] }\ndone: { ${END} }`,
      /first: the option a stands for “blah”/,
    ],
    ['a node of no kind', 'first: { next: done }', /tried\.yaml, first: has no kind/],
    ['an unknown field', `first: { ${END}, sai: x }`, /tried\.yaml, first: Unrecognized key/],
    [
      'a call of a flow that is not there',
      `first: { call: nothing, next: done }\ndone: { ${END} }`,
      /first: calls the flow nothing/,
    ],
  ])('%s', (_name, nodes, problem, head) => {
    expect(problemsOf(nodes, head)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]))
  })

  test('what is no YAML', () => {
    const file = { name: 'broken.yaml', text: 'id: [', version: '1' }
    expect(checkFlowFiles([file], EFFECT_SPECS, [])).toMatchObject([{ file: 'broken.yaml' }])
  })

  test('two flows of one id, and two that open the same way', () => {
    const [menu] = REAL.filter((file) => file.name === 'menu.yaml')
    const again = { name: 'again.yaml', text: (menu?.text ?? '').replace('id: menu', 'id: again'), version: '2' }
    const same = { name: 'same.yaml', text: menu?.text ?? '', version: '3' }
    const messages = (...more: FlowFile[]) =>
      checkFlowFiles([...REAL, ...more], EFFECT_SPECS, []).map((problem) => problem.message)
    expect(messages(same)).toEqual(['has the id menu of menu.yaml: give it its own'])
    expect(messages(again)).toEqual(['has the entry menu of menu.yaml: keep it in one of them'])
  })

  test('a missing sentence of the engine', () => {
    const files = REAL.map((file) => ({ ...file, text: file.text.replace('  old_button:', '  old_buttons:') }))
    expect(checkFlowFiles(files, EFFECT_SPECS, []).map((problem) => problem.message)).toContain(
      'has no phrase old_button: add it',
    )
  })
})
