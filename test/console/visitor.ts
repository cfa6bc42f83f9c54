import type { Edge } from '../../src/console/edge.js'
import { findSession, startSession } from '../../src/features/officers/sessions.js'
import type { Officer } from '../../src/platform/officer.js'

type Http = { request(path: string, init?: RequestInit): Response | Promise<Response> }
type Answer = { status: number; body: string; location: string; headers: Headers }

/** A browser without a screen: keeps cookies, sends what forms send. */
export class Visitor {
  readonly #http: Http
  readonly #origin: string
  readonly cookies = new Map<string, string>()
  formKey = ''

  constructor(http: Http, origin: string) {
    this.#http = http
    this.#origin = origin
  }

  async signInAs(edge: Edge, officer: Officer): Promise<void> {
    const token = await edge.db.transaction().execute((tx) => startSession(tx, edge.deps, officer.id))
    this.cookies.set('anninh_session', token)
    this.formKey = (await findSession(edge.db, edge.deps, token, false))?.formKey ?? ''
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(path, { headers })
  }

  post(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams({ ...(this.formKey && { _key: this.formKey }), ...fields })
    return this.#send(path, { method: 'POST', body, headers: { origin: this.#origin, ...headers } })
  }

  /** A form with a file. */
  upload(path: string, body: FormData): Promise<Answer> {
    return this.#send(path, { method: 'POST', body, headers: { origin: this.#origin } })
  }

  async #send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.#http.request(`${this.#origin}${path}`, {
      ...init,
      headers: { cookie, ...init.headers },
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const location = response.headers.get('location') ?? ''
    return { status: response.status, body: await response.text(), location, headers: response.headers }
  }

  #keep(line: string): void {
    const [pair = '', ...rest] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    if (rest.includes('Max-Age=0')) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
