import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { MediaRef } from '../../engine/message.js'
import { accept, type PostedEvent, startFirst } from './accept.js'
import type { WebchatDeps } from './deps.js'
import { makeEventId } from './event-id.js'
import { readUpload, type Upload } from './read-upload.js'
import { refuse } from './refuse.js'

/** The bytes are kept first, then the event that names them; a resend ends in the same event. */
export async function receiveUpload(c: Context, deps: WebchatDeps): Promise<Response> {
  const upload = await readUpload(c)
  if (!upload) return refuse(c, 'bad_file')
  const first = startFirst(c, upload.payload)
  return accept(c, deps, upload, async (key) => [...first, await keepFiles(deps, key, upload)])
}

async function keepFiles(deps: WebchatDeps, key: string, { id, files, groupId }: Upload): Promise<PostedEvent> {
  const media: MediaRef[] = []
  const digests: string[] = []
  for (const { bytes, name } of files) {
    const digest = createHash('sha256').update(bytes).digest('base64url')
    const fileRef = await deps.storeUpload(bytes, { eventId: makeEventId(key, id, ['file', digest]) })
    digests.push(digest)
    media.push({
      fileRef,
      size: bytes.length,
      ...(name === undefined ? {} : { name }),
      ...(groupId === undefined ? {} : { groupId: groupOf(key, groupId) }),
    })
  }
  return { content: { kind: 'media', media }, sameness: digests.join() }
}

/** A page names its groups as it likes; those of another session are others. */
function groupOf(key: string, groupId: string): string {
  return createHash('sha256').update(`${key} ${groupId}`).digest('base64url').slice(0, 22)
}
