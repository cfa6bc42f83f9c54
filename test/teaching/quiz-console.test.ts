import { describe, expect } from 'vitest'
import { auditActions } from '../console/given.js'
import { test } from '../harness/test.js'
import { reads, signedIn } from './bulletin-case.js'
import {
  acts,
  adds,
  begins,
  contentOf,
  givenPublished,
  QUESTIONS,
  stateOf,
  WHOLE_VERSION,
  writesWhole,
} from './quiz-console-case.js'

const LIST = '/console/quizzes'

describe('a quiz of a unit', () => {
  test('is written, reviewed by a second person, and played at once without a restart', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const mai = await signedIn(app, 'comms', 'CAT-51')
    const id = await writesWhole(lan)
    const citizen = app.citizen()
    await citizen.says('MENU')
    await citizen.presses('Đố vui an toàn')
    const titles = () => citizen.last().choices?.map(({ label }) => label)
    expect(titles()).not.toContain('Nhận ra kẻ giả danh (5 câu)')
    expect((await acts(lan, id, 'approve', WHOLE_VERSION)).status).toBe(409)
    expect((await acts(lan, id, 'ask-review', WHOLE_VERSION)).status).toBe(303)
    const own = await acts(lan, id, 'approve', WHOLE_VERSION)
    expect([own.status, own.body.includes('một người khác phải duyệt')]).toEqual([403, true])
    expect((await acts(mai, id, 'approve', WHOLE_VERSION)).status).toBe(303)
    expect(await stateOf(app, id)).toEqual({ state: 'published', version: 6, publicVersion: 6 })
    await citizen.presses('Thôi')
    await citizen.says('MENU')
    await citizen.presses('Đố vui an toàn')
    expect(titles()).toContain('Nhận ra kẻ giả danh (5 câu)')
    expect(await auditActions(app.db)).toEqual([
      ...Array.from({ length: 6 }, () => 'quiz.written'),
      ...['quiz.review_asked', 'quiz.approved'],
    ])
  })

  test('that is edited stays public as it was, until a person approves who wrote none of it', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const mai = await signedIn(app, 'comms', 'CAT-51')
    const id = await givenPublished(lan, mai)
    await adds(mai, id, 'true_false', WHOLE_VERSION, { ask: 'Một câu mới của đồng chí Mai.' })
    expect(await stateOf(app, id)).toEqual({ state: 'draft', version: 7, publicVersion: 6 })
    await acts(mai, id, 'ask-review', 7)
    expect((await acts(mai, id, 'approve', 7)).status).toBe(403)
    expect((await acts(lan, id, 'send-back', 7, { reason: 'Xin thêm nguồn.' })).status).toBe(303)
    expect((await lan.get(`${LIST}/${id}`)).body).toContain('Xin thêm nguồn.')
    await acts(mai, id, 'ask-review', 7)
    expect((await acts(lan, id, 'approve', 7)).status).toBe(303)
    expect(await stateOf(app, id)).toEqual({ state: 'published', version: 7, publicVersion: 7 })
  })

  test('that has mistakes says them in Vietnamese, and is not reviewed', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const id = await begins(lan)
    const question = await adds(lan, id, 'single', 1, { right: '', explain: 'Gọi ngay 0900 000 000 nhé bạn.' })
    const { body } = await lan.get(`${LIST}/${id}`)
    for (const text of ['cần ít nhất 3 câu', 'Đang có 0 lựa chọn được đánh dấu đúng', 'giống số điện thoại'])
      expect(body).toContain(text)
    expect((await lan.get(`${LIST}/${id}/questions/${question}`)).body).toContain('Đang có 0 lựa chọn')
    expect((await acts(lan, id, 'ask-review', 2)).status).toBe(422)
    expect(await stateOf(app, id)).toMatchObject({ state: 'draft' })
  })

  test('is withdrawn for everybody, and comes back only over a review', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const mai = await signedIn(app, 'lead', 'CAT-51')
    const id = await givenPublished(lan, mai)
    expect((await lan.get(`${LIST}/${id}/withdraw`)).body).toContain('Không ai chơi được nữa')
    expect((await acts(lan, id, 'withdraw', WHOLE_VERSION, { reason: 'ngắn' })).status).toBe(422)
    expect((await acts(lan, id, 'withdraw', WHOLE_VERSION, { reason: 'Luật đã thay đổi.' })).status).toBe(303)
    expect(await stateOf(app, id)).toMatchObject({ state: 'withdrawn', publicVersion: null })
    const citizen = app.citizen()
    await citizen.says('MENU')
    await citizen.presses('Đố vui an toàn')
    expect(citizen.last().text).not.toContain('Nhận ra kẻ giả danh')
    expect((await acts(lan, id, 'ask-review', WHOLE_VERSION)).status).toBe(409)
  })
})

describe('questions', () => {
  test('are changed, moved and deleted, each time as a new version', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const id = await writesWhole(lan)
    const [first, second] = (await contentOf(app, id)).questions
    if (!first || !second) throw new Error('no questions')
    await acts(lan, id, `questions/${first.id}/down`, 6)
    expect((await contentOf(app, id)).questions.slice(0, 2).map((one) => one.id)).toEqual([second.id, first.id])
    await acts(lan, id, `questions/${first.id}/up`, 7)
    expect((await acts(lan, id, `questions/${second.id}/delete`, 8)).body).toContain('Xóa câu')
    expect((await contentOf(app, id)).questions).toHaveLength(5)
    await acts(lan, id, `questions/${second.id}/delete`, 8, { confirmed: 'yes' })
    expect((await contentOf(app, id)).questions).toHaveLength(4)
    const same = { ...QUESTIONS.single, base: '9', ask: 'Có người xin mã OTP. Bạn làm gì?' }
    const saved = await lan.post(`${LIST}/${id}/questions/${first.id}?kind=single`, same)
    expect(saved.location).toBe(`${LIST}/${id}#q-${first.id}`)
    const other = { ...same, base: '10', 'option-2': 'Đọc mã ngay' }
    const counted = await lan.post(`${LIST}/${id}/questions/${first.id}?kind=single`, other)
    expect(counted.location).not.toContain(first.id)
    expect((await lan.get(`${LIST}/${id}/versions/6`)).body).toContain('Dấu hiệu nào là của kẻ lừa đảo')
    expect((await lan.get(`${LIST}/${id}/preview`)).body).not.toContain('Dấu hiệu nào là của kẻ lừa đảo')
  })

  test('that two people save at once lose nothing: the second sees both and saves again', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const mai = await signedIn(app, 'comms', 'CAT-51')
    const id = await writesWhole(lan)
    const [first] = (await contentOf(app, id)).questions
    const path = `${LIST}/${id}/questions/${first?.id}?kind=single`
    expect((await lan.post(path, { ...QUESTIONS.single, base: '6', ask: 'Câu của đồng chí Lan đây?' })).status).toBe(
      303,
    )
    const late = await mai.post(path, { ...QUESTIONS.single, base: '6', ask: 'Câu của đồng chí Mai đây?' })
    expect(late.status).toBe(409)
    for (const text of ['Câu của đồng chí Lan', 'Câu của đồng chí Mai', 'value="7"', 'Đọc một nửa'])
      expect(late.body).toContain(text)
    expect((await contentOf(app, id)).questions[0]?.ask).toContain('Lan')
    expect((await mai.post(path, { ...QUESTIONS.single, base: '7', ask: 'Câu của đồng chí Mai đây?' })).status).toBe(
      303,
    )
    expect((await contentOf(app, id)).questions[0]?.ask).toContain('Mai')
    const head = await lan.post(`${LIST}/${id}/edit`, { title: 'Tên mới của Lan', base: '6' })
    expect([head.status, head.body.includes('Tên mới của Lan')]).toEqual([409, true])
    const deleted = await lan.post(`${LIST}/${id}/questions/c-gone?kind=order`, { ...QUESTIONS.order, base: '1' })
    expect([deleted.status, deleted.body.includes('Gom chứng cứ')]).toEqual([409, true])
  })

  test('may show a picture, which is encoded anew and stays with them', async ({ app, picture }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const id = await begins(lan)
    const send = (file: Blob, base: number) => {
      const form = new FormData()
      form.set('_key', lan.formKey)
      for (const [name, value] of Object.entries({ ...QUESTIONS.scam, base: String(base), alt: 'Hai tin nhắn A và B' }))
        form.set(name, value)
      form.set('picture', file, 'man-hinh.png')
      return lan.upload(`${LIST}/${id}/questions/new?kind=scam`, form)
    }
    const wrong = await send(new Blob(['không phải ảnh']), 1)
    expect([wrong.status, wrong.body.includes('Không đọc được ảnh'), wrong.body.includes('Hai tin nhắn')]).toEqual([
      422,
      true,
      true,
    ])
    expect((await send(new Blob([new Uint8Array(picture)]), 1)).status).toBe(303)
    const row = await app.db.selectFrom('picture').select(['id', 'mime', 'unitId']).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ mime: 'image/jpeg', unitId: lan.officer.unitId })
    const shown = await lan.get(`${LIST}/pictures/${row.id}`)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect((await lan.get(`${LIST}/${id}/preview`)).body).toContain('[Hình: Hai tin nhắn A và B]')
    expect((await reads(app, `/tin/anh/${row.id}`)).status).toBe(404)
    await adds(lan, id, 'single', 2)
    await adds(lan, id, 'order', 3)
    await acts(lan, id, 'ask-review', 4)
    await acts(await signedIn(app, 'lead', 'CAT-51'), id, 'approve', 4)
    expect((await reads(app, `/tin/anh/${row.id}`)).status).toBe(200)
  })
})

describe('who may', () => {
  test('auditors read, others do not get in, and other units’ quizzes are not there', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CA-21439')
    const id = await begins(lan)
    const auditor = await signedIn(app, 'auditor', 'CAT-51')
    expect((await auditor.get(LIST)).body).toContain('Nhận ra kẻ giả danh')
    expect((await auditor.get(`${LIST}/${id}`)).status).toBe(200)
    expect((await auditor.get(`${LIST}/${id}/edit`)).status).toBe(403)
    expect((await acts(auditor, id, 'ask-review', 1)).status).toBe(403)
    for (const role of ['intake', 'triage', 'admin'] as const) {
      expect((await (await signedIn(app, role, 'CAT-51')).get(LIST)).status).toBe(403)
    }
    const stranger = await signedIn(app, 'comms', 'CAT-01')
    expect((await stranger.get(LIST)).body).not.toContain('Nhận ra kẻ giả danh')
    for (const path of ['', '/edit', '/preview', '/results', '/withdraw'])
      expect((await stranger.get(`${LIST}/${id}${path}`)).status).toBe(404)
    expect((await acts(stranger, id, 'withdraw', 1, { reason: 'Không phải của tôi.' })).status).toBe(404)
    expect((await lan.get(`${LIST}/khong-co`)).status).toBe(404)
    expect((await lan.get(`${LIST}/${id}/questions/c-gone`)).status).toBe(404)
  })

  test('what came with the program is seen by all and changed by the highest unit alone', async ({ app }) => {
    const [quiz] = app.app.content.quizzes
    if (!quiz) throw new Error('no quiz')
    const ward = await signedIn(app, 'comms', 'CA-21439')
    expect((await ward.get(`${LIST}/${quiz.id}`)).status).toBe(200)
    expect((await ward.get(`${LIST}/${quiz.id}/edit`)).status).toBe(403)
    expect((await acts(ward, quiz.id, 'withdraw', 1, { reason: 'Không phải của tôi.' })).status).toBe(403)
    const top = await signedIn(app, 'comms', 'CAT-51')
    expect((await acts(top, quiz.id, 'withdraw', 1, { reason: 'Luật đã thay đổi.' })).status).toBe(303)
    expect(await stateOf(app, quiz.id)).toMatchObject({ state: 'withdrawn' })
  })
})
