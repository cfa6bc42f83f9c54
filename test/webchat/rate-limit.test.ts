import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { peerAddress } from '../../src/channels/webchat/rate-limit.js'
import { makeUploadBudget } from '../../src/channels/webchat/upload-budget.js'

test('a visitor is known by the address that they come from', async () => {
  const app = new Hono().get('/', (c) => c.text(peerAddress(c)))
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const answer = await fetch(`http://127.0.0.1:${(server.address() as { port: number }).port}/`)
  expect(await answer.text()).toBe('127.0.0.1')
  server.close()
})

test('uploads on their way share one budget of memory, and even the largest gets its turn', () => {
  const budget = makeUploadBudget(100)
  const first = budget.reserve(500)
  expect(first).toBeDefined()
  expect(budget.reserve(1)).toBeUndefined()
  first?.()
  const small = budget.reserve(60)
  expect(budget.reserve(41)).toBeUndefined()
  expect(budget.reserve(40)).toBeDefined()
  small?.()
})
