import { createToken, type Scope } from '../../src/features/officers/api-tokens.js'
import type { Officer, Role } from '../../src/platform/officer.js'
import { insertOfficer } from '../console/given.js'
import type { TestApp } from '../harness/test.js'

type Json = { [key: string]: unknown }
export type Answer = { status: number; body: Json; headers: Headers; text: string }
export type Client = {
  officer: Officer
  get(path: string): Promise<Answer>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
}

/** Another system with a token of an officer of this unit. */
export async function givenClient(
  test: TestApp,
  role: Role,
  unitCode: string,
  scopes: Scope[] = ['tips:read', 'tips:write'],
): Promise<Client> {
  const officer = await insertOfficer(test.db, role, unitCode)
  const { deps } = test.app.platform
  const token = await test.db
    .transaction()
    .execute((tx) => createToken(tx, deps, { username: officer.username, scopes }))
  const authorization = `Bearer ${token}`
  return {
    officer,
    get: (path) => ask(test, path, { headers: { authorization } }),
    post: (path, body, headers = {}) =>
      ask(test, path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { authorization, 'content-type': 'application/json', ...headers },
      }),
  }
}

export async function ask({ app }: TestApp, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await app.http.request(`http://api.test/api/v1${path}`, init)
  const text = await response.text()
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: text.startsWith('{') ? (JSON.parse(text) as Json) : {},
  }
}
