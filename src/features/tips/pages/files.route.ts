import type { ConsoleContext } from '../../../console/edge.js'
import { AppError } from '../../../platform/errors.js'
import { findCleanFile, type OpenedFile, openOriginal } from '../open-file.js'
import { getTip } from '../read-tips.js'
import { inOfficersRole, numberParam, type TipKit } from './kit.js'
import { showsFiles } from './tip.page.js'

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/avif': 'avif',
  'application/pdf': 'pdf',
}

/** The cleaned copy. */
export async function showFile(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const file = await inOfficersRole(c, kit, async (tx) => {
    if (!showsFiles(kit, await getTip(tx, number)))
      throw new AppError('forbidden', 'Loại việc này không hiển thị hình ảnh.')
    return findCleanFile(tx, kit.edge.deps, number, c.req.param('id') ?? '')
  })
  // Only what we encoded ourselves is shown in the browser.
  return fileResponse(c, file, file.mime === 'image/jpeg' ? 'inline' : 'attachment')
}

/** The sealed original: by POST, so that no link and no preview opens it, and written to the audit log first. */
export async function sendOriginal(c: ConsoleContext, { edge }: TipKit): Promise<Response> {
  const number = numberParam(c)
  const file = await edge.db
    .transaction()
    .execute((tx) => openOriginal(tx, edge.deps, c.var.officer, number, c.req.param('id') ?? ''))
  return fileResponse(c, file, 'attachment')
}

async function fileResponse(
  c: ConsoleContext,
  { name, mime, read }: OpenedFile,
  how: 'inline' | 'attachment',
): Promise<Response> {
  const bytes = await read()
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': mime,
    'content-disposition': `${how}; filename="${name}.${EXTENSIONS[mime] ?? 'bin'}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'no-store',
  })
}
