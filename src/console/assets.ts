import { Hono } from 'hono'
import { AppError } from '../platform/errors.js'
import { type Asset, loadAssets } from './asset-files.js'

const BASE = '/console/assets'
let loaded: Map<string, Asset> | undefined

/** The address of an asset. It holds the content's hash, so that a browser may keep it for ever. */
export function assetUrl(name: string): string {
  const asset = assets().get(name)
  if (!asset) throw new Error(`no console asset ${name}`)
  return urlOf(asset)
}

export function assetRoutes(): Hono {
  const routes = new Hono()
  routes.get('/assets/:hash/:name', (c) => {
    const asset = assets().get(c.req.param('name'))
    if (!asset || asset.hash !== c.req.param('hash')) throw new AppError('not_found', 'Không có tệp này.')
    const zipped = asset.gzipped && c.req.header('accept-encoding')?.includes('gzip') ? asset.gzipped : null
    c.header('content-type', asset.type)
    c.header('cache-control', 'public, max-age=31536000, immutable')
    c.header('vary', 'accept-encoding')
    if (zipped) c.header('content-encoding', 'gzip')
    return c.body(new Uint8Array(zipped ?? asset.bytes))
  })
  return routes
}

function assets(): Map<string, Asset> {
  loaded ??= loadAssets(urlOf)
  return loaded
}

function urlOf(asset: Asset): string {
  return `${BASE}/${asset.hash}/${asset.name}`
}
