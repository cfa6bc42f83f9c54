import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { reachSummary } from '../harness/report.js'
import { test } from '../harness/test.js'

const WILD: Record<string, string> = {
  'a NUL byte': 'Bị lừa\u0000 5 triệu',
  'a lone surrogate': 'Bị lừa \ud83d 5 triệu',
  'zero-width characters': 'Bị\u200b lừa\u200d 5 triệu\ufeff',
  'maths letters': '𝐁ị 𝐥ừ𝐚 𝟓 triệu ở 𝐞𝐯𝐢𝐥.example',
  'emoji only': '😭😭😭',
  'right-to-left marks': 'Bị lừa \u202egnp.exe 5 triệu',
  'our own secret markers': 'Bị lừa \ue000receipt:00000000-0000-0000-0000-000000000000\ue001',
  '10,000 characters': `Bị lừa ${'a'.repeat(9_990)}`,
}

describe('whatever people write', () => {
  for (const [name, text] of Object.entries(WILD)) {
    test(`${name}: is taken or refused in words, and the talk goes on`, async ({ app }) => {
      const lan = app.citizen()
      expect(await lan.says(text)).not.toEqual([])
      expect(await lan.says('MENU')).not.toEqual([])
      const open = await app.db.selectFrom('inbox').select('failedAt').where('failedAt', 'is not', null).execute()
      expect(open).toEqual([])
    })
  }

  test('100 kB of text gets a plain answer that names the limit, and nothing of the talk is lost', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('Tôi bị lừa 5 triệu')
    const answer = (await lan.says(`x${'Bị lừa mất tiền. '.repeat(6_000)}`)).join()
    expect(answer).toMatch(/10\.000|10,000/)
    expect((await lan.says('3')).join()).toContain('Bạn có đồng ý không?')
  })

  test('a tip whose text holds a NUL and a lone surrogate is filed whole and found by a search', async ({ app }) => {
    const lan = app.citizen()
    await reachSummary(lan, { description: 'Bị lừa\u0000 chuyển tiền \ud83d qua mạng, Đức Phổ' })
    await lan.presses('Gửi tin')
    const { description, searchText } = await app.db
      .selectFrom('tip')
      .select(['description', 'searchText'])
      .executeTakeFirstOrThrow()
    expect(description).toBe('Bị lừa chuyển tiền \ufffd qua mạng, Đức Phổ')
    expect(searchText).toContain('duc pho')
  })

  test('random texts at random moments never end a talk without an answer', async ({ app }) => {
    const lan = app.citizen()
    const samples = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), {
      numRuns: 25,
      seed: 20261122,
    })
    for (const text of samples) {
      await lan.says(text)
      expect(lan.last().text.length).toBeGreaterThan(0)
    }
    const failed = await app.db.selectFrom('inbox').select('id').where('failedAt', 'is not', null).execute()
    expect(failed).toEqual([])
  })

  test('an old or unknown button gets a polite reply and changes nothing', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('Tôi bị lừa 5 triệu')
    const { waitId = '' } = lan.last()
    await lan.presses('Không có')
    // The hint how to go back and stop stands above the question once, not each time.
    const asked = lan.last().text.slice(lan.last().text.indexOf('Bạn sắp gửi tin cho Công an'))
    for (const press of [
      { waitId, value: 'life' },
      { waitId: 'khong-co-that', value: 'x' },
      { waitId: lan.last().waitId ?? '', value: 'la' },
    ]) {
      await lan.posts({ kind: 'choice', ...press })
      await app.drain()
      expect(lan.last().text).toContain(asked)
    }
    expect(await app.db.selectFrom('consent').select('id').execute()).toEqual([])
  })

  test('a message that the platform delivers late answers no later question', async ({ app }) => {
    const lan = app.citizen()
    const at = (second: number) => new Date(Date.UTC(2026, 10, 12, 3, 0, second))
    await lan.posts({ kind: 'text', text: 'Tôi bị lừa 5 triệu' }, 'first', at(10))
    await lan.posts({ kind: 'text', text: '3' }, 'second', at(20))
    await lan.posts({ kind: 'text', text: '1' }, 'late', at(15))
    await app.drain()
    expect(lan.last().text).toContain('tới muộn')
    expect(await app.db.selectFrom('consent').select('id').execute()).toEqual([])
  })

  test('stickers, voice, edits and places are answered politely; follows and blocks are not answered', async ({
    app,
  }) => {
    const lan = app.citizen()
    await lan.says('Xin chào')
    for (const what of ['sticker', 'voice', 'video', 'file', 'location'] as const) {
      const before = lan.messages().length
      await lan.posts({ kind: 'unsupported', what })
      await app.drain()
      expect(lan.messages().length).toBe(before + 1)
    }
    const before = lan.messages().length
    for (const kind of ['unknown', 'unblocked'] as const) await lan.posts({ kind })
    await app.drain()
    expect(lan.messages().length).toBe(before)
  })
})
