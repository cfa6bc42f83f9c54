import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { chromiumPath, inspectPage, launchBrowser } from '../harness/browser.js'
import { test } from '../harness/test.js'

const SIZES = { phone: { width: 360, height: 640 }, desk: { width: 1366, height: 768 } }

let browser: Browser
beforeAll(async () => {
  if (chromiumPath) browser = await launchBrowser()
})
afterAll(async () => browser?.close())

describe.skipIf(!chromiumPath)('the public pages in a browser without scripts', () => {
  test('are read on a phone and at a desk, and lead from the list to a bulletin and to the chat', async ({ app }) => {
    const server = serve({
      fetch: (request: Request) => app.app.http.fetch(request),
      port: 0,
      hostname: '127.0.0.1',
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const base = `http://localhost:${(server.address() as AddressInfo).port}`
    for (const [name, viewport] of Object.entries(SIZES)) {
      const context = await browser.newContext({ viewport, locale: 'vi-VN' })
      const page = await context.newPage()
      const foreign: string[] = []
      page.on('request', (request) => request.url().startsWith(base) || foreign.push(request.url()))
      page.on('console', (line) => line.type() === 'error' && foreign.push(line.text()))
      await page.goto(`${base}/tin`)
      expect(await inspectPage(page, `bulletins-${name}`)).toEqual([])
      const title = app.app.content.bulletins[0]?.title ?? ''
      await page.getByRole('link', { name: title }).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      expect(await inspectPage(page, `bulletin-${name}`)).toEqual([])
      expect(await page.getByRole('link', { name: 'Báo tin cho Công an' }).getAttribute('href')).toBe('/chat')
      expect(foreign).toEqual([])
      await context.close()
    }
    server.close()
  })
})
