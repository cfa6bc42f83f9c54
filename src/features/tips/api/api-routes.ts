import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { decodeCursor, encodeCursor } from '../../../console/cursor.js'
import type { Edge } from '../../../console/edge.js'
import type { Tx } from '../../../platform/db.js'
import { AppError } from '../../../platform/errors.js'
import type { Officer } from '../../../platform/officer.js'
import { asOfficer } from '../../officers/as-officer.js'
import { askReporter } from '../ask-reporter.js'
import { decideTip } from '../decide-tip.js'
import { getTip, listTips, readTipNumber } from '../read-tips.js'
import { isMicros, isRowId } from '../sort-key.js'
import { transferTip } from '../transfer-tip.js'
import { type ApiEnv, bearer, type FindTokenOfficer } from './bearer.js'
import { answerError, problem } from './problem.js'
import { getRoute, listRoute, outcomeRoute, questionRoute, transferRoute } from './routes.js'
import { toJson } from './to-json.js'

const MAX_BODY_BYTES = 64 * 1024

const METHODS = [
  ['/openapi.json', 'GET'],
  ['/tips', 'GET'],
  ['/tips/:number', 'GET'],
  ['/tips/:number/:act{questions|transfer|outcome}', 'POST'],
] as const

export type ApiParts = {
  findTokenOfficer: FindTokenOfficer
  timeZone: string
  /** After an act has been committed: questions, outcomes and notices are waiting to be carried. */
  wake?: () => void
  requestsPerMinute?: number
}

/** The JSON API for other systems, to be mounted at `/api/v1`. */
export function apiRoutes(edge: Edge, parts: ApiParts): OpenAPIHono<ApiEnv> {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) =>
      result.success ? undefined : problem(422, 'Nội dung chưa hợp lệ.', { fields: fieldsOf(result.error.issues) }),
  })
  api.onError(answerError(edge.deps.log, parts.timeZone))
  api.use('*', async (c, next) => {
    await next()
    c.res.headers.set('cache-control', 'no-store')
    c.res.headers.set('x-content-type-options', 'nosniff')
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'An Ninh', version: '1' },
    servers: [{ url: '/api/v1' }],
  })
  api.use('*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => problem(413, 'Nội dung gửi lên lớn hơn 64 kB.') }))
  api.use('*', bearer(parts.findTokenOfficer, parts.requestsPerMinute ?? 600))
  addReading(api, edge, parts)
  addActs(api, edge, parts)
  for (const [path, allow] of METHODS) {
    api.all(path, () => problem(405, `Địa chỉ này chỉ nhận ${allow}.`, {}, { allow }))
  }
  api.all('*', () => problem(404, 'Không có địa chỉ này.'))
  return api
}

function addReading(api: OpenAPIHono<ApiEnv>, { db }: Edge, { timeZone }: ApiParts): void {
  api.openapi(listRoute, async (c) => {
    const { limit: max, cursor, status } = c.req.valid('query')
    const page = { status, cursor: readCursor(cursor), max }
    const { tips, next } = await db
      .transaction()
      .execute((tx) => asOfficer(tx, c.var.officer, (limited) => listTips(limited, page)))
    return c.json(
      { items: tips.map((tip) => toJson(tip, timeZone)), nextCursor: next ? encodeCursor(...next) : null },
      200,
    )
  })
  api.openapi(getRoute, async (c) => {
    const number = readTipNumber(c.req.valid('param').number)
    const tip = await db
      .transaction()
      .execute((tx) => asOfficer(tx, c.var.officer, (limited) => getTip(limited, number)))
    return c.json(toJson(tip, timeZone), 200)
  })
}

function addActs(api: OpenAPIHono<ApiEnv>, { db, deps }: Edge, { timeZone, wake }: ApiParts): void {
  const act = async (officer: Officer, number: string, work: (tx: Tx) => Promise<unknown>) => {
    const tip = await db.transaction().execute((tx) =>
      asOfficer(tx, officer, async (limited) => {
        await work(limited)
        return getTip(limited, number)
      }),
    )
    wake?.()
    return toJson(tip, timeZone)
  }
  api.openapi(questionRoute, async (c) => {
    const { officer } = c.var
    const number = readTipNumber(c.req.valid('param').number)
    const { text } = c.req.valid('json')
    return c.json(await act(officer, number, (tx) => askReporter(tx, deps, officer, number, text)), 200)
  })
  api.openapi(outcomeRoute, async (c) => {
    const { officer } = c.var
    const number = readTipNumber(c.req.valid('param').number)
    return c.json(await act(officer, number, (tx) => decideTip(tx, deps, officer, number, c.req.valid('json'))), 200)
  })
  api.openapi(transferRoute, async (c) => {
    const { officer } = c.var
    const number = readTipNumber(c.req.valid('param').number)
    const { unit, reason } = c.req.valid('json')
    const tip = await db.transaction().execute(async (tx) => {
      await asOfficer(tx, officer, (limited) => transferTip(limited, deps, officer, number, { unitCode: unit, reason }))
      // The tip may have left the officer's sight: how it was handed over is the last that is shown of it.
      return getTip(tx, number)
    })
    wake?.()
    return c.json(toJson(tip, timeZone), 200)
  })
}

function readCursor(cursor: string | undefined): [string, string] | null {
  if (cursor === undefined) return null
  const [at, id] = decodeCursor(cursor, 2) ?? []
  if (isMicros(at) && isRowId(id)) return [at, id]
  throw new AppError('invalid', 'Con trỏ trang không đúng.', { cursor: 'Hãy dùng nextCursor của trang trước.' })
}

function fieldsOf(issues: readonly { path: PropertyKey[]; message: string }[]): Record<string, string> {
  return Object.fromEntries(
    issues.toReversed().map(({ path, message }) => [path.map(String).join('.') || 'body', message]),
  )
}
