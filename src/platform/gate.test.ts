import { expect, test } from 'vitest'
import { makeGate } from './gate.js'

test('a key has so many places, and others have their own', () => {
  const gate = makeGate(2)
  const leave = gate.enter('telegram')
  expect(gate.enter('telegram')).not.toBeNull()
  expect(gate.enter('telegram')).toBeNull()
  expect(gate.enter('webchat')).not.toBeNull()
  leave?.()
  expect(gate.enter('telegram')).not.toBeNull()
})

test('who found no place is called once when one is free, in order', () => {
  const gate = makeGate(1)
  const called: string[] = []
  const leave = gate.enter('telegram')
  gate.enter('telegram', () => called.push('first'))
  gate.enter('telegram', () => called.push('second'))
  expect(called).toEqual([])
  leave?.()
  expect(called).toEqual(['first'])
  gate.enter('telegram')?.()
  expect(called).toEqual(['first', 'second'])
})
