import { describe, expect, test } from 'vitest'
import { type FlowLibrary, loadFlows } from './library.js'
import { migrateState } from './migrate.js'
import type { State } from './state.js'
import { step } from './step.js'

const NOW = new Date('2026-11-21T03:00:00Z')

function flow(second: string): string {
  return `
id: talk
start: first
expires: 72h
nodes:
  first: { ask: { vi: Một?, en: One? }, input: text, save: one, next: second }
${second}
  done: { end: true, say: { vi: "{one}-{two}", en: "{one}-{two}" } }
`
}

const SECOND = '  second: { ask: { vi: Hai?, en: Two? }, input: text, save: two, next: done }'
const REWORDED = '  second: { ask: { vi: Hai là gì?, en: Two? }, input: text, save: two, next: done }'
const NUMBER = '  second: { ask: { vi: Hai?, en: Two? }, input: number, save: two, next: done }'
const RENAMED = '  other: { ask: { vi: Khác?, en: Other? }, input: text, save: two, next: done }'

function library(old: string, now: string): FlowLibrary {
  return loadFlows([
    { name: 'old.yaml', text: flow(old), version: 'old', retired: true },
    { name: 'now.yaml', text: flow(now), version: 'now' },
  ])
}

function atSecond(): State {
  const before = loadFlows([{ name: 'old.yaml', text: flow(SECOND), version: 'old' }])
  const first = step(before, null, { kind: 'open', flow: 'talk', facts: {} }, NOW)
  const second = say(before, first.state, 'a')
  return second.state ?? { v: 1, lang: null, sequence: 0, talks: [] }
}

function say(flows: FlowLibrary, state: State | null, text: string) {
  return step(flows, state, { kind: 'message', content: { kind: 'text', text }, facts: {} }, NOW)
}

function text(flows: FlowLibrary, state: State, typed: string): string {
  return say(flows, state, typed)
    .replies.map((reply) => reply.text)
    .join('\n')
}

describe('when flows change, a waiting talk', () => {
  test('moves where its question is still there, with the answers given so far', () => {
    const flows = library(SECOND, REWORDED)
    const moved = migrateState(atSecond(), flows)
    expect(moved.talks[0]?.frames).toEqual([{ flow: 'talk', version: 'now', node: 'second' }])
    expect(text(flows, moved, '0')).toContain('Một?')
    expect(text(flows, moved, 'b')).toBe('a-b')
  })

  test('moves by itself at its next turn', () => {
    const flows = library(SECOND, REWORDED)
    expect(text(flows, atSecond(), '👍')).toContain('Hai là gì?')
  })

  test('keeps the button that was shown', () => {
    const moved = migrateState(atSecond(), library(SECOND, REWORDED))
    expect(moved.talks[0]?.wait).toEqual(atSecond().talks[0]?.wait)
  })

  test.each([
    ['asks for something else', NUMBER],
    ['is gone', RENAMED],
  ])('stays on its version where its question %s', (_why, second) => {
    const now = second === NUMBER ? second : RENAMED
    const flows = library(SECOND, now === RENAMED ? `${RENAMED}\n  second: { go: other }` : now)
    const stays = migrateState(atSecond(), flows)
    expect(stays).toEqual(atSecond())
    expect(text(flows, stays, 'b')).toBe('a-b')
  })

  test('goes back past a question that is gone', () => {
    const flows = loadFlows([
      { name: 'old.yaml', text: flow(SECOND), version: 'old', retired: true },
      { name: 'now.yaml', text: flow(SECOND).replaceAll('first', 'zero'), version: 'now' },
    ])
    const moved = migrateState(atSecond(), flows)
    expect(moved.talks[0]?.frames[0]?.version).toBe('now')
    expect(moved.talks[0]?.trail).toHaveLength(1)
    expect(text(flows, moved, 'b')).toBe('a-b')
  })
})

test('an option that is no more is told so, and today’s options are asked', () => {
  const menu = (value: string, label: string) => `
id: pick
start: ask
expires: 1h
nodes:
  ask: { ask: { vi: Chọn?, en: Pick? }, save: picked, options: [{ value: ${value}, label: { vi: ${label}, en: ${label} }, next: done }] }
  done: { end: true }
`
  const old = { name: 'pick.yaml', text: menu('a', 'Anh'), version: 'old' }
  const { state } = step(loadFlows([old]), null, { kind: 'open', flow: 'pick', facts: {} }, NOW)
  const flows = loadFlows([
    { ...old, retired: true },
    { name: 'pick.yaml', text: menu('b', 'Em'), version: 'now' },
  ])
  const [reply] = say(flows, state, '1').replies
  expect(reply?.choices).toEqual([{ value: 'b', number: 1, label: 'Em' }])
})

test('a talk goes on into a flow that it calls later and that is no more', () => {
  const caller = (called: string) => `
id: caller
start: ask
expires: 1h
nodes:
  ask: { ask: { vi: Tên?, en: Name? }, input: text, save: name, next: more }
  more: { ${called}, next: done }
  done: { end: true }
`
  const called = (asked: string) => `
id: called
start: ask
expires: 1h
nodes:
  ask: { ask: { vi: "${asked} {name}?", en: "${asked} {name}?" }, input: text, save: age, next: done }
  done: { end: true }
`
  const before = { name: 'caller.yaml', text: caller('call: called'), version: 'old' }
  const gone = { name: 'called.yaml', text: called('Sau'), version: 'new' }
  const oldest = { name: 'called.yaml', text: called('Trước'), version: 'older' }
  const { state } = step(loadFlows([before, gone]), null, { kind: 'open', flow: 'caller', facts: {} }, NOW)
  const today = caller('say: { vi: Xong, en: Done }')
    .replace('start: ask', 'start: other')
    .replace('  ask:', '  other:')
  const flows = loadFlows([
    ...[before, oldest, gone].map((file) => ({ ...file, retired: true })),
    { name: 'caller.yaml', text: today, version: 'now' },
  ])
  expect(say(flows, state, 'An').replies.map((reply) => reply.text)).toEqual(['Sau An?'])
})
