import { vi } from 'vitest'
import { type App, buildApp } from '../../src/app.js'
import { wakeCarriers } from '../../src/app/console.js'
import { type FakeTelegramApi, startTelegramApi } from '../fakes/telegram-api.js'
import { TelegramReporter } from '../fakes/telegram-reporter.js'
import { freePort } from '../harness/free-port.js'
import { makeTestApp, test as base, type TestApp, testConfig } from '../harness/test.js'

export const SECRET = 'bi-mat-cua-webhook'
export type Mode = 'webhook' | 'polling'

/** The whole app on a port of its own, with a Telegram that it can reach. */
export type Bot = {
  test: TestApp
  api: FakeTelegramApi
  webhookUrl: string
  reporter(chatId: number): TelegramReporter
  /** Carries what officers did, as the console does after each of their acts. */
  carry(): void
}

export const test = base.extend<{ mode: Mode; bot: Bot }>({
  mode: 'webhook',
  bot: async ({ mode }, use) => {
    const api = await startTelegramApi()
    const settings = await telegramSettings(api, mode)
    const { testApp, close } = await makeTestApp(settings)
    await testApp.app.start(['web', 'worker'])
    await use({
      ...{ test: testApp, api, webhookUrl: `${settings['PUBLIC_URL']}/webhooks/telegram` },
      reporter: (chatId) => new TelegramReporter(api, chatId),
      carry: () => wakeCarriers(testApp.app.platform.jobs),
    })
    await close()
    await api.close()
  },
})

async function telegramSettings(api: FakeTelegramApi, mode: Mode): Promise<Record<string, string>> {
  const port = String(await freePort())
  return {
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    TELEGRAM_MODE: mode,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_RATE_PER_SECOND: '1000',
  }
}

/** Another web and worker process beside the first, on the same database and files. */
export async function startBeside({ test: { config, databaseUrl, clock, app }, api }: Bot, mode: Mode): Promise<App> {
  const settings = await telegramSettings(api, mode)
  const own = testConfig({ ...settings, DATA_DIR: config.dataDir, DATABASE_URL: databaseUrl })
  const second = await buildApp(own, { clock, log: app.platform.deps.log })
  await second.start(['web', 'worker'])
  return second
}

export function until(isDone: () => Promise<boolean>): Promise<boolean> {
  return vi.waitUntil(isDone, { timeout: 15_000, interval: 20 })
}

export async function countEvents({ test: { db } }: Bot): Promise<number> {
  return (await db.selectFrom('inbox').select('id').execute()).length
}

/** Nothing waits to be taken or to be sent. */
export async function allTaken({ test: { db } }: Bot): Promise<boolean> {
  const events = await db.selectFrom('inbox').select('id').where('doneAt', 'is', null).execute()
  const messages = await db.selectFrom('outbox').select('id').where('status', 'in', ['pending', 'sending']).execute()
  return events.length === 0 && messages.length === 0
}
