import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { raw } from 'hono/html'

const resolve = createRequire(import.meta.url).resolve
const known = new Map<string, string>()

/** An outline icon of Tabler's set, drawn in the text's colour. Decoration: the words beside it say it all. */
export function Icon({ name }: { name: string }) {
  return raw(known.get(name) ?? load(name))
}

function load(name: string): string {
  const svg = readFileSync(resolve(`@tabler/icons/outline/${name}.svg`), 'utf8')
  const inner = svg
    .replace(/<!--[\s\S]*?-->/, '')
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .trim()
  const drawn = `<svg class="icon" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${inner}</svg>`
  known.set(name, drawn)
  return drawn
}
