import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { NO_SUCH_PAGE } from '../../../console/read-form.js'
import { AppError } from '../../../platform/errors.js'
import { inOfficersRole } from './kit.js'

/** Of any bulletin or quiz that the officer sees; kept by no cache but this officer's own. */
export async function showPicture(c: ConsoleContext, edge: Edge): Promise<Response> {
  const id = c.req.param('picture') ?? ''
  const picture = /^\d{1,15}$/.test(id)
    ? await inOfficersRole(c, edge, (limited) =>
        limited.selectFrom('picture').select(['mime', 'bytes']).where('id', '=', id).executeTakeFirst(),
      )
    : undefined
  if (!picture) throw new AppError('not_found', NO_SUCH_PAGE)
  c.header('content-type', picture.mime)
  c.header('cache-control', 'private, max-age=86400')
  return c.body(new Uint8Array(picture.bytes))
}
