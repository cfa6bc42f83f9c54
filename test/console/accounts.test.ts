import { expect } from 'vitest'
import { telegramAccountForm } from '../../src/channels/telegram/account-form.js'
import { addAccount } from '../../src/features/accounts/add-account.js'
import { givenOfficer } from '../tips/given-tip.js'
import { makeTestApp } from '../harness/test.js'
import { test } from './console-case.js'
import { auditActions, unitIdOf } from './given.js'

const TOKEN = '123456789:AAE-very-secret-token_of_a_bot'
const BOT = { channel: 'telegram', name: 'Bot Tịnh Khê', unit: 'CA-21439', 'setting-token': TOKEN }

test('a bot is added with its unit’s area; its token is sealed and shown nowhere', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  expect((await admin.post('/console/accounts/new', BOT)).status).toBe(303)
  const stored = await console.db
    .selectFrom('account')
    .selectAll()
    .where('channel', '=', 'telegram')
    .executeTakeFirstOrThrow()
  expect(stored).toMatchObject({ name: 'Bot Tịnh Khê', areaCode: '21439', isEnabled: true, isFromEnvironment: false })
  const settings = JSON.parse(
    console.deps.keys.open('settings', stored.settings ?? Buffer.alloc(0), stored.id).toString(),
  )
  expect(settings).toEqual({ token: TOKEN, webhookSecret: expect.stringMatching(/^[\w-]{43}$/) })
  const list = await admin.get('/console/accounts')
  expect(list.body).toContain('Bot Tịnh Khê')
  const audit = JSON.stringify(await console.db.selectFrom('auditLog').select('data').execute())
  expect(list.body + audit + console.logged.join()).not.toContain('very-secret')
})

test('a wrong token is sent back with its reason and without the token', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const wrong = await admin.post('/console/accounts/new', { ...BOT, 'setting-token': 'hunter2-secret' })
  expect(wrong.status).toBe(422)
  expect(wrong.body).toContain('id="e-setting-token"')
  expect(wrong.body).not.toContain('hunter2')
  expect((await admin.post('/console/accounts/new', { ...BOT, channel: 'pigeon' })).status).toBe(422)
})

test('one bot cannot serve two accounts', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  await admin.post('/console/accounts/new', BOT)
  const again = await admin.post('/console/accounts/new', { ...BOT, name: 'Bản sao' })
  expect(again.status).toBe(422)
  expect(again.body).toContain('đã được dùng')
})

test('the bot that the environment runs cannot be added once more', async () => {
  const { testApp, close } = await makeTestApp({ TELEGRAM_BOT_TOKEN: TOKEN })
  const admin = await givenOfficer(testApp, 'admin', 'CAT-51')
  const answer = await admin.post('/console/accounts/new', BOT)
  const other = await admin.post('/console/accounts/new', { ...BOT, 'setting-token': `${TOKEN}x` })
  await close()
  expect([answer.status, other.status]).toEqual([422, 303])
  expect(answer.body).toContain('đã được dùng')
})

test('an admin switches accounts of own units only, and never those of the environment', async ({ console }) => {
  const { db } = console
  const admin = await console.given('admin', 'CA-21439')
  const rows = [
    { id: 'own', unitId: await unitIdOf(db, 'CA-21439'), isFromEnvironment: false },
    { id: 'above', unitId: await unitIdOf(db, 'CAT-51'), isFromEnvironment: false },
    { id: 'env', unitId: null, isFromEnvironment: true },
  ]
  await db
    .insertInto('account')
    .values(rows.map((row) => ({ ...row, channel: 'telegram', name: `Kênh ${row.id}` })))
    .execute()
  const statuses = []
  for (const id of ['own', 'above', 'env', 'none', "x'; --"]) {
    statuses.push((await admin.post(`/console/accounts/${encodeURIComponent(id)}/disable`)).status)
  }
  expect(statuses).toEqual([303, 404, 409, 404, 404])
  const { body } = await admin.get('/console/accounts')
  expect(body).toContain('Kênh own')
  expect(body).not.toContain('Kênh above')
  expect((await admin.post('/console/accounts/new', { ...BOT, unit: 'CAT-51' })).status).toBe(403)
  expect(await auditActions(db)).toEqual(['account.disable'])
})

test('an account of the command line is the same as one of the console', async ({ console }) => {
  const added = {
    form: telegramAccountForm,
    name: 'CLI',
    unitCode: 'CAT-51',
    areaCode: null,
    settings: { token: TOKEN },
  }
  const id = await console.db.transaction().execute((tx) => addAccount(tx, console.deps, null, added))
  expect(id).toMatch(/^telegram-[0-9a-f]{10}$/)
})
