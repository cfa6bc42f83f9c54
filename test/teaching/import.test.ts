import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { loadContent } from '../../src/content.js'
import { reviewTeaching } from '../../src/content-teaching.js'
import { type TestApp, test as base } from '../harness/test.js'
import { edits, reads, signedIn } from './bulletin-case.js'

const SLUG = 'bat-coc-online'

/** A copy of the content, to change. */
const test = base.extend<{ folder: string }>({
  folder: async ({ env: _env }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'anninh-content-'))
    await cp('content', folder, { recursive: true })
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

async function change(folder: string, slug: string, from: string | RegExp, to: string): Promise<void> {
  const file = join(folder, 'bulletins', `${slug}.md`)
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to))
}

function rowOf({ db }: TestApp, slug: string) {
  return db
    .selectFrom('bulletin')
    .select(['id', 'version', 'publicVersion', 'state', 'publishedAt', 'correctsId'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
}

test('every start loads the files once, and a changed file is a new version', async ({ app, folder }) => {
  await loadContent(app.db, folder, app.clock.now())
  const before = await app.db.selectFrom('bulletinVersion').select('number').execute()
  expect(new Set(before.map(({ number }) => number))).toEqual(new Set([1]))
  await change(folder, SLUG, /^title: .*$/m, 'title: Bắt cóc qua mạng')
  await change(folder, SLUG, /^published: .*$/m, 'published: 2026-11-07')
  await loadContent(app.db, folder, app.clock.now())
  await loadContent(app.db, folder, app.clock.now())
  const row = await rowOf(app, SLUG)
  expect(row).toMatchObject({ version: 2, publicVersion: 2, publishedAt: new Date('2026-11-07T05:00:00Z') })
  expect((await reads(app, `/tin/${SLUG}`)).text).toContain('<h1>Bắt cóc qua mạng</h1>')
  expect(await app.db.selectFrom('bulletinVersion').select('number').execute()).toHaveLength(before.length + 1)
})

test('what somebody edited or withdrew in the console is left alone', async ({ app, folder }) => {
  const top = await signedIn(app, 'comms', 'CAT-51')
  const [edited, withdrawn] = [await rowOf(app, SLUG), await rowOf(app, 'anh-ghep-tong-tien')]
  expect((await edits(top, edited.id, 1, { 'areas-21439': 'yes' })).status).toBe(303)
  await top.post(`/console/bulletins/${withdrawn.id}/withdraw`, { reason: 'Nội dung đã cũ.' })
  for (const slug of [SLUG, 'anh-ghep-tong-tien']) await change(folder, slug, /^title: .*$/m, 'title: Tên khác hẳn')
  await loadContent(app.db, folder, app.clock.now())
  expect(await rowOf(app, SLUG)).toMatchObject({ version: 2, publicVersion: 1, state: 'draft' })
  expect(await rowOf(app, 'anh-ghep-tong-tien')).toMatchObject({ version: 1, state: 'withdrawn' })
})

test('a file brings its picture, encoded anew once, and what it corrects', async ({ app, folder, picture }) => {
  await writeFile(join(folder, 'bulletins', 'goi.jpg'), picture)
  const more = 'picture: { file: goi.jpg, alt: Màn hình cuộc gọi }\ncorrects: anh-ghep-tong-tien\ntitle:'
  await change(folder, SLUG, 'title:', more)
  await loadContent(app.db, folder, app.clock.now())
  await loadContent(app.db, folder, app.clock.now())
  const [row, earlier] = [await rowOf(app, SLUG), await rowOf(app, 'anh-ghep-tong-tien')]
  expect(row).toMatchObject({ version: 2, correctsId: earlier.id })
  const pictures = await app.db.selectFrom('picture').select(['id', 'bytes']).execute()
  expect(pictures).toHaveLength(1)
  expect(pictures[0]?.bytes.includes('Bi-Mat-9000')).toBe(false)
  expect((await reads(app, `/tin/anh/${pictures[0]?.id}`)).status).toBe(200)
})

test('a new version corrects what the file names, and nothing once the file names none', async ({ app, folder }) => {
  const tie = async () => {
    const { id, version, correctsId } = await rowOf(app, SLUG)
    const current = app.db.selectFrom('bulletinVersion').select('correctsId').where('bulletinId', '=', id)
    const { correctsId: ofVersion } = await current.where('number', '=', version).executeTakeFirstOrThrow()
    return { version, correctsId, ofVersion }
  }
  const { id } = await rowOf(app, 'anh-ghep-tong-tien')
  await change(folder, SLUG, 'title:', 'corrects: anh-ghep-tong-tien\ntitle:')
  await loadContent(app.db, folder, app.clock.now())
  expect(await tie()).toEqual({ version: 1, correctsId: id, ofVersion: id })
  await change(folder, SLUG, /^title: .*$/m, 'title: Bắt cóc qua mạng')
  await loadContent(app.db, folder, app.clock.now())
  expect(await tie()).toEqual({ version: 2, correctsId: id, ofVersion: id })
  await change(folder, SLUG, /^corrects: .*\n/m, '')
  await loadContent(app.db, folder, app.clock.now())
  expect(await tie()).toEqual({ version: 2, correctsId: null, ofVersion: null })
})

test('what a file names and is not there is a mistake', async ({ app, folder }) => {
  const wrong =
    'quiz: khong-co\ncorrects: cung-khong\npicture: { file: mat.jpg, alt: Màn hình }\nvalidUntil: 2020-01-01\ntitle:'
  await change(folder, SLUG, 'title:', wrong)
  const { mistakes } = await reviewTeaching(folder, app.app.content)
  expect(mistakes.map((line) => line.replace(`bulletins/${SLUG}.md: `, ''))).toEqual([
    'validUntil is not after published',
    'quiz khong-co does not exist',
    'corrects cung-khong does not exist',
    'the picture mat.jpg is missing',
  ])
})
