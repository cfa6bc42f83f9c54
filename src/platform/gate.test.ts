import { expect, test } from 'vitest'
import { makeGate } from './gate.js'

const guest = (id: string, onFree: (leave: () => void) => void = (leave) => leave()) => ({ id, onFree })

test('a key has so many places, and others have their own', () => {
  const gate = makeGate(2)
  const leave = gate.enter('telegram', guest('a'))
  expect(gate.enter('telegram', guest('b'))).not.toBeNull()
  expect(gate.enter('telegram', guest('c'))).toBeNull()
  expect(gate.enter('webchat', guest('c'))).not.toBeNull()
  leave?.()
  expect(gate.enter('telegram', guest('d'))).not.toBeNull()
})

test('who found no place gets the next that is free, once, in order', () => {
  const gate = makeGate(1)
  const called: string[] = []
  const leaves: (() => void)[] = []
  const waiting = (id: string) =>
    guest(id, (leave) => {
      called.push(id)
      leaves.push(leave)
    })
  const leave = gate.enter('telegram', guest('first'))
  for (const id of ['second', 'third', 'second']) gate.enter('telegram', waiting(id))
  expect(called).toEqual([])
  leave?.()
  expect(called).toEqual(['second'])
  leaves[0]?.()
  leaves[1]?.()
  expect(called).toEqual(['second', 'third'])
  expect(gate.enter('telegram', guest('fourth'))).not.toBeNull()
})

test('nobody who comes by passes the line', () => {
  const gate = makeGate(1)
  const leave = gate.enter('telegram', guest('first'))
  gate.enter(
    'telegram',
    guest('second', () => undefined),
  )
  leave?.()
  expect(gate.enter('telegram', guest('passing'))).toBeNull()
})

test('leaving twice frees one place', () => {
  const gate = makeGate(1)
  const leave = gate.enter('telegram', guest('first'))
  leave?.()
  leave?.()
  expect(gate.enter('telegram', guest('second'))).not.toBeNull()
  expect(gate.enter('telegram', guest('third'))).toBeNull()
})
