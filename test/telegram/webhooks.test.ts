import { expect } from 'vitest'
import { makeWebhooks } from '../../src/app/webhooks.js'
import { telegramAccountForm } from '../../src/channels/telegram/account-form.js'
import { readPause } from '../../src/conversations/account-pause.js'
import { addAccount } from '../../src/features/accounts/add-account.js'
import { type FakeTelegramApi, startTelegramApi } from '../fakes/telegram-api.js'
import { test as base, makeTestApp, type TestApp } from '../harness/test.js'

type Env = Record<string, string>
type Given = { app: TestApp; webhooks: ReturnType<typeof makeWebhooks>; looks: () => number }

const test = base.extend<{ api: FakeTelegramApi; given: (env?: Env) => Promise<Given> }>({
  api: async ({ env: _ }, use) => {
    const api = await startTelegramApi()
    await use(api)
    await api.close()
  },
  given: async ({ api }, use) => {
    const ends: (() => Promise<void>)[] = []
    await use(async (env = {}) => {
      const { testApp: app, close } = await makeTestApp({ ...settingsOf(api), ...env })
      const { platform } = app.app
      let looks = 0
      const list = () => {
        looks += 1
        return app.app.accounts.list()
      }
      const accounts = { ...app.app.accounts, list }
      const webhooks = makeWebhooks({
        accounts,
        config: app.config,
        db: app.db,
        log: platform.deps.log,
        lookAgainMs: 50,
      })
      ends.push(() => webhooks.stop(), close)
      return { app, webhooks, looks: () => looks }
    })
    for (const end of ends) await end()
  },
})

const settingsOf = (api: FakeTelegramApi): Env => ({
  PUBLIC_URL: 'https://anninh.example',
  TELEGRAM_API_ROOT: api.root,
  TELEGRAM_MODE: 'webhook',
})
const environmentsBot = (api: FakeTelegramApi): Env => ({
  TELEGRAM_BOT_TOKEN: api.token,
  TELEGRAM_WEBHOOK_SECRET: 'bi-mat',
})
const registered = (api: FakeTelegramApi) =>
  api.calls.filter(({ method }) => method === 'setWebhook').map(({ payload }) => payload['url'])

async function addBot({ app, db }: TestApp, token: string): Promise<string> {
  const added = { form: telegramAccountForm, name: 'Bot', unitCode: 'CA-21439', areaCode: null, settings: { token } }
  const id = await db.transaction().execute((tx) => addAccount(tx, app.platform.deps, null, added))
  app.accounts.forget()
  return id
}

test('a bot added while the process runs gets its webhook, once', async ({ given, api }) => {
  const { app, webhooks } = await given()
  webhooks.start()
  const id = await addBot(app, api.token)
  await expect.poll(() => registered(api)).toEqual([`https://anninh.example/webhooks/telegram/${id}`])
  const secret = (await app.app.accounts.find(id))?.settings['webhookSecret']
  expect(api.calls.at(-1)?.payload).toMatchObject({ secret_token: secret, drop_pending_updates: false })
})

test('a bot that was switched off and on again is registered anew', async ({ given, api }) => {
  const { app, webhooks, looks } = await given()
  const id = await addBot(app, api.token)
  webhooks.start()
  await expect.poll(() => registered(api).length).toBe(1)
  for (const isEnabled of [false, true]) {
    await app.db.updateTable('account').set({ isEnabled }).where('id', '=', id).execute()
    app.app.accounts.forget()
    const before = looks()
    await expect.poll(looks).toBeGreaterThan(before + 2)
  }
  await expect.poll(() => registered(api).length).toBe(2)
})

test('a 429 is waited for, by all who call for the bot, and then it is registered', async ({ given, api }) => {
  const { app, webhooks } = await given(environmentsBot(api))
  api.misbehave({ kind: 'rate_limit', retryAfterSeconds: 2 }, { method: 'setWebhook' })
  const startedAt = Date.now()
  webhooks.start()
  await expect.poll(() => readPause(app.db, 'telegram')).toBeGreaterThan(1)
  expect(api.updates.webhook).toBeUndefined()
  await expect.poll(() => api.updates.webhook?.url, { timeout: 5000 }).toBe('https://anninh.example/webhooks/telegram')
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_950)
})

test('a failure is logged and tried again', async ({ given, api }) => {
  const { app, webhooks } = await given(environmentsBot(api))
  api.misbehave({ kind: 'status', status: 502 }, { method: 'setWebhook' })
  webhooks.start()
  await expect.poll(() => registered(api).length, { timeout: 5000 }).toBe(2)
  expect(app.logged.join()).toContain('Telegram did not take our webhook')
  expect(app.logged.join()).not.toContain(api.token)
})

test('a Telegram that never answers holds up neither the start nor the end', async ({ given, api }) => {
  const { app } = await given(environmentsBot(api))
  api.misbehave({ kind: 'hang' }, { method: 'setWebhook', times: 5 })
  const startedAt = Date.now()
  await app.app.start(['web'])
  expect(Date.now() - startedAt).toBeLessThan(5000)
})
