import { expect } from 'vitest'
import { openFlowStore } from '../../src/conversations/flow-store.js'
import { findCalled } from '../../src/engine/library.js'
import { step } from '../../src/engine/step.js'
import { test } from '../harness/test.js'

const CALLER = `
id: caller
start: ask
expires: 1h
nodes:
  ask: { ask: { vi: Tên?, en: Name? }, input: text, save: name, next: more }
  more: { call: called, next: done }
  done: { end: true }
`
const CALLED = CALLER.replace('id: caller', 'id: called')
  .replace('call: called', 'go: done')
  .replace(', next: done }\n  done', ' }\n  done')

test('a talk that began before keeps the flow that it calls later, though its file is gone', async ({ app }) => {
  const before = await openFlowStore(app.db, [
    { name: 'caller.yaml', text: CALLER, version: 'caller-1' },
    { name: 'called.yaml', text: CALLED, version: 'called-1' },
  ])
  const now = app.clock.now()
  const opened = { kind: 'open', flow: 'caller', facts: {} } as const
  const { state } = step(await before.libraryFor(app.db, null), null, opened, now)
  const text = CALLER.replace('more: { call: called', 'more: { go: done').replace('go: done, next: done', 'go: done')
  const today = await openFlowStore(app.db, [{ name: 'caller.yaml', text, version: 'caller-2' }])
  const library = await today.libraryFor(app.db, state)
  expect(findCalled(library, 'called')?.version).toBe('called-1')
})
