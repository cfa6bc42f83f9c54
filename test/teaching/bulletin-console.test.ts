import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { approve } from '../../src/features/bulletins/review.js'
import { bulletinParts } from '../../src/app/bulletin-parts.js'
import { auditActions } from '../console/given.js'
import { test } from '../harness/test.js'
import {
  approves,
  asksReview,
  edits,
  FIELDS,
  givenPublished,
  publishes,
  reads,
  signedIn,
  slugOf,
  writes,
} from './bulletin-case.js'

const UNIT = 'CA-21439'

describe('from a draft to the page that everybody reads', () => {
  test('one writes, another approves, and it is read at once on the page, in the feed and in a chat', async ({
    app,
  }) => {
    app.clock.set(new Date('2026-11-27T09:00:00+07:00'))
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const id = await writes(lan)
    expect((await lan.get(`/console/bulletins/${id}`)).body).toContain('Gửi duyệt')
    expect((await reads(app, `/tin/${await slugOf(app, id)}`)).status).toBe(404)
    expect((await asksReview(lan, id)).status).toBe(303)
    expect((await publishes(lan, id)).status).toBe(409)
    const review = await minh.get(`/console/bulletins/${id}/review`)
    expect(review.body).toContain('href="https://example.org/bai-viet"')
    expect((await approves(minh, id)).status).toBe(303)
    expect((await lan.get(`/console/bulletins/${id}`)).body).toContain(`href="/console/bulletins/${id}/send"`)
    expect((await publishes(lan, id)).status).toBe(303)
    const slug = await slugOf(app, id)
    expect(slug).toMatch(/^canh-bao-gia-danh-can-bo-phuong-[0-9a-f]{6}$/)
    expect((await reads(app, `/tin/${slug}`)).text).toContain('<h1>Cảnh báo giả danh cán bộ phường</h1>')
    expect((await reads(app, '/tin')).text).toContain(`/tin/${slug}`)
    expect((await reads(app, '/tin/rss.xml')).text).toContain(`/tin/${slug}`)
    const citizen = app.citizen()
    await citizen.says('MENU')
    await citizen.says('ban tin')
    await citizen.presses('Cảnh báo giả danh cán bộ phường')
    expect(citizen.last().text).toContain('Nguồn: Báo Ví Dụ (7/1/2026).')
    expect(await auditActions(app.db)).toEqual(
      ['written', 'review_asked', 'approved', 'published'].map((act) => `bulletin.${act}`),
    )
  })

  test('the writer cannot approve, nor can who changed a word of it since the last approval', async ({ app }) => {
    const [lan, minh] = [await signedIn(app, 'lead', UNIT), await signedIn(app, 'comms', UNIT)]
    const id = await writes(lan)
    await asksReview(lan, id)
    expect((await lan.get(`/console/bulletins/${id}/review`)).body).not.toContain('Duyệt bản này')
    expect((await approves(lan, id)).status).toBe(403)
    await edits(minh, id, 1, { body: 'Có người gọi điện.' })
    await asksReview(minh, id, 2)
    expect((await approves(minh, id, 2)).status).toBe(403)
    expect((await approves(lan, id, 2)).status).toBe(403)
    const third = await signedIn(app, 'comms', 'CAT-51')
    expect((await approves(third, id, 1)).status).toBe(409)
    expect((await approves(third, id, 2)).status).toBe(303)
  })

  test('what is sent back comes with the reason, and is a draft again', async ({ app }) => {
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const id = await writes(lan)
    await asksReview(lan, id)
    expect((await minh.post(`/console/bulletins/${id}/send-back`, { version: '1', reason: '' })).status).toBe(422)
    const reason = 'Nguồn chưa nói đến phường ta.'
    expect((await minh.post(`/console/bulletins/${id}/send-back`, { version: '1', reason })).status).toBe(303)
    const { body } = await lan.get(`/console/bulletins/${id}`)
    expect(body).toContain(reason)
    expect(body).toContain('Gửi duyệt')
  })

  test('an edit of what is published is a draft that nobody reads until it is approved anew', async ({ app }) => {
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const { id, slug } = await givenPublished(app, lan, minh)
    expect((await edits(lan, id, 1, { title: 'Cảnh báo mới hơn' })).status).toBe(303)
    expect((await reads(app, `/tin/${slug}`)).text).toContain('<h1>Cảnh báo giả danh cán bộ phường</h1>')
    await asksReview(lan, id, 2)
    const review = await minh.get(`/console/bulletins/${id}/review`)
    expect(review.body).toContain('<ins>')
    await approves(minh, id, 2)
    await publishes(minh, id, 2)
    expect((await reads(app, `/tin/${slug}`)).text).toContain('<h1>Cảnh báo mới hơn</h1>')
    expect((await lan.get(`/console/bulletins/${id}/versions/1?as=text`)).body).toContain('giả danh cán bộ phường')
    expect((await lan.get(`/console/bulletins/${id}/versions/9`)).status).toBe(404)
  })
})

describe('a draft', () => {
  test('is saved with its mistakes, which are named beside the fields and keep it from review', async ({ app }) => {
    const lan = await signedIn(app, 'comms', UNIT)
    const id = await writes(lan, {
      title: '',
      body: 'Gọi 0900 000 000 hoặc vào vidu-lua-dao.com',
      'source-1-url': 'http://x',
    })
    const { body } = await lan.get(`/console/bulletins/${id}/edit`)
    for (const words of ['Cần ít nhất 5 ký tự', 'giống số điện thoại', 'có địa chỉ trang web', 'Nguồn 1 cần đủ']) {
      expect(body).toContain(words)
    }
    expect((await asksReview(lan, id)).status).toBe(422)
  })

  test('of two who save at once the second loses nothing and sees both texts', async ({ app }) => {
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const id = await writes(lan)
    expect((await edits(lan, id, 1, { body: 'Bản của Lan.' })).status).toBe(303)
    const second = await edits(minh, id, 1, { body: 'Bản của Minh.' })
    expect(second.status).toBe(409)
    expect(second.body).toContain('Bản của Lan.')
    expect(second.body).toContain('Bản của Minh.')
    expect(second.body).toContain('name="base" value="2"')
    expect((await edits(minh, id, 2, { body: 'Bản của Minh.' })).status).toBe(303)
    const versions = await app.db.selectFrom('bulletinVersion').select('number').where('bulletinId', '=', id).execute()
    expect(versions).toHaveLength(3)
  })

  test('keeps to the areas of its unit', async ({ app }) => {
    const lan = await signedIn(app, 'comms', UNIT)
    expect((await lan.get('/console/bulletins/new')).body).not.toContain('name="areas-21451"')
    for (const area of ['21451', '51', 'VN', '48']) {
      expect((await lan.post('/console/bulletins/new', { ...FIELDS, [`areas-${area}`]: 'yes' })).status, area).toBe(403)
    }
    const province = await signedIn(app, 'comms', 'CAT-51')
    await writes(province, { 'areas-51': 'yes', 'areas-21451': 'yes' })
  })

  test('takes a picture without what the camera wrote into it, public once the bulletin is', async ({
    app,
    picture,
  }) => {
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...FIELDS, pictureAlt: 'Màn hình tin nhắn', _key: lan.formKey })) {
      form.set(name, value)
    }
    form.set('picture', new Blob([new Uint8Array(picture)]), 'a.jpg')
    const { location } = await lan.upload('/console/bulletins/new', form)
    const id = location.split('/').at(-1) ?? ''
    const row = await app.db.selectFrom('picture').select(['id', 'bytes', 'width', 'height']).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ width: 640, height: 480 })
    expect(row.bytes.includes('Bi-Mat-9000')).toBe(false)
    expect((await reads(app, `/tin/anh/${row.id}`)).status).toBe(404)
    expect((await minh.get(`/console/bulletins/pictures/${row.id}`)).headers.get('content-type')).toBe('image/jpeg')
    await asksReview(lan, id)
    await approves(minh, id)
    await publishes(lan, id)
    const shown = await reads(app, `/tin/anh/${row.id}`)
    expect(shown.headers.get('content-type')).toBe('image/jpeg')
    expect(shown.headers.get('cache-control')).toContain('immutable')
    const page = (await reads(app, `/tin/${await slugOf(app, id)}`)).text
    expect(page).toContain('alt="Màn hình tin nhắn"')
    expect(page).toContain(`<meta property="og:image" content="http://localhost`)
    await lan.post(`/console/bulletins/${id}/withdraw`, { reason: 'Ảnh không đúng vụ việc.' })
    expect((await reads(app, `/tin/anh/${row.id}`)).status).toBe(404)
    form.set('picture', new Blob(['not a picture']), 'a.jpg')
    const refused = await lan.upload('/console/bulletins/new', form)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Không đọc được ảnh này')
  })

  test('with markup in every field stays text on every page', async ({ app }) => {
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    const id = await writes(lan, {
      title: evil,
      summary: evil,
      body: evil,
      'source-1-publisher': evil,
      'source-1-url': 'javascript:alert(1)',
      validUntil: '"><b>',
    })
    // As it would be if a rule let it through.
    await app.db.updateTable('bulletin').set({ state: 'review' }).where('id', '=', id).execute()
    for (const path of ['', '/edit', '/preview', '/preview?as=print', '/preview?as=text', '/review', '/withdraw']) {
      const page =
        path === '/edit'
          ? await lan.get(`/console/bulletins/${id}${path}`)
          : await minh.get(`/console/bulletins/${id}${path}`)
      expect(page.status, path).toBe(200)
      expect(page.body, path).not.toMatch(/<script>alert|<img src=x|<b>|href="javascript/)
    }
  })
})

describe('an emergency bulletin', () => {
  test('is approved by a lead, and at most twice a unit and Vietnamese day', async ({ app }) => {
    const [lan, lead, other] = [
      await signedIn(app, 'comms', UNIT),
      await signedIn(app, 'lead', UNIT),
      await signedIn(app, 'comms', UNIT),
    ]
    const ids = [await writes(lan, KHAN), await writes(lan, KHAN), await writes(lan, KHAN)]
    for (const id of ids) await asksReview(lan, id)
    const [first = '', second = '', third = ''] = ids
    expect((await approves(other, first)).status).toBe(403)
    expect((await approves(lead, first)).status).toBe(303)
    expect((await approves(lead, second)).status).toBe(303)
    const refused = await approves(lead, third)
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('là mức nhiều nhất trong một ngày')
    app.clock.advance({ hours: 24 })
    const tomorrow = await signedIn(app, 'lead', UNIT)
    expect((await approves(tomorrow, third)).status).toBe(303)
  })
})

const KHAN = { isEmergency: 'yes' }

test('of two who approve at once the second waits and is told', async ({ app }) => {
  const [lan, minh, thu] = [
    await signedIn(app, 'comms', UNIT),
    await signedIn(app, 'comms', UNIT),
    await signedIn(app, 'lead', UNIT),
  ]
  const id = await writes(lan)
  await asksReview(lan, id)
  const { deps } = app.app.platform
  const { known } = bulletinParts(app.app.content)
  await app.db.transaction().execute(async (first) => {
    await approve(first, deps, minh.officer, { id, version: 1 }, known)
    const blocked = app.db.transaction().execute(async (second) => {
      await sql`set local lock_timeout = '200ms'`.execute(second)
      await approve(second, deps, thu.officer, { id, version: 1 }, known)
    })
    await expect(blocked).rejects.toMatchObject({ code: '55P03' })
  })
  expect((await approves(thu, id)).status).toBe(409)
  const approvals = await app.db
    .selectFrom('bulletinEvent')
    .select('officerId')
    .where('type', '=', 'approved')
    .execute()
  expect(approvals).toEqual([{ officerId: minh.officer.id }])
})

describe('what was wrong', () => {
  test('is withdrawn: gone with a reason and what to read instead, and from lists, feed and chat', async ({ app }) => {
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const { id, slug } = await givenPublished(app, lan, minh)
    const reason = 'Đã rõ: không có vụ việc này.'
    expect((await lan.get(`/console/bulletins/${id}/withdraw`)).body).toContain('Người dân sẽ đọc lý do này')
    expect((await lan.post(`/console/bulletins/${id}/withdraw`, { reason })).status).toBe(303)
    const gone = await reads(app, `/tin/${slug}`)
    expect(gone.status).toBe(410)
    expect(gone.text).toContain(reason)
    expect(gone.text).toMatch(/Bạn nên đọc:<\/p><ul><li><a href="\/tin\//)
    expect((await reads(app, '/tin')).text).not.toContain(slug)
    expect((await reads(app, '/tin/rss.xml')).text).not.toContain(slug)
    expect((await lan.post(`/console/bulletins/${id}/withdraw`, { reason })).status).toBe(409)
    expect((await edits(lan, id, 1)).status).toBe(409)
    expect((await lan.get(`/console/bulletins/${id}/export`)).status).toBe(409)
  })

  test('is corrected: each names the other, on the page and in the chat', async ({ app }) => {
    app.clock.set(new Date('2026-11-27T09:00:00+07:00'))
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const { id, slug } = await givenPublished(app, lan, minh)
    expect((await lan.get(`/console/bulletins/new?corrects=${id}`)).body).toMatch(
      new RegExp(`<option value="${id}" selected`),
    )
    const right = await givenPublished(app, lan, minh, { title: 'Đính chính: chỉ có 1 vụ', correctsId: id })
    const wrong = (await reads(app, `/tin/${slug}`)).text
    expect(wrong).toContain(`Đã được đính chính: <a href="/tin/${right.slug}">Đính chính: chỉ có 1 vụ</a>`)
    expect((await reads(app, `/tin/${right.slug}`)).text).toContain(`Đính chính bản tin: <a href="/tin/${slug}">`)
    const citizen = app.citizen()
    await citizen.says('MENU')
    await citizen.says('ban tin')
    await citizen.presses('Cảnh báo giả danh cán bộ phường')
    expect(citizen.last().text).toMatch(/^ĐÃ ĐƯỢC ĐÍNH CHÍNH\. Mời đọc: “Đính chính: chỉ có 1 vụ”\./)
    await lan.post(`/console/bulletins/${id}/withdraw`, { reason: 'Thay bằng bản đính chính.' })
    expect((await reads(app, `/tin/${slug}`)).text).toContain(`<a href="/tin/${right.slug}">`)
  })

  test('a correction and an emergency are so once they are approved, not as soon as they are typed', async ({
    app,
  }) => {
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'lead', UNIT)]
    const wrong = await givenPublished(app, lan, minh)
    const { id, slug } = await givenPublished(app, lan, minh)
    await edits(lan, id, 1, { correctsId: wrong.id, isEmergency: 'yes' })
    expect((await reads(app, `/tin/${wrong.slug}`)).text).not.toContain('Đã được đính chính')
    expect((await reads(app, `/tin/${slug}`)).text).not.toContain('Cảnh báo khẩn')
    await asksReview(lan, id, 2)
    await approves(minh, id, 2)
    expect((await reads(app, `/tin/${slug}`)).text).not.toContain('Cảnh báo khẩn')
    await publishes(lan, id, 2)
    expect((await reads(app, `/tin/${wrong.slug}`)).text).toContain('Đã được đính chính')
    expect((await reads(app, `/tin/${slug}`)).text).toContain('Cảnh báo khẩn')
    const row = await app.db
      .selectFrom('bulletin')
      .select(['isEmergency', 'correctsId'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ isEmergency: true, correctsId: wrong.id })
  })

  test('past its last day it says so', async ({ app }) => {
    const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
    const until = new Date(app.clock.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10)
    const { slug } = await givenPublished(app, lan, minh, { validUntil: until })
    expect((await reads(app, `/tin/${slug}`)).text).not.toContain('đã hết giá trị')
    app.clock.advance({ hours: 24 * 5 })
    expect((await reads(app, `/tin/${slug}`)).text).toContain('đã hết giá trị')
  })
})

describe('who may what', () => {
  test('another unit does not see it, the unit above does, an auditor reads only', async ({ app }) => {
    const [lan, other, above, auditor] = [
      await signedIn(app, 'comms', UNIT),
      await signedIn(app, 'comms', 'CA-21451'),
      await signedIn(app, 'lead', 'CAT-51'),
      await signedIn(app, 'auditor', 'CAT-51'),
    ]
    const id = await writes(lan)
    await asksReview(lan, id)
    for (const path of ['', '/edit', '/preview', '/review', '/withdraw', '/export', '/versions/1']) {
      expect((await other.get(`/console/bulletins/${id}${path}`)).status, path).toBe(404)
    }
    expect((await approves(other, id)).status).toBe(404)
    expect((await edits(other, id, 1)).status).toBe(404)
    expect((await auditor.get(`/console/bulletins/${id}`)).status).toBe(200)
    expect((await auditor.get(`/console/bulletins/${id}`)).body).not.toContain('/edit')
    expect((await approves(auditor, id)).status).toBe(403)
    expect((await edits(auditor, id, 1)).status).toBe(403)
    expect((await approves(above, id)).status).toBe(303)
  })

  test('a form that names what is another unit’s is refused', async ({ app }) => {
    const [lan, top] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', 'CAT-51')]
    const other = await signedIn(app, 'comms', 'CA-21451')
    const foreign = await writes(other, { 'areas-21439': '', 'areas-21451': 'yes' })
    const file = await app.db
      .selectFrom('bulletin')
      .select('id')
      .where('slug', '=', 'bat-coc-online')
      .executeTakeFirstOrThrow()
    const organisation = await app.db
      .insertInto('organisation')
      .values({
        ...{ name: 'Trường Thử', kind: 'school', areaCode: '21451', unitId: other.officer.unitId },
        createdAt: app.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const [fields, status] of [
      [{ correctsId: foreign }, 403],
      [{ correctsId: file.id }, 403],
      [{ correctsId: '999999' }, 403],
      [{ [`organisations-${organisation.id}`]: 'yes' }, 403],
      [{ 'organisations-x': 'yes' }, 403],
      [{ quiz: 'khong-co' }, 422],
      [{ pictureId: '999999' }, 422],
    ] as const) {
      const answer = await lan.post('/console/bulletins/new', { ...FIELDS, ...fields })
      expect(answer.status, JSON.stringify(fields)).toBe(status)
    }
    await writes(top, { correctsId: file.id, [`organisations-${organisation.id}`]: 'yes' })
  })

  test('what came with the program is everybody’s to read and the highest unit’s to change', async ({ app }) => {
    const [lan, top] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', 'CAT-51')]
    const { id, slug } = await app.db
      .selectFrom('bulletin')
      .select(['id', 'slug'])
      .where('slug', '=', 'bat-coc-online')
      .executeTakeFirstOrThrow()
    expect((await lan.get(`/console/bulletins/${id}`)).status).toBe(200)
    expect((await lan.get(`/console/bulletins/${id}/edit`)).status).toBe(403)
    expect((await edits(lan, id, 1)).status).toBe(403)
    expect((await top.get(`/console/bulletins/${id}/edit`)).body).toContain('name="areas-VN"')
    await top.post(`/console/bulletins/${id}/withdraw`, { reason: 'Nội dung đã cũ.' })
    expect((await reads(app, `/tin/${slug}`)).status).toBe(410)
  })
})

test('exports carry the same facts, and where and when they were published', async ({ app }) => {
  const [lan, minh] = [await signedIn(app, 'comms', UNIT), await signedIn(app, 'comms', UNIT)]
  const { id, slug } = await givenPublished(app, lan, minh)
  const path = `/console/bulletins/${id}/export`
  expect((await lan.get(path)).body).toContain('Loa truyền thanh')
  for (const [kind, ending] of [
    ['fanpage', 'txt'],
    ['website', 'html'],
    ['markdown', 'md'],
  ] as const) {
    const { body, headers } = await lan.get(`${path}?for=${kind}`)
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${slug}-${kind}.${ending}"`)
    for (const fact of [lan.officer.unitName, '2 triệu đồng', '113', 'Báo Ví Dụ', '7/1/2026', `/tin/${slug}`]) {
      expect(body, kind).toContain(fact)
    }
  }
  const { body } = await lan.get(`${path}?for=loudspeaker`)
  for (const fact of [lan.officer.unitName, 'hai triệu đồng', 'một một ba', 'Báo Ví Dụ']) expect(body).toContain(fact)
})
