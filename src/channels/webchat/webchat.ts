import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Channel } from '../../conversations/channel.js'
import { WEBCHAT_CAPABILITIES } from './capabilities.js'
import { assetRoutes } from './assets.js'
import type { WebchatDeps } from './deps.js'
import { pageRoutes } from './page-routes.js'
import { postRoutes } from './post-routes.js'
import { refuse } from './refuse.js'
import { chatHeaders } from './security.js'

/** The built-in chat for citizens: routes to mount at `/chat`, and the channel whose messages the page reads. */
export function webchat(deps: WebchatDeps): { routes: Hono; channel: Channel } {
  const routes = new Hono()
  routes.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    deps.log.error({ error: error.name, method: c.req.method, path: c.req.routePath }, 'a web chat request failed')
    return refuse(c, 'server_error')
  })
  routes.use('*', ...chatHeaders())
  routes.route('/assets', assetRoutes())
  routes.route('/', postRoutes(deps))
  routes.route('/', pageRoutes(deps))
  return { routes, channel: webchatChannel(deps) }
}

/** There is nobody to send to: the page reads the transcript, so a message is there once its readers are woken. */
function webchatChannel({ notify, readUpload, releaseUpload }: WebchatDeps): Channel {
  return {
    name: 'webchat',
    capabilities: WEBCHAT_CAPABILITIES,
    bulletins: { via: 'transcript' },
    async send(_account, address) {
      await notify(address)
      return { kind: 'sent' }
    },
    releaseFile: releaseUpload,
    async fetchFile(_account, fileRef, maxBytes) {
      const bytes = await readUpload(fileRef)
      if (!bytes) return { kind: 'gone' }
      return bytes.length > maxBytes ? { kind: 'too_big' } : { kind: 'fetched', bytes }
    },
  }
}
