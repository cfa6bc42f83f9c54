import { Agent, request } from 'undici'
import { z } from 'zod'
import type { Account } from '../../conversations/channel.js'
import { type ApiResult, describeRefusal, NEVER_LEFT } from './api.js'

/** More than are ever under way to one server. Connections are kept: opening one costs more than the call. */
const connections = new Agent({ connections: 128, keepAliveTimeout: 10_000 })

const Answer = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.number(),
    description: z.string().default(''),
    parameters: z.object({ retry_after: z.unknown() }).partial().optional(),
  }),
])

type Call = { account: Account; apiRoot: string; method: string; payload: object; signal: AbortSignal }

/**
 * A Bot API method without files, as JSON. For the calls of every turn: telegraf's client takes several times as long,
 * and a new connection for each call to a server of one's own. Failures carry neither token, nor address, nor text.
 */
export async function callTelegram({ account, apiRoot, method, payload, signal }: Call): Promise<ApiResult<unknown>> {
  const url = `${apiRoot.replace(/\/$/, '')}/bot${account.settings['token']}/${method}`
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      dispatcher: connections,
      signal,
    })
    const text = await body.text()
    return statusCode >= 500 ? { kind: 'failed', reason: `telegram ${statusCode}` } : readAnswer(text)
  } catch (error) {
    return describeTrouble(error, signal)
  }
}

/** Something between us and Telegram may answer with a page of its own. */
function readAnswer(text: string): ApiResult<unknown> {
  const answer = Answer.safeParse(parseJson(text))
  if (!answer.success) return { kind: 'failed', reason: 'not an answer of Telegram', isUnsure: true }
  if (answer.data.ok) return { kind: 'ok', result: answer.data.result }
  const { error_code, description, parameters } = answer.data
  return describeRefusal({ code: error_code, description, retryAfter: parameters?.retry_after })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function describeTrouble(error: unknown, signal: AbortSignal): ApiResult<unknown> {
  if (signal.aborted) return { kind: 'failed', reason: 'timeout', isUnsure: true }
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  if (code === undefined) throw error
  const reason = `network ${code}`
  return NEVER_LEFT.has(code) ? { kind: 'failed', reason } : { kind: 'failed', reason, isUnsure: true }
}
