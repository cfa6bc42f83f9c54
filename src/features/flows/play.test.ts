import { PassThrough, Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { FLOW_FOLDER, NOW } from './given-talk.js'
import { playFlow } from './play.js'

async function played(flow: string, lines: string[]): Promise<{ found: boolean; printed: string }> {
  const output = new PassThrough()
  const chunks: Buffer[] = []
  output.on('data', (chunk: Buffer) => chunks.push(chunk))
  const input = Readable.from(lines.map((line) => `${line}\n`))
  const found = await playFlow({ folder: FLOW_FOLDER, flow, input, output, now: () => NOW })
  return { found, printed: Buffer.concat(chunks).toString('utf8') }
}

test('a flow is played at a terminal, with what it asks of the features', async () => {
  const { found, printed } = await played('report', ['3', 'đồng ý', '/sticker', '/picture', '/quit', 'never read'])
  expect(found).toBe(true)
  expect(printed).toContain('1. Có người nguy hiểm')
  expect(printed).toContain('[record_consent {"kind":"tip"')
  expect(printed).toContain('Mình đã giữ ảnh bạn gửi')
  expect(printed).not.toContain('never read')
})

test('time can run out', async () => {
  expect((await played('menu', ['/wait'])).printed).toContain('[the talk is over]')
})

test('a flow that is not there is named, with those that are', async () => {
  const { found, printed } = await played('reprot', [])
  expect(found).toBe(false)
  expect(printed).toMatch(/There is no flow reprot\. There are: .*report/)
})
