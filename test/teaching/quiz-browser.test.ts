import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { chromiumPath, inspectPage, launchBrowser, openSignedIn } from '../harness/browser.js'
import { type TestApp, test } from '../harness/test.js'
import { signedIn } from './bulletin-case.js'
import { acts, adds, contentOf, givenPublished, QUESTIONS, WHOLE_VERSION } from './quiz-console-case.js'

const SIZES = { phone: { width: 360, height: 640 }, desk: { width: 1366, height: 768 } }

let browser: Browser
beforeAll(async () => {
  if (chromiumPath) browser = await launchBrowser()
})
afterAll(async () => browser?.close())

async function givenAnswers(app: TestApp, quizId: string): Promise<void> {
  const { questions } = await contentOf(app, quizId)
  const organisations = ['Trường THPT số 1 Đức Phổ', 'Công ty Dệt may Quảng Ngãi', 'Hội Phụ nữ phường']
  const unit = await app.db.selectFrom('unit').select('id').where('code', '=', 'CA-21439').executeTakeFirstOrThrow()
  for (const [index, name] of organisations.entries()) {
    const { id: organisationId } = await app.db
      .insertInto('organisation')
      .values({ name, kind: 'school', areaCode: '21439', unitId: unit.id, createdAt: app.clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow()
    const result = { day: '2026-11-12', quizId, rightAnswers: 3 + (index % 2), questions: 5 }
    const games = Array.from({ length: 4 + 3 * index }, () => ({ ...result, organisationId, areaCode: '21439' }))
    await app.db.insertInto('quizResult').values(games).execute()
  }
  const chosen: Record<string, string[][]> = {
    0: [['0'], ['0'], ['1'], ['2'], ['2']],
    1: [['0', '2'], ['0'], ['0', '1', '2']],
    2: [['false'], ['true'], ['true']],
    3: [
      ['0', '1', '2'],
      ['1', '0', '2'],
    ],
  }
  const answers = questions.flatMap(({ id }, index) =>
    (chosen[index] ?? []).map((one, place) => ({
      ...{ day: '2026-11-12', quizId, questionId: id, chosen: one, isRight: place === 0 },
    })),
  )
  await app.db.insertInto('quizAnswer').values(answers).execute()
}

describe.skipIf(!chromiumPath)('the quizzes’ pages in a browser', () => {
  test('are whole on a phone and at a desk, and stand up to axe', async ({ app, picture }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const mai = await signedIn(app, 'comms', 'CAT-51')
    const id = await givenPublished(lan, mai)
    await givenAnswers(app, id)
    const form = new FormData()
    form.set('_key', lan.formKey)
    const shown = { ...QUESTIONS.scam, base: String(WHOLE_VERSION), alt: 'Hai tin nhắn A và B', explain: '' }
    for (const [name, value] of Object.entries(shown)) form.set(name, value)
    form.set('picture', new Blob([new Uint8Array(picture)]), 'man-hinh.jpg')
    const { location } = await lan.upload(`/console/quizzes/${id}/questions/new?kind=scam`, form)
    const question = location.split('#q-')[1] ?? ''
    const server = serve({ fetch: (request: Request) => app.app.http.fetch(request), port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const base = `http://localhost:${(server.address() as AddressInfo).port}`
    const pages: [string, string][] = [
      ['list', ''],
      ['new', '/new'],
      ['quiz', `/${id}`],
      ['head', `/${id}/edit`],
      ['question', `/${id}/questions/${question}`],
      ['new-several', `/${id}/questions/new?kind=several`],
      ['new-true-false', `/${id}/questions/new?kind=true_false`],
      ['preview', `/${id}/preview`],
      ['results', `/${id}/results`],
      ['withdraw', `/${id}/withdraw`],
    ]
    for (const [size, viewport] of Object.entries(SIZES)) {
      const page = await openSignedIn(browser, base, lan, { viewport: viewport })
      const foreign: string[] = []
      page.on('request', (request) => request.url().startsWith(base) || foreign.push(request.url()))
      page.on('console', (line) => line.type() === 'error' && foreign.push(line.text()))
      for (const [name, path] of pages) {
        await page.goto(`${base}/console/quizzes${path}`)
        expect(await inspectPage(page, `quizzes-${name}-${size}`), `${name} ${size}`).toEqual([])
      }
      expect(foreign).toEqual([])
      await page.context().close()
    }
    server.close()
  }, 120_000)

  test('lead a writer through a question and a reviewer through a review', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const mai = await signedIn(app, 'lead', 'CAT-51')
    const id = await givenPublished(lan, mai)
    const server = serve({ fetch: (request: Request) => app.app.http.fetch(request), port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const base = `http://localhost:${(server.address() as AddressInfo).port}`
    const page = await openSignedIn(browser, base, lan, { viewport: SIZES.desk })
    await page.goto(`${base}/console/quizzes/${id}`)
    await page.getByRole('link', { name: 'Một đáp án' }).click()
    await page.getByLabel('Câu hỏi', { exact: true }).fill('Ai đó bảo bạn cài ứng dụng lạ. Bạn làm gì?')
    await page.getByLabel('Lựa chọn 1').fill('Không cài')
    await page.getByLabel('Lựa chọn 2').fill('Cài thử')
    await page.getByLabel('1 đúng').check()
    await page.getByLabel('Giải thích').fill('Ứng dụng lạ có thể đọc hết điện thoại của bạn.')
    await page.getByLabel('Nguồn: nơi đăng').fill('Báo Ví Dụ')
    await page.getByLabel('Ngày đăng').fill('2026-01-07')
    await page.getByLabel('Địa chỉ (https)').fill('https://example.org/bai')
    await page.getByLabel('Ngày cần kiểm tra lại').fill('2027-05-20')
    await page.getByRole('button', { name: 'Lưu câu hỏi' }).click()
    await page.getByText('Đã lưu câu hỏi').waitFor()
    await adds(mai, id, 'true_false', WHOLE_VERSION + 1, { ask: 'Một câu của đồng chí Mai.' })
    await page.getByRole('button', { name: 'Đưa câu 2 lên' }).click()
    await page.getByRole('heading', { name: 'Việc này vừa có người khác làm' }).waitFor()
    await page.goto(`${base}/console/quizzes/${id}`)
    await page.getByRole('button', { name: 'Đưa câu 2 lên' }).click()
    await page.getByRole('button', { name: 'Gửi duyệt' }).click()
    await page.getByText('một người khác phải duyệt').waitFor()
    expect(await inspectPage(page, 'quizzes-waits-for-review')).toEqual([])
    const third = await signedIn(app, 'comms', 'CAT-51')
    const reviewer = await openSignedIn(browser, base, third, { viewport: SIZES.desk })
    await reviewer.goto(`${base}/console/quizzes/${id}`)
    expect(await inspectPage(reviewer, 'quizzes-review')).toEqual([])
    await reviewer.getByRole('button', { name: 'Duyệt và đưa vào dùng' }).click()
    await reviewer.getByText('Người dân chơi được từ bây giờ').waitFor()
    expect((await acts(lan, id, 'approve', 9)).status).toBe(409)
    await page.context().close()
    await reviewer.context().close()
    server.close()
  }, 60_000)
})
