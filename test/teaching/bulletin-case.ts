import { Visitor } from '../console/visitor.js'
import { givenOfficer } from '../harness/officers.js'
import type { TestApp } from '../harness/test.js'
import type { Officer, Role } from '../../src/platform/officer.js'

const HOST = 'http://localhost:3000'

export type Writer = Visitor & { officer: Officer }

/** An officer who is signed in to the whole app. */
export async function signedIn(app: TestApp, role: Role, unitCode: string): Promise<Writer> {
  const officer = await givenOfficer(app, role, unitCode)
  const visitor = new Visitor(app.app.http, HOST)
  await visitor.signInAs({ db: app.db, deps: app.app.platform.deps, publicUrl: HOST }, officer)
  return Object.assign(visitor, { officer })
}

/** A bulletin in order, as the form sends it. */
export const FIELDS: Readonly<Record<string, string>> = {
  title: 'Cảnh báo giả danh cán bộ phường',
  summary: 'Có người tự xưng cán bộ phường, yêu cầu chuyển tiền làm giấy tờ.',
  body: 'Có người gọi điện và đòi chuyển 2 triệu đồng.\n\n## Bạn nên làm gì\n\n1. Tắt máy.\n2. Gọi 113 khi nguy hiểm.',
  checkBy: '2027-05-20',
  lang: 'vi',
  'topics-MAO_DANH': 'yes',
  'areas-21439': 'yes',
  'source-1-publisher': 'Báo Ví Dụ',
  'source-1-date': '7/1/2026',
  'source-1-url': 'https://example.org/bai-viet',
}

/** The number of the bulletin that was written. */
export async function writes(writer: Writer, fields: Record<string, string> = {}): Promise<string> {
  const { status, location, body } = await writer.post('/console/bulletins/new', { ...FIELDS, ...fields })
  const id = /^\/console\/bulletins\/(\d+)$/.exec(location)?.[1]
  if (status !== 303 || !id) throw new Error(`not written: ${status} ${location} ${body.slice(0, 300)}`)
  return id
}

export async function edits(writer: Writer, id: string, base: number, fields: Record<string, string> = {}) {
  return writer.post(`/console/bulletins/${id}/edit`, { ...FIELDS, base: String(base), ...fields })
}

export function asksReview(writer: Writer, id: string, version = 1) {
  return writer.post(`/console/bulletins/${id}/ask-review`, { version: String(version) })
}

export function approves(reviewer: Writer, id: string, version = 1) {
  return reviewer.post(`/console/bulletins/${id}/approve`, { version: String(version) })
}

export function publishes(writer: Writer, id: string, version = 1) {
  return writer.post(`/console/bulletins/${id}/publish`, { version: String(version) })
}

/** Written by one, approved by the other, and put where everybody reads. Its number and its address. */
export async function givenPublished(
  app: TestApp,
  writer: Writer,
  reviewer: Writer,
  fields: Record<string, string> = {},
): Promise<{ id: string; slug: string }> {
  const id = await writes(writer, fields)
  for (const { status, body } of [
    await asksReview(writer, id),
    await approves(reviewer, id),
    await publishes(writer, id),
  ]) {
    if (status !== 303) throw new Error(`not published: ${status} ${body.slice(0, 2000)}`)
  }
  return { id, slug: await slugOf(app, id) }
}

export async function slugOf({ db }: TestApp, id: string): Promise<string> {
  return (await db.selectFrom('bulletin').select('slug').where('id', '=', id).executeTakeFirstOrThrow()).slug
}

/** What everybody gets at an address. */
export async function reads(app: TestApp, path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await app.app.http.request(`${HOST}${path}`)
  return { status: response.status, text: await response.text(), headers: response.headers }
}
