import type { Account, FetchedFile } from '../../conversations/channel.js'
import { attempt, readRetryAfter, telegramApi, until } from './api.js'
import { MAX_DOWNLOAD_BYTES } from './limits.js'

type Source = { fetch: typeof fetch; apiRoot: string }

/** Together shorter than the minute for which the lane keeps other workers off the event. */
const LOOKUP_MS = 15_000
const DOWNLOAD_MS = 40_000

export async function fetchFile(
  { fetch, apiRoot }: Source,
  account: Account,
  fileRef: string,
  maxBytes: number,
): Promise<FetchedFile> {
  const path = await findPath(apiRoot, account, fileRef)
  if (typeof path !== 'string') return path
  const root = apiRoot.replace(/\/+$/, '')
  const url = `${root}/file/bot${account.settings['token']}/${path.split('/').map(encodeURIComponent).join('/')}`
  try {
    // A redirect would carry the token in the address to another host.
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(DOWNLOAD_MS) })
    return await readFile(response, Math.min(maxBytes, MAX_DOWNLOAD_BYTES))
  } catch (error) {
    return { kind: 'failed', reason: networkTrouble(error) }
  }
}

async function findPath(apiRoot: string, account: Account, fileRef: string): Promise<string | FetchedFile> {
  const api = telegramApi(account, apiRoot)
  const signal = AbortSignal.timeout(LOOKUP_MS)
  const found = await attempt(() => api.callApi('getFile', { file_id: fileRef }, until(signal)))
  switch (found.kind) {
    case 'ok':
      return found.result.file_path ?? { kind: 'gone' }
    case 'rate_limited':
    case 'failed':
      return found
    case 'blocked':
      return { kind: 'gone' }
    case 'rejected':
      if (found.reason === 'file is too big') return { kind: 'too_big' }
      // Telegram says this of a wrong id too: a few retries are cheaper than a lost picture.
      return found.reason === 'temporarily unavailable' ? { kind: 'failed', reason: found.reason } : { kind: 'gone' }
  }
}

async function readFile(response: Response, maxBytes: number): Promise<FetchedFile> {
  if (!response.ok) {
    await response.body?.cancel()
    return refusal(response)
  }
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel()
    return { kind: 'too_big' }
  }
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the download: a sender that lies about its length gains nothing.
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) return { kind: 'too_big' }
    chunks.push(chunk)
  }
  return { kind: 'fetched', bytes: Buffer.concat(chunks) }
}

function refusal({ status, headers }: Response): FetchedFile {
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status === 429) return { kind: 'rate_limited', retryAfterSeconds: readRetryAfter(headers.get('retry-after')) }
  return { kind: 'failed', reason: `telegram ${status}` }
}

/** `fetch` reports network trouble as TypeError, a time-out as DOMException; neither names the address. */
function networkTrouble(error: unknown): string {
  if (error instanceof DOMException) return 'timeout'
  if (error instanceof TypeError) return 'network error'
  throw error
}
