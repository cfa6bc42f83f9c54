import { randomBytes } from 'node:crypto'
import { isAbsolute } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.js'

test('an empty environment gives a working configuration', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    databaseUrl: null,
    redisUrl: null,
    host: '127.0.0.1',
    port: 3000,
    publicUrl: null,
    masterKey: null,
    logLevel: 'info',
    displayTimeZone: 'Asia/Ho_Chi_Minh',
    telegram: { token: null, apiRoot: 'https://api.telegram.org', mode: 'polling', ratePerSecond: 30 },
  })
  expect(isAbsolute(config.dataDir)).toBe(true)
})

test('an empty variable counts as unset', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ', TELEGRAM_BOT_TOKEN: '', MASTER_KEY: '' })).toEqual(readConfig({}))
})

test('addresses lose the slash at their end', () => {
  const config = readConfig({ PUBLIC_URL: 'https://anninh.example/', TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' })
  expect(config.publicUrl).toBe('https://anninh.example')
  expect(config.telegram.apiRoot).toBe('http://127.0.0.1:8081')
})

test('a master key of 32 bytes is taken with and without its padding', () => {
  const key = randomBytes(32)
  expect(readConfig({ MASTER_KEY: key.toString('base64') }).masterKey).toEqual(key)
  expect(readConfig({ MASTER_KEY: key.toString('base64').replaceAll('=', '') }).masterKey).toEqual(key)
})

const ORIGIN = 'must be https:// or http:// with a host, and a port where needed; nothing else'

test.each([
  ['PORT', '80a', 'must be a whole number from 0 to 65535'],
  ['PORT', '65536', 'must be a whole number from 0 to 65535'],
  ['PORT', '-1', 'must be a whole number from 0 to 65535'],
  ['HOST', 'a b', 'must be a host name or an IP address'],
  ['DATABASE_URL', 'mysql://localhost/a', 'must be a URL that begins with postgres:// or postgresql://'],
  ['REDIS_URL', 'localhost:6379', 'must be a URL that begins with redis:// or rediss://'],
  ['PUBLIC_URL', 'anninh.example', 'must be a URL that begins with https:// or http://'],
  ['PUBLIC_URL', 'https://anninh.example/sub', ORIGIN],
  ['PUBLIC_URL', 'http://anninh.example/?x=1', ORIGIN],
  ['PUBLIC_URL', 'https://anninh.example/#a', ORIGIN],
  ['PUBLIC_URL', 'https://user:pw@anninh.example', ORIGIN],
  ['MASTER_KEY', 'c2hvcnQ=', 'must be 32 bytes in base64 (openssl rand -base64 32)'],
  ['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent'],
  ['TZ_DISPLAY', 'Hanoi', 'must be a time zone such as Asia/Ho_Chi_Minh'],
  ['TELEGRAM_MODE', 'push', 'must be one of polling, webhook'],
  ['TELEGRAM_BOT_TOKEN', 'token', 'must be a bot token such as 123456:ABC-DEF'],
  ['TELEGRAM_WEBHOOK_SECRET', 'a b', 'must be 1 to 256 of A-Z a-z 0-9 _ -'],
  ['TELEGRAM_RATE_PER_SECOND', '0', 'must be a whole number from 1 to 10000'],
])('%s=%s is refused with what it should be', (name, value, shouldBe) => {
  expect(() => readConfig({ [name]: value })).toThrow(new ConfigError(name, shouldBe))
})

test('a webhook without its secret is refused', () => {
  const env = { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://anninh.example' }
  expect(() => readConfig(env)).toThrow(/^TELEGRAM_WEBHOOK_SECRET must be set/)
  expect(readConfig({ ...env, TELEGRAM_WEBHOOK_SECRET: 's' }).telegram.webhookSecret).toBe('s')
})

test('a webhook needs an address that Telegram can send to', () => {
  const env = { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 's' }
  const refusal = /^PUBLIC_URL must begin with https:\/\/ when TELEGRAM_MODE is webhook/
  expect(() => readConfig(env)).toThrow(refusal)
  expect(() => readConfig({ ...env, PUBLIC_URL: 'http://127.0.0.1:3000' })).toThrow(refusal)
  expect(readConfig({ ...env, PUBLIC_URL: 'https://anninh.example' }).publicUrl).toBe('https://anninh.example')
})

test('a Bot API server other than the real one may send to this machine without TLS', () => {
  const telegram = { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 's' }
  const env = { ...telegram, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' }
  expect(readConfig({ ...env, PUBLIC_URL: 'http://127.0.0.1:3000' }).publicUrl).toBe('http://127.0.0.1:3000')
  expect(() => readConfig({ ...env, PUBLIC_URL: 'http://anninh.example' })).toThrow(/^PUBLIC_URL must begin/)
})

test('the refusal of a secret does not repeat it', () => {
  expect(() => readConfig({ MASTER_KEY: 'hunter2hunter2' })).not.toThrow(/hunter2/)
})
