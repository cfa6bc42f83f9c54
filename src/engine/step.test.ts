import { describe, expect, test } from 'vitest'
import { type FlowLibrary, loadFlows } from './library.js'
import type { FlowFile } from './parse-flow.js'
import type { State } from './state.js'
import { type StepResult, step } from './step.js'

const NOW = new Date('2026-11-21T03:00:00Z')
const facts = {}

function library(...flows: string[]): FlowLibrary {
  const files: FlowFile[] = flows.map((text, index) => ({ name: `${index}.yaml`, text, version: String(index) }))
  return loadFlows(files)
}

function say(flows: FlowLibrary, state: State | null, text: string): StepResult {
  return step(flows, state, { kind: 'message', content: { kind: 'text', text }, facts }, NOW)
}

function open(flows: FlowLibrary, flow: string, more = {}): StepResult {
  return step(flows, null, { kind: 'open', flow, facts: more }, NOW)
}

const MENU = `
id: menu
start: ask
expires: 1h
entry: [menu]
nodes:
  ask: { ask: { vi: Chọn gì?, en: What? }, options: [{ value: a, label: { vi: Kết thúc, en: End }, next: done }] }
  done: { end: true }
`

describe('a flow that never waits', () => {
  const endless = 'id: endless\nstart: a\nexpires: 1h\nnodes:\n  a: { go: b }\n  b: { go: a }\n'

  test('stops after 100 steps with an apology, a menu and an alarm', () => {
    const result = open(library(MENU, endless), 'endless')
    expect(result.alarm).toBe('too_many_steps')
    expect(result.replies.map((reply) => reply.text)).toEqual(['too_many_steps\n\nChọn gì?'])
    expect(result.state?.talks).toHaveLength(1)
  })

  test('is counted over all the steps of a turn, effects between them', () => {
    const circle = 'id: circle\nstart: a\nexpires: 1h\nnodes:\n  a: { effect: ping, outcomes: { ok: a } }\n'
    const flows = library(MENU, circle)
    let result = open(flows, 'circle')
    let effects = 0
    while (result.effects.length > 0) {
      effects += 1
      result = step(flows, result.state, { kind: 'outcome', outcome: 'ok', facts }, NOW)
    }
    expect(effects).toBe(100)
    expect(result.alarm).toBe('too_many_steps')
    expect(result.effects).toEqual([])
  })

  test('even as the menu itself ends in an apology', () => {
    const result = say(library(endless.replace('expires: 1h', 'expires: 1h\nentry: [menu]')), null, 'MENU')
    expect(result.alarm).toBe('too_many_steps')
    expect(result.replies).toHaveLength(1)
  })
})

describe('an effect', () => {
  const asks = `
id: asks
start: before
expires: 1h
nodes:
  before: { say: { vi: Chờ chút., en: Wait. }, next: work }
  work: { effect: work, args: { name: '"x" + "y"' }, outcomes: { ok: after } }
  after: { ask: { vi: "Xong {answer}.", en: "Done {answer}." }, input: text, next: done }
  done: { end: true }
`

  test('pauses the turn, and the replies come together at its end', () => {
    const flows = library(MENU, asks)
    const paused = open(flows, 'asks')
    expect(paused).toMatchObject({ effects: [{ name: 'work', args: { name: 'xy' } }], replies: [] })
    const done = step(flows, paused.state, { kind: 'outcome', outcome: 'ok', facts: { answer: '42' } }, NOW)
    expect(done.replies.map((reply) => reply.text)).toEqual(['Chờ chút.\n\nXong 42.'])
    expect(done.state?.turn).toBeUndefined()
  })

  test('with an outcome that nobody foresaw ends in an apology and the menu', () => {
    const flows = library(MENU, asks)
    const result = step(flows, open(flows, 'asks').state, { kind: 'outcome', outcome: 'odd', facts }, NOW)
    expect(result.replies.map((reply) => reply.text)).toEqual(['lost\n\nChọn gì?'])
  })
})

describe('a step changes', () => {
  test('nothing in the state that it was given', () => {
    const flows = library(MENU)
    const state = say(flows, null, 'MENU').state
    const before = JSON.stringify(state)
    say(flows, state, '1')
    say(flows, state, 'xyz')
    expect(JSON.stringify(state)).toBe(before)
  })

  test('nothing before its time has come', () => {
    const flows = library(MENU)
    const { state, timeoutAt } = say(flows, null, 'MENU')
    expect(timeoutAt).toEqual(new Date('2026-11-21T04:00:00Z'))
    expect(step(flows, state, { kind: 'timeout', facts }, NOW)).toMatchObject({ state, replies: [], timeoutAt })
    const late = step(flows, state, { kind: 'timeout', facts }, new Date('2026-11-21T04:00:00Z'))
    expect(late).toEqual({ state: null, effects: [], replies: [], timeoutAt: null })
  })
})

test('a question’s own time-out goes where its flow says', () => {
  const waits = `
id: waits
start: ask
expires: 72h
nodes:
  ask: { ask: { vi: Còn đó không?, en: There? }, input: text, timeout: { after: 30m, next: late }, next: late }
  late: { end: true, say: { vi: Hẹn lần sau., en: Later. } }
`
  const flows = library(MENU, waits)
  const { state, timeoutAt } = open(flows, 'waits')
  expect(timeoutAt).toEqual(new Date('2026-11-21T03:30:00Z'))
  const late = step(flows, state, { kind: 'timeout', facts }, timeoutAt ?? NOW)
  expect(late.replies.map((reply) => reply.text)).toEqual(['Hẹn lần sau.'])
  expect(late.state).toBeNull()
})

test('a state whose flow is gone gets an apology and the menu', () => {
  const gone = MENU.replace('id: menu', 'id: gone').replace('entry: [menu]', '')
  const { state } = open(library(MENU, gone), 'gone')
  const result = say(library(MENU), state, '1')
  expect(result.replies.map((reply) => reply.text)).toEqual(['lost\n\nChọn gì?'])
  expect(result.state?.talks).toHaveLength(1)
})

test('called flows share the answers and lead back to their caller', () => {
  const caller = `
id: caller
start: call
expires: 1h
nodes:
  call: { call: called, next: tell }
  tell: { end: true, say: { vi: "Chào {name}", en: "Hello {name}" } }
`
  const called = `
id: called
start: ask
expires: 1h
nodes:
  ask: { ask: { vi: Tên?, en: Name? }, input: text, save: name, next: done }
  done: { end: true }
`
  const flows = library(MENU, caller, called)
  const { state } = open(flows, 'caller')
  expect(say(flows, state, 'Lan').replies.map((reply) => reply.text)).toEqual(['Chào Lan'])
})
