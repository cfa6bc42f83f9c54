import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect } from 'vitest'
import { cleanPath, originalPath } from '../../src/features/attachments/seal-file.js'
import { askReporter } from '../../src/features/tips/ask-reporter.js'
import { act, givenOfficer } from '../harness/officers.js'
import { filesReport } from '../harness/report.js'
import { type TestApp, test } from '../harness/test.js'

describe('P4: evidence is never altered', () => {
  test('the original is sealed as it came, and the shown copy has lost place, camera and thumbnail', async ({
    app,
    picture,
  }) => {
    expect((await sharp(picture).metadata()).exif).toBeDefined()
    await filesReport(app.citizen(), { pictures: [picture] })
    const { files } = app.app.platform.deps
    const row = await app.db.selectFrom('attachment').selectAll().executeTakeFirstOrThrow()
    const original = await files.get(originalPath(row.id), row.fileKey)
    expect(original.equals(picture)).toBe(true)
    expect(row.sha256.equals(createHash('sha256').update(picture).digest())).toBe(true)
    expect(row.clean).toBe('ready')
    const copy = await files.get(cleanPath(row.id), row.fileKey, originalPath(row.id))
    const seen = await sharp(copy).metadata()
    expect([seen.exif, seen.iptc, seen.xmp, seen.icc]).toEqual([undefined, undefined, undefined, undefined])
    expect(copy.includes('Bi-Mat-9000')).toBe(false)
    expect(seen.width).toBe(640)
  })

  test('one changed byte in a sealed file is noticed', async ({ app, picture }) => {
    await filesReport(app.citizen(), { pictures: [picture] })
    const { id, fileKey } = await app.db.selectFrom('attachment').select(['id', 'fileKey']).executeTakeFirstOrThrow()
    const path = `${app.config.dataDir}/files/${originalPath(id)}`
    const sealed = await readFile(path)
    sealed.writeUInt8(sealed.readUInt8(100) ^ 1, 100)
    await writeFile(path, sealed)
    await expect(app.app.platform.deps.files.get(originalPath(id), fileKey)).rejects.toThrow()
  })

  test('the disk holds no picture in clear', async ({ app, picture }) => {
    await filesReport(app.citizen(), { pictures: [picture] })
    const { id } = await app.db.selectFrom('attachment').select('id').executeTakeFirstOrThrow()
    const sealed = await readFile(`${app.config.dataDir}/files/${originalPath(id)}`)
    expect(sealed.includes('MayAnhThu')).toBe(false)
  })

  test('what is no picture is refused by its bytes, whatever it is called', async ({ app }) => {
    const lan = app.citizen()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const html = Buffer.from('<!doctype html><script>alert(1)</script>')
    const php = Buffer.from('GIF89a<?php echo 1; ?>')
    await lan.sends(svg, html, php)
    expect(await app.db.selectFrom('attachment').select('id').execute()).toEqual([])
  })

  test('for TRE_EM, pictures sent before the category was known are destroyed unseen, and later ones refused', async ({
    app,
    picture,
  }) => {
    const lan = app.citizen()
    await lan.sends(picture)
    const { id } = await app.db.selectFrom('attachment').select('id').executeTakeFirstOrThrow()
    await lan.presses('Không có')
    await lan.presses('Đồng ý')
    await lan.says('Có tài khoản lạ dụ dỗ bé gái gửi ảnh nhạy cảm')
    await lan.presses('Chọn loại khác')
    const told = await lan.presses('Xâm hại, dụ dỗ trẻ em trên mạng')
    expect(told.join()).toContain('hủy')
    await lan.sends(picture)
    expect(lan.messages().at(-1)?.text).toContain('hủy')
    await app.app.sweeper.runAll()
    expect(await app.db.selectFrom('attachment').select('id').execute()).toEqual([])
    expect(existsSync(`${app.config.dataDir}/files/${originalPath(id)}`)).toBe(false)
  })

  test('a draft that is left for 72 hours is deleted with its pictures', async ({ app, picture }) => {
    const lan = app.citizen()
    await lan.sends(picture)
    app.clock.advance({ hours: 71 })
    await app.app.sweeper.runAll()
    expect(await app.db.selectFrom('attachment').select('id').execute()).toHaveLength(1)
    app.clock.advance({ hours: 2 })
    await app.app.sweeper.runAll()
    expect(await app.db.selectFrom('attachment').select('id').execute()).toEqual([])
    const { state } = await app.db.selectFrom('conversation').select('state').executeTakeFirstOrThrow()
    expect(state).toBeNull()
  })

  test('the words of a draft go with it, also where the menu was opened above it', async ({ app }) => {
    for (const last of ['Không có', 'MENU']) {
      const lan = app.citizen(last)
      await lan.says('Tôi bị lừa mất 5 triệu')
      if (last === 'MENU') app.clock.advance({ hours: 30 })
      await lan.says(last)
      const said = lan.messages().length
      app.clock.advance({ hours: last === 'MENU' ? 43 : 73 })
      await app.app.sweeper.runAll()
      await app.drain()
      const bodies = ['inbox', 'outbox'] as const
      for (const table of bodies)
        expect(await app.db.selectFrom(table).select('id').where('body', 'is not', null).execute(), table).toEqual([])
      expect(lan.messages()).toHaveLength(said)
    }
  })
})

describe('a tip about a child takes words only, also after it was filed', () => {
  const CHILD = 'Xâm hại, dụ dỗ trẻ em trên mạng'

  test('a picture sent with the code is refused with the reason, and no empty message is stored', async ({
    app,
    picture,
  }) => {
    const lan = app.citizen()
    const { code } = await filesReport(lan, { category: CHILD })
    await lan.presses('Đã lưu mã')
    await lan.says(`TRA CUU ${code}`)
    await lan.presses('Gửi thêm thông tin')
    expect((await lan.sends(picture)).join()).toContain('ảnh vừa gửi đã được hủy')
    expect(await messagesOf(app)).toEqual([])
    expect((await lan.says('Nick của nó là abc')).join()).toContain('Đã chuyển thông tin')
    expect(await messagesOf(app)).toEqual(['Nick của nó là abc'])
    expect(await app.db.selectFrom('attachment').select('id').execute()).toEqual([])
  })

  test('so is one sent to an officer who asks, also where the kind was corrected after the question', async ({
    app,
    picture,
  }) => {
    const officer = await givenOfficer(app, 'intake', 'CA-21439')
    const lan = app.citizen()
    await filesReport(lan, { category: CHILD })
    await lan.presses('Đã lưu mã')
    const { number } = await app.db.selectFrom('tip').select('number').executeTakeFirstOrThrow()
    const asks = async () => {
      await act(app, officer, (tx) => askReporter(tx, app.app.platform.deps, officer, number, 'Bạn thấy lúc nào?'))
      await app.drain()
    }
    await asks()
    expect((await lan.sends(picture)).join()).toMatch(/ảnh vừa gửi đã được hủy[\s\S]*Bạn thấy lúc nào/)
    await lan.says('Tối qua')
    await app.db.updateTable('tip').set({ category: 'KHAC' }).execute()
    await asks()
    await app.db.updateTable('tip').set({ category: 'TRE_EM' }).execute()
    await lan.sends(picture)
    expect((await lan.presses('Gửi')).join()).toMatch(/ảnh vừa gửi đã được hủy[\s\S]*Bạn thấy lúc nào/)
    await lan.sends(picture)
    expect((await lan.says('Sáng nay')).join()).toMatch(/ảnh vừa gửi đã được hủy[\s\S]*Đã chuyển câu trả lời/)
    const asked = 'Bạn thấy lúc nào?'
    expect(await messagesOf(app)).toEqual([asked, 'Tối qua', asked, 'Sáng nay'])
    expect(await app.db.selectFrom('attachment').select('id').execute()).toEqual([])
  })

  async function messagesOf({ db }: TestApp): Promise<string[]> {
    const rows = await db.selectFrom('tipMessage').select('text').orderBy('id').execute()
    return rows.map(({ text }) => text)
  }
})
