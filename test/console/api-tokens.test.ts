import { expect } from 'vitest'
import { createToken, findTokenOfficer } from '../../src/features/officers/api-tokens.js'
import { test } from './console-case.js'
import { insertOfficer } from './given.js'

test('a token stands for its officer with its scopes, until it is revoked or the officer is switched off', async ({
  console,
}) => {
  const { db, deps } = console
  const officer = await insertOfficer(db, 'lead', 'CAT-51')
  const make = () =>
    db.transaction().execute((tx) => createToken(tx, deps, { username: officer.username, scopes: ['tips:read'] }))
  const token = await make()
  expect(await findTokenOfficer(db, deps, token)).toEqual({ officer, scopes: ['tips:read'] })
  expect(await findTokenOfficer(db, deps, `${token}x`)).toBeNull()
  expect(await findTokenOfficer(db, deps, 'x')).toBeNull()
  const stored = await db.selectFrom('apiToken').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain(token)
  await db.updateTable('apiToken').set({ revokedAt: console.clock.now() }).execute()
  expect(await findTokenOfficer(db, deps, token)).toBeNull()
  const second = await make()
  await db.updateTable('officer').set({ isActive: false }).where('id', '=', officer.id).execute()
  expect(await findTokenOfficer(db, deps, second)).toBeNull()
})

test('nobody gets a token for an officer who is not there', async ({ console }) => {
  const wanted = { username: 'nobody', scopes: ['tips:read'] } as const
  await expect(console.db.transaction().execute((tx) => createToken(tx, console.deps, wanted))).rejects.toThrow(
    'no active officer',
  )
})
