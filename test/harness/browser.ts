import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const chromiumPath = inject('chromium')

export function launchBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium is installed')
  return chromium.launch({ executablePath: chromiumPath, args: FLAGS })
}

const DESK = { width: 1366, height: 768 }

type Sight = { scripts?: boolean; viewport?: { width: number; height: number } }

/** An officer's own browser, signed in, at an officer's usual size. */
export async function openSignedIn(
  browser: Browser,
  base: string,
  { cookies }: { cookies: ReadonlyMap<string, string> },
  { scripts = true, viewport = DESK }: Sight = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', javaScriptEnabled: scripts })
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: `${base}/console` })))
  return context.newPage()
}

let shots = 0

/** Keeps a picture of the page in the folder that SCREENSHOTS names, for looking at; nowhere else. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${String(++shots).padStart(2, '0')}-${name}.png`, fullPage: true })
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with the page as it stands. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } = Reflect.get(
      globalThis,
      'axe',
    )
    const found = await axe.run()
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}

/** Tables that scroll up and down inside their card, where only the page should. */
const SCROLLING_TABLES = `[...document.querySelectorAll('.table-responsive')].filter((table) =>
  table.scrollHeight > table.clientHeight && getComputedStyle(table).overflowY !== 'hidden').length`

/** Keeps a picture, and holds the page against axe and against needless scrolling. Its faults, in words. */
export async function inspectPage(page: Page, name: string): Promise<string[]> {
  await keepPicture(page, name)
  const faults = await findViolations(page)
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  if (overflow !== 0) faults.push(`${name} scrolls sideways by ${overflow}`)
  const tables = await page.evaluate(SCROLLING_TABLES)
  if (tables !== 0) faults.push(`${name} has ${tables} tables that scroll up and down`)
  return faults
}
