import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { ROLES } from '../../src/console/roles.js'
import { decideTip } from '../../src/features/tips/decide-tip.js'
import { takeTip } from '../../src/features/tips/take-tip.js'
import { dumpDatabase } from '../harness/dump.js'
import { act, givenOfficer } from '../harness/officers.js'
import { reporterAdds } from '../tips/given-tip.js'
import { filesReport } from '../harness/report.js'
import { test } from '../harness/test.js'
import { signedIn, writes } from '../teaching/bulletin-case.js'
import { Visitor } from '../console/visitor.js'
import { givenOrganisation, subscribes } from '../teaching/subscriber.js'

describe('P9: a person decides', () => {
  test('a talk that ends in the exit for opinions leaves no tip and no text behind', async ({ app }) => {
    const lan = app.citizen()
    const marker = 'y-kien-rieng-4471'
    await lan.says(`Tôi thấy phường làm thủ tục hộ khẩu chậm quá ${marker}`)
    await lan.presses('Không có')
    await lan.presses('Đồng ý')
    await lan.presses('Dùng nội dung này')
    if (lan.last().choices?.some(({ label }) => label === 'Không phải tin báo')) await lan.presses('Không phải tin báo')
    if (lan.last().choices?.some(({ label }) => label === 'Góp ý, phản ánh')) await lan.presses('Góp ý, phản ánh')
    await lan.presses('Đúng, kết thúc')
    expect(await app.db.selectFrom('tip').select('id').execute()).toEqual([])
    expect(await dumpDatabase(app.db)).not.toContain(marker)
    const { keys } = app.app.platform.deps
    const inbox = await app.db
      .selectFrom('inbox')
      .select('body')
      .where('body', 'is not', null)
      .where('kind', '=', 'text')
      .execute()
    expect(inbox).toEqual([])
    const conversation = await app.db.selectFrom('conversation').selectAll().executeTakeFirstOrThrow()
    expect(conversation.state ? keys.open('state', conversation.state, conversation.id).toString() : '').not.toContain(
      marker,
    )
    const outbox = await app.db.selectFrom('outbox').select('body').where('body', 'is not', null).execute()
    const left = outbox.map(({ body }) => body && keys.open('outbox', body, conversation.id).toString()).join()
    expect(left).not.toContain(marker)
  })

  test('closing as outside our scope deletes the reported account data within 24 hours', async ({ app, picture }) => {
    const officer = await givenOfficer(app, 'lead', 'CA-21439')
    await filesReport(app.citizen(), {
      pictures: [picture],
      description: 'Bị lừa, tài khoản Vietcombank 0123456789012, số 0900 000 000 dau-vet-8812',
    })
    const { id, number } = await app.db.selectFrom('tip').select(['id', 'number']).executeTakeFirstOrThrow()
    const { deps } = app.app.platform
    await reporterAdds(app, id, 'Thêm số 0900 000 005 và dau-vet-8812')
    await act(app, officer, (tx) =>
      decideTip(tx, deps, officer, number, { code: 'khong_thuoc_pham_vi', reason: 'góp ý dau-vet-8812' }),
    )
    app.clock.advance({ hours: 24 })
    await app.app.sweeper.runAll()
    const dump = await dumpDatabase(app.db)
    const reported = ['0123456789012', '900000000', '900000005', 'dau-vet-8812', 'dau vet 8812']
    for (const trace of reported) expect(dump).not.toContain(trace)
    expect(await app.db.selectFrom('tipIdentifier').select('id').execute()).toEqual([])
    expect(await app.db.selectFrom('attachment').select('id').execute()).toEqual([])
    const kept = await app.db.selectFrom('tip').select(['number', 'outcomeCode']).execute()
    expect(kept).toEqual([{ number, outcomeCode: 'khong_thuoc_pham_vi' }])
  })

  test('what the bot proposes changes nothing: the category is the one that the citizen chose', async ({ app }) => {
    await filesReport(app.citizen(), { category: 'Đánh bạc, cá độ, lô đề qua mạng' })
    expect(await app.db.selectFrom('tip').select('category').execute()).toEqual([{ category: 'CO_BAC' }])
  })
})

describe('P10: nobody sees across units', () => {
  test('each role sees the tips of its units only, also with a query that forgets to ask for them', async ({ app }) => {
    await givenOfficer(app, 'intake', 'CA-21439')
    await filesReport(app.citizen(), { category: 'Khác, hoặc chưa rõ' })
    const sees: Record<string, number> = {}
    for (const [role, unit] of [
      ['intake', 'CA-21439'],
      ['intake', 'CA-21451'],
      ['intake', 'CAT-51'],
      ['triage', 'CAT-51'],
      ['lead', 'CAT-51'],
      ['lead', 'PA05-51'],
      ['lead', 'CAT-48'],
      ['comms', 'CAT-51'],
      ['auditor', 'CAT-51'],
      ['admin', 'CAT-51'],
    ] as const) {
      const officer = await givenOfficer(app, role, unit)
      const rows = await act(app, officer, (tx) => tx.selectFrom('tip').select('id').execute())
      const parts = await act(app, officer, async (tx) => {
        const counts = await sql<{ n: number }>`select (select count(*) from tip_identifier)::int
          + (select count(*) from tip_event)::int + (select count(*) from tip_clock)::int as n`.execute(tx)
        return counts.rows[0]?.n ?? 0
      })
      sees[`${role} ${unit}`] = rows.length
      expect(parts > 0, `${role} ${unit}`).toBe(rows.length > 0)
    }
    expect(sees).toEqual({
      'intake CA-21439': 1,
      'intake CA-21451': 0,
      'intake CAT-51': 0,
      'triage CAT-51': 1,
      'lead CAT-51': 1,
      'lead PA05-51': 0,
      'lead CAT-48': 0,
      'comms CAT-51': 0,
      'auditor CAT-51': 0,
      'admin CAT-51': 0,
    })
  })

  test('a unit with a copy reads the tip but may not act on it', async ({ app }) => {
    await givenOfficer(app, 'intake', 'CA-21439')
    const reader = await givenOfficer(app, 'lead', 'PA05-51')
    const stranger = await givenOfficer(app, 'lead', 'CA-21451')
    await filesReport(app.citizen())
    const { number } = await app.db.selectFrom('tip').select('number').executeTakeFirstOrThrow()
    const { deps } = app.app.platform
    await expect(act(app, reader, (tx) => takeTip(tx, deps, reader, number))).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(act(app, stranger, (tx) => takeTip(tx, deps, stranger, number))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('bulletins are seen and changed by their unit and those above, also with a query that forgets to ask', async ({
    app,
  }) => {
    const writer = await signedIn(app, 'comms', 'CA-21439')
    const id = await writes(writer)
    const sees: Record<string, [number, bigint]> = {}
    for (const [role, unit] of [
      ['comms', 'CA-21439'],
      ['comms', 'CA-21451'],
      ['lead', 'CAT-51'],
      ['auditor', 'CAT-51'],
      ['comms', 'PA05-51'],
      ['lead', 'CAT-48'],
      ['intake', 'CA-21439'],
      ['admin', 'CAT-51'],
    ] as const) {
      const officer = await givenOfficer(app, role, unit)
      sees[`${role} ${unit}`] = await act(app, officer, async (tx) => {
        const rows = await tx.selectFrom('bulletin').select('id').where('id', '=', id).execute()
        const versions = await tx.selectFrom('bulletinVersion').select('number').where('bulletinId', '=', id).execute()
        expect(versions).toHaveLength(rows.length)
        const changed = await tx
          .updateTable('bulletin')
          .set({ isEmergency: true })
          .where('id', '=', id)
          .executeTakeFirst()
        return [rows.length, changed.numUpdatedRows]
      })
    }
    expect(sees).toEqual({
      'comms CA-21439': [1, 1n],
      'comms CA-21451': [0, 0n],
      'lead CAT-51': [1, 1n],
      'auditor CAT-51': [1, 0n],
      'comms PA05-51': [0, 0n],
      'lead CAT-48': [0, 0n],
      'intake CA-21439': [0, 0n],
      'admin CAT-51': [0, 0n],
    })
  })

  test('nobody adds a version or an event to a bulletin that they only read, or approves their own', async ({
    app,
  }) => {
    const file = await app.db
      .selectFrom('bulletin')
      .select('id')
      .where('slug', '=', 'bat-coc-online')
      .executeTakeFirstOrThrow()
    const writer = await signedIn(app, 'comms', 'CA-21439')
    const own = await writes(writer)
    const [at, refused] = [app.clock.now(), { code: '42501' }]
    const by = { writtenBy: writer.officer.id, writtenAt: at, content: '{}' }
    const add = act(app, writer.officer, (tx) =>
      tx
        .insertInto('bulletinVersion')
        .values({ ...by, bulletinId: file.id, number: 2 })
        .execute(),
    )
    await expect(add).rejects.toMatchObject(refused)
    const note = act(app, writer.officer, (tx) =>
      tx
        .insertInto('bulletinEvent')
        .values({ bulletinId: file.id, at, type: 'approved', officerId: writer.officer.id })
        .execute(),
    )
    await expect(note).rejects.toMatchObject(refused)
    const approval = act(app, writer.officer, (tx) =>
      tx
        .updateTable('bulletinVersion')
        .set({ approvedBy: writer.officer.id, approvedAt: at })
        .where('bulletinId', '=', own)
        .execute(),
    )
    await expect(approval).rejects.toMatchObject(refused)
  })

  test('an officer who is switched off sees nothing from that moment on', async ({ app }) => {
    const officer = await givenOfficer(app, 'lead', 'CAT-51')
    await filesReport(app.citizen())
    await app.db.updateTable('officer').set({ isActive: false }).where('id', '=', officer.id).execute()
    expect(await act(app, officer, (tx) => tx.selectFrom('tip').select('id').execute())).toEqual([])
  })

  test('the role is given back after the work, and cannot write past its units', async ({ app }) => {
    await givenOfficer(app, 'intake', 'CA-21439')
    const officer = await givenOfficer(app, 'lead', 'CA-21451')
    await filesReport(app.citizen())
    const changed = await act(app, officer, (tx) =>
      tx.updateTable('tip').set({ status: 'in_progress' }).executeTakeFirst(),
    )
    expect(changed.numUpdatedRows).toBe(0n)
    const who = await sql<{ user: string }>`select current_user as user`.execute(app.db)
    expect(who.rows[0]?.user).toBe('anninh')
  })

  test('no page and no log shows which chat is a subscriber’s, to whatever role', async ({ app }) => {
    const marker = '918273645'
    await sql`select setval(pg_get_serial_sequence('conversation', 'id'), ${marker}::bigint, false),
      setval(pg_get_serial_sequence('subscriber', 'id'), ${marker}::bigint, false)`.execute(app.db)
    await givenOrganisation(app, 'Trường THPT Số 1 Đức Phổ')
    const lan = app.citizen()
    await subscribes(lan)
    for (const said of ['cơ quan, trường', 'thpt', '1', 'DUNG']) await lan.says(said)
    expect(await app.db.selectFrom('subscription').select('conversationId').execute()).toEqual([
      { conversationId: marker },
    ])
    const edge = { db: app.db, deps: app.app.platform.deps, publicUrl: 'http://localhost:3000' }
    for (const role of ROLES) {
      const visitor = new Visitor(app.app.http, edge.publicUrl)
      await visitor.signInAs(edge, await givenOfficer(app, role, 'CAT-51'))
      const { body: home } = await visitor.get('/console/me')
      const links = [...home.matchAll(/class="side-link" href="([^"]+)"/g)].map(([, href]) => href ?? '')
      for (const path of [...links, '/console/me', '/console/organisations/1']) {
        const { body } = await visitor.get(path)
        for (const secret of [marker, lan.chat]) expect(body.includes(secret), `${role} ${path}`).toBe(false)
      }
    }
    expect(app.logged.join('\n')).not.toMatch(new RegExp(`${marker}|${lan.chat}`))
  })
})
