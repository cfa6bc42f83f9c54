import { createRoute, type z } from '@hono/zod-openapi'
import { type ApiScope, needsScope } from './bearer.js'
import { ListQuery, NumberParam, Outcome, Problem, Question, TipJson, TipList, Transfer } from './schemas.js'

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } })
const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })
const REFUSALS = {
  401: refusal('No token, or not a valid one'),
  403: refusal('The token lacks the scope, or the officer sees the tip but may not do this'),
  429: refusal('Too many requests; see Retry-After'),
}
const NOT_FOUND = { 404: refusal('No such tip, or none that this officer may see') }
const WRONG = { 422: refusal('Something in the request is wrong; see fields') }

const secured = (scope: ApiScope) => ({ security: [{ bearer: [scope] }], middleware: needsScope(scope) })

export const listRoute = createRoute({
  method: 'get',
  path: '/tips',
  summary: 'Tips in the sight of the token’s officer, newest first',
  ...secured('tips:read'),
  request: { query: ListQuery },
  responses: { 200: { description: 'A page of tips', content: json(TipList) }, ...REFUSALS, ...WRONG },
})

export const getRoute = createRoute({
  method: 'get',
  path: '/tips/{number}',
  summary: 'One tip',
  ...secured('tips:read'),
  request: { params: NumberParam },
  responses: { 200: { description: 'The tip', content: json(TipJson) }, ...REFUSALS, ...NOT_FOUND },
})

/** Acts take the claim when it is free; 409 names the holder when it is not. */
function actRoute<Path extends string, Body extends z.ZodType>(path: Path, summary: string, body: Body) {
  return createRoute({
    method: 'post',
    path,
    summary,
    ...secured('tips:write'),
    request: { params: NumberParam, body: { required: true, content: json(body) } },
    responses: {
      200: { description: 'The tip after the act', content: json(TipJson) },
      ...REFUSALS,
      ...NOT_FOUND,
      400: refusal('The body is not JSON'),
      409: refusal('Another officer holds the tip (holder, until), or it is closed (by, at, outcome)'),
      413: refusal('The body is too large'),
      415: refusal('The body is not application/json'),
      ...WRONG,
    },
  })
}

export const questionRoute = actRoute('/tips/{number}/questions', 'Ask the reporter', Question)
export const transferRoute = actRoute('/tips/{number}/transfer', 'Hand the tip to another unit', Transfer)
export const outcomeRoute = actRoute('/tips/{number}/outcome', 'Close the tip with an outcome', Outcome)
