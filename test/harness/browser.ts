import { mkdirSync } from 'node:fs'
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

let shots = 0

/** Keeps a picture of the page in the folder that SCREENSHOTS names, for looking at; nowhere else. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${String(++shots).padStart(2, '0')}-${name}.png`, fullPage: true })
}
