import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const resolve = createRequire(import.meta.url).resolve

export type Asset = { name: string; type: string; bytes: Buffer; gzipped: Buffer | null; hash: string }

const STYLE = 'text/css; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const FONT_WEIGHTS = ['400', '500', '600', '700']

/** Everything that a console page loads, by name. Read once: the files do not change under a running process. */
export function loadAssets(urlOf: (asset: Asset) => string): Map<string, Asset> {
  const fonts = loadFonts()
  const files = [
    makeAsset('tabler.css', STYLE, readPackage('@tabler/core/dist/css/tabler.min.css')),
    makeAsset('console.css', STYLE, readOwn('console.css')),
    makeAsset('tips.css', STYLE, readOwn('tips.css')),
    makeAsset('bulletins.css', STYLE, readOwn('bulletins.css')),
    makeAsset('quizzes.css', STYLE, readOwn('quizzes.css')),
    makeAsset('days-off.css', STYLE, readOwn('days-off.css')),
    makeAsset('rules.css', STYLE, readOwn('rules.css')),
    makeAsset('console.js', SCRIPT, readOwn('console.js')),
    makeAsset('live.js', SCRIPT, readOwn('live.js')),
    makeAsset('favicon.svg', 'image/svg+xml', readOwn('favicon.svg')),
    makeAsset('fonts.css', STYLE, Buffer.from(fonts.map((font) => fontFace(font, urlOf(font.asset))).join('\n'))),
    ...fonts.map((font) => font.asset),
  ]
  return new Map(files.map((asset) => [asset.name, asset]))
}

type Font = { asset: Asset; weight: string; range: string }

function loadFonts(): Font[] {
  const ranges: Record<string, string> = JSON.parse(
    readPackage('@fontsource/be-vietnam-pro/unicode.json').toString('utf8'),
  )
  return Object.entries(ranges).flatMap(([subset, range]) =>
    FONT_WEIGHTS.map((weight) => {
      const name = `be-vietnam-pro-${subset}-${weight}-normal.woff2`
      return {
        weight,
        range,
        asset: makeAsset(name, 'font/woff2', readPackage(`@fontsource/be-vietnam-pro/files/${name}`)),
      }
    }),
  )
}

function fontFace({ weight, range }: Font, url: string): string {
  return `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-display:swap;font-weight:${weight};src:url(${url}) format("woff2");unicode-range:${range}}`
}

function makeAsset(name: string, type: string, bytes: Buffer): Asset {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 12)
  return { name, type, bytes, gzipped: type === 'font/woff2' ? null : gzipSync(bytes), hash }
}

/** A file of an installed package, also where the package's own list of exports does not name it. */
function readPackage(path: string): Buffer {
  const folders = createRequire(import.meta.url).resolve.paths(path) ?? []
  for (const folder of folders) {
    const bytes = readIfThere(`${folder}/${path}`)
    if (bytes) return bytes
  }
  return readFileSync(resolve(path))
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function readOwn(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`./assets/${name}`, import.meta.url)))
}
