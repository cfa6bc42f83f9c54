import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Hono } from 'hono'

type Asset = { bytes: Uint8Array<ArrayBuffer>; type: string; etag: string }

const FOLDER = new URL('./assets/', import.meta.url)
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Scripts import one another by name, so their addresses are fixed and browsers ask whether they changed. */
export function assetRoutes(): Hono {
  const assets = new Map(readdirSync(FOLDER).map((name) => [name, readAsset(name)]))
  const routes = new Hono()
  routes.get('/:name', (c) => {
    const asset = assets.get(c.req.param('name'))
    if (!asset) return c.notFound()
    c.header('cache-control', 'no-cache')
    c.header('etag', asset.etag)
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304)
    c.header('content-type', asset.type)
    return c.body(asset.bytes)
  })
  return routes
}

function readAsset(name: string): Asset {
  const bytes = new Uint8Array(readFileSync(new URL(name, FOLDER)))
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  return { bytes, type, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
}
