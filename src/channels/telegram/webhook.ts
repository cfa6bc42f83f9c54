import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { Logger } from 'pino'
import type { Account, Receive } from '../../conversations/channel.js'
import { errorName } from './error-name.js'
import { parseUpdate } from './parse-update.js'

type Deps = {
  /** Without an id: the account that the environment describes. */
  findAccount: (accountId: string | undefined) => Promise<Account | null | undefined>
  receive: Receive
  log: Logger
}
type Env = { Variables: { account: Account } }

const MAX_BODY_BYTES = 1024 * 1024
const PATHS = ['/webhooks/telegram', '/webhooks/telegram/:accountId']

/** 200 means durably stored: anything else makes Telegram deliver the update again. */
export function telegramWebhook({ findAccount, receive, log }: Deps): Hono<Env> {
  const routes = new Hono<Env>()
  routes.on('POST', PATHS, onlyTelegram(findAccount), noMoreThan(MAX_BODY_BYTES), async (c) => {
    const account = c.get('account')
    const body = readJson(Buffer.from(await c.req.arrayBuffer()))
    const inbound = parseUpdate(account.id, body)
    if (!inbound) {
      log.warn({ accountId: account.id }, 'webhook body is not a Telegram update')
      return c.text('not an update', 400)
    }
    try {
      await receive(inbound)
      return c.text('ok')
    } catch (error) {
      log.error({ accountId: account.id, eventId: inbound.eventId, error: errorName(error) }, 'update not stored')
      return c.text('not stored', 500)
    }
  })
  return routes
}

/** Runs before the body is read. An unknown account answers as a wrong secret does: the paths tell nothing. */
function onlyTelegram(findAccount: Deps['findAccount']) {
  return createMiddleware<Env>(async (c, next) => {
    const found = await findAccount(c.req.param('accountId'))
    const account = found?.channel === 'telegram' ? found : undefined
    const given = c.req.header('x-telegram-bot-api-secret-token')
    if (!isSecret(given, account?.settings['webhookSecret']) || !account) return c.text('unauthorized', 401)
    c.set('account', account)
    return next()
  })
}

/** A length that was told is kept by the HTTP parser. Only where none is does the body pass through a counting stream. */
function noMoreThan(maxSize: number) {
  const counted = bodyLimit({ maxSize, onError: (c) => c.text('too big', 413) })
  return createMiddleware<Env>((c, next) => {
    const told = c.req.header('content-length')
    const isTold = told !== undefined && c.req.header('transfer-encoding') === undefined
    return isTold && Number(told) <= maxSize ? next() : counted(c, next)
  })
}

/** Digests have one length, which `timingSafeEqual` needs and which hides the secret's own. */
function isSecret(given: string | undefined, secret: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const isEqual = timingSafeEqual(digest(given ?? ''), digest(secret ?? ''))
  return isEqual && Boolean(given) && Boolean(secret)
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
