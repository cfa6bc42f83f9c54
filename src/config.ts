import { isIP } from 'node:net'
import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { parseMasterKey } from './platform/master-key.js'
import { StartupError } from './platform/startup-error.js'

/** The folder of the checkout: `.data` is found there from wherever a command is started. */
export const PROJECT_DIR = resolve(import.meta.dirname, '..')

export class ConfigError extends StartupError {
  readonly variable: string

  constructor(variable: string, shouldBe: string) {
    super(`${variable} ${shouldBe}`)
    this.name = 'ConfigError'
    this.variable = variable
  }
}

export type Config = z.infer<typeof Environment>

/** Unset and empty are the same. Throws a ConfigError that names the first wrong variable, never its value: it may be a secret. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.entries(env).map(([name, value]) => [name, value?.trim() || undefined])
  const parsed = Environment.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new ConfigError(String(issue?.path[0] ?? 'environment'), issue?.message ?? 'is wrong')
}

function secret(shape: RegExp = /^[\x21-\x7e]+$/, shouldBe = 'must be printable ASCII without spaces') {
  return z.string().regex(shape, shouldBe).nullable().default(null)
}

function address(...protocols: string[]) {
  const shouldBe = `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), shouldBe)
}

/** Nothing of ours is served under a prefix, and whatever else stands in it would be printed in links. */
function origin() {
  const isOrigin = (text: string) => new URL(text).origin === text.replace(/\/$/, '').toLowerCase()
  return address('https:', 'http:')
    .refine(
      (text) => !URL.canParse(text) || isOrigin(text),
      'must be https:// or http:// with a host, and a port where needed; nothing else',
    )
    .transform((text) => new URL(text).origin)
}

/** Without the slash at the end, so that paths can be appended. */
function apiRoot(standard: string) {
  return address('https:', 'http:')
    .transform((text) => text.replace(/\/+$/, ''))
    .default(standard)
}

function wholeNumber(from: number, to: number, standard: number) {
  const shouldBe = `must be a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d{1,9}$/, shouldBe)
    .transform(Number)
    .refine((value) => value >= from && value <= to, shouldBe)
    .default(standard)
}

function oneOf<const Word extends string>(words: readonly [Word, ...Word[]], standard: NoInfer<Word>) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` }).default(standard)
}

const TELEGRAM = 'https://api.telegram.org'
const WEBHOOK_NEEDS = {
  secret: 'must be set (1 to 256 of A-Z a-z 0-9 _ -) when TELEGRAM_MODE is webhook',
  url: 'must begin with https:// when TELEGRAM_MODE is webhook: Telegram sends to nothing else',
}

const Environment = z
  .object({
    DATABASE_URL: address('postgres:', 'postgresql:').nullable().default(null),
    REDIS_URL: address('redis:', 'rediss:').nullable().default(null),
    DATA_DIR: z.string().default(join(PROJECT_DIR, '.data')),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'must be a host name or an IP address')
      .default('127.0.0.1'),
    PORT: wholeNumber(0, 65_535, 3000),
    PUBLIC_URL: origin().nullable().default(null),
    MASTER_KEY: z
      .string()
      .transform(
        (text, context) =>
          parseMasterKey(text) ?? issue(context, 'must be 32 bytes in base64 (openssl rand -base64 32)'),
      )
      .nullable()
      .default(null),
    TRUSTED_PROXIES: z
      .string()
      .transform((text) => text.split(',').map((entry) => entry.trim()))
      .refine(
        (entries) => entries.every(isNetwork),
        'must be addresses or networks such as 172.16.0.0/12, with commas between',
      )
      .default([]),
    LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
    TZ_DISPLAY: z
      .string()
      .refine(isTimeZone, 'must be a time zone such as Asia/Ho_Chi_Minh')
      .default('Asia/Ho_Chi_Minh'),
    TELEGRAM_BOT_TOKEN: secret(/^\d+:[\w-]+$/, 'must be a bot token such as 123456:ABC-DEF'),
    TELEGRAM_API_ROOT: apiRoot(TELEGRAM),
    TELEGRAM_MODE: oneOf(['polling', 'webhook'], 'polling'),
    TELEGRAM_WEBHOOK_SECRET: secret(/^[\w-]{1,256}$/, 'must be 1 to 256 of A-Z a-z 0-9 _ -'),
    TELEGRAM_RATE_PER_SECOND: wholeNumber(1, 10_000, 30),
    ZALO_OA_APP_ID: secret(/^\d+$/, 'must be the digits of the app id'),
    ZALO_OA_SECRET_KEY: secret(),
    ZALO_OA_APP_SECRET: secret(),
    ZALO_OA_REFRESH_TOKEN: secret(),
    ZALO_OA_API_ROOT: apiRoot('https://openapi.zalo.me'),
    ZALO_OA_OAUTH_ROOT: apiRoot('https://oauth.zaloapp.com'),
    ZALO_BOT_TOKEN: secret(),
    ZALO_BOT_API_ROOT: apiRoot('https://bot-api.zaloplatforms.com'),
    ZALO_BOT_WEBHOOK_SECRET: secret(/^[\x21-\x7e]{8,256}$/, 'must be 8 to 256 printable characters'),
    MESSENGER_PAGE_TOKEN: secret(),
    MESSENGER_APP_SECRET: secret(),
    MESSENGER_VERIFY_TOKEN: secret(),
    MESSENGER_API_ROOT: apiRoot('https://graph.facebook.com'),
  })
  .superRefine((env, context) => {
    if (!env.TELEGRAM_BOT_TOKEN || env.TELEGRAM_MODE !== 'webhook') return
    const need = (variable: string, message: string) => context.addIssue({ code: 'custom', path: [variable], message })
    if (!env.TELEGRAM_WEBHOOK_SECRET) need('TELEGRAM_WEBHOOK_SECRET', WEBHOOK_NEEDS.secret)
    if (!canReceiveUpdates(env.PUBLIC_URL, env.TELEGRAM_API_ROOT)) need('PUBLIC_URL', WEBHOOK_NEEDS.url)
  })
  .transform((env) => ({
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    dataDir: isAbsolute(env.DATA_DIR) ? env.DATA_DIR : resolve(env.DATA_DIR),
    host: env.HOST,
    port: env.PORT,
    /** null: the address that we listen on. Without the slash at the end. */
    publicUrl: env.PUBLIC_URL,
    /** null: the one kept in DATA_DIR. */
    masterKey: env.MASTER_KEY,
    /** Proxies on other machines whose X-Forwarded-For is believed. */
    trustedProxies: env.TRUSTED_PROXIES,
    logLevel: env.LOG_LEVEL,
    displayTimeZone: env.TZ_DISPLAY,
    telegram: {
      token: env.TELEGRAM_BOT_TOKEN,
      apiRoot: env.TELEGRAM_API_ROOT,
      mode: env.TELEGRAM_MODE,
      webhookSecret: env.TELEGRAM_WEBHOOK_SECRET,
      ratePerSecond: env.TELEGRAM_RATE_PER_SECOND,
    },
    zaloOa: {
      appId: env.ZALO_OA_APP_ID,
      secretKey: env.ZALO_OA_SECRET_KEY,
      appSecret: env.ZALO_OA_APP_SECRET,
      refreshToken: env.ZALO_OA_REFRESH_TOKEN,
      apiRoot: env.ZALO_OA_API_ROOT,
      oauthRoot: env.ZALO_OA_OAUTH_ROOT,
    },
    zaloBot: { token: env.ZALO_BOT_TOKEN, apiRoot: env.ZALO_BOT_API_ROOT, webhookSecret: env.ZALO_BOT_WEBHOOK_SECRET },
    messenger: {
      pageToken: env.MESSENGER_PAGE_TOKEN,
      appSecret: env.MESSENGER_APP_SECRET,
      verifyToken: env.MESSENGER_VERIFY_TOKEN,
      apiRoot: env.MESSENGER_API_ROOT,
    },
  }))

/** A Bot API server of one's own, or one for trials, may send to this machine without TLS. */
function canReceiveUpdates(publicUrl: string | null, apiRoot: string): boolean {
  if (publicUrl === null) return false
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' || (apiRoot !== TELEGRAM && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

function issue(context: { addIssue(message: string): void }, shouldBe: string): never {
  context.addIssue(shouldBe)
  return z.NEVER
}

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/')
  const longest = { 4: 32, 6: 128 }[isIP(address)]
  return (
    longest !== undefined &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  )
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
