import { createCipheriv, createDecipheriv, type DecipherGCM, randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { Keys } from './keys.js'

/** Sealed files: each is encrypted under a key of its own, which only the owning row holds (wrapped). */
export type Files = {
  /** Writes `bytes` under `path`; the wrapped key that comes back goes into the owning row. */
  put(path: string, bytes: Buffer): Promise<Buffer>
  /** As `put`, under the wrapped key that an earlier `put` gave: the original and its clean copy share one. */
  putWith(path: string, wrappedKey: Buffer, keyPath: string, bytes: Buffer): Promise<void>
  /** Throws when the file is missing, was altered, or stands under another path than it was sealed for. */
  get(path: string, wrappedKey: Buffer, keyPath?: string): Promise<Buffer>
  /** As `get`, in pieces, so that a big file is never whole in memory; what was altered shows at the end. */
  read(path: string, wrappedKey: Buffer, keyPath?: string): Promise<AsyncIterable<Buffer>>
  /** Gone at once; a missing file is no error. */
  destroy(path: string): Promise<void>
}

export function sealedFiles(folder: string, keys: Keys): Files {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }))
  const write = async (path: string, key: Buffer, bytes: Buffer) => {
    await disk.putStream(path, Readable.from(encrypt(key, bytes, path)))
    await flush(join(folder, path))
  }
  const read = async (path: string, wrappedKey: Buffer, keyPath = path) => {
    const sealed = await disk.getStream(path)
    return decrypt(keys.open('file', wrappedKey, keyPath), sealed, path)
  }
  return {
    async put(path, bytes) {
      const key = randomBytes(32)
      await write(path, key, bytes)
      return keys.seal('file', key, path)
    },
    putWith: (path, wrappedKey, keyPath, bytes) => write(path, keys.open('file', wrappedKey, keyPath), bytes),
    async get(...file) {
      return Buffer.concat(await Readable.from(await read(...file)).toArray())
    },
    read,
    destroy: (path) => disk.delete(path),
  }
}

/** The row that names the file is durable once it is committed; so must the file be, before. */
async function flush(path: string): Promise<void> {
  // Windows cannot flush a folder.
  const targets = process.platform === 'win32' ? [path] : [path, dirname(path)]
  for (const target of targets) {
    const handle = await open(target, 'r')
    await handle.sync()
    await handle.close()
  }
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = NONCE_BYTES + TAG_BYTES

/** In two pieces: putting them together would take the file's size once more. */
function encrypt(key: Buffer, plain: Buffer, path: string): Buffer[] {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(path))
  const body = cipher.update(plain)
  cipher.final() // GCM holds nothing back: `body` is whole
  return [Buffer.concat([nonce, cipher.getAuthTag()]), body]
}

async function* decrypt(key: Buffer, sealed: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0)
  let decipher: DecipherGCM | undefined
  for await (const piece of sealed) {
    if (decipher) {
      yield decipher.update(piece)
      continue
    }
    head = Buffer.concat([head, piece])
    if (head.length < HEAD_BYTES) continue
    decipher = makeDecipher(key, head, path)
    yield decipher.update(head.subarray(HEAD_BYTES))
  }
  if (!decipher) throw new Error('a sealed file is cut short')
  decipher.final() // throws when a byte was altered
}

function makeDecipher(key: Buffer, head: Buffer, path: string): DecipherGCM {
  const nonce = head.subarray(0, NONCE_BYTES)
  return createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(path))
    .setAuthTag(head.subarray(NONCE_BYTES, HEAD_BYTES))
}
