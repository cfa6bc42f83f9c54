import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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
  /** Gone at once; a missing file is no error. */
  destroy(path: string): Promise<void>
}

export function sealedFiles(folder: string, keys: Keys): Files {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }))
  const write = async (path: string, key: Buffer, bytes: Buffer) => {
    await disk.put(path, encrypt(key, bytes, path))
    await flush(join(folder, path))
  }
  return {
    async put(path, bytes) {
      const key = randomBytes(32)
      await write(path, key, bytes)
      return keys.seal('file', key, path)
    },
    putWith: (path, wrappedKey, keyPath, bytes) => write(path, keys.open('file', wrappedKey, keyPath), bytes),
    async get(path, wrappedKey, keyPath = path) {
      const { buffer, byteOffset, byteLength } = await disk.getBytes(path)
      const sealed = Buffer.from(buffer, byteOffset, byteLength)
      return decrypt(keys.open('file', wrappedKey, keyPath), sealed, path)
    },
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

function encrypt(key: Buffer, plain: Buffer, path: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(path))
  const body = cipher.update(plain)
  cipher.final() // GCM holds nothing back: `body` is whole, and needs no second copy
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function decrypt(key: Buffer, sealed: Buffer, path: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(path)).setAuthTag(sealed.subarray(12, 28))
  const plain = decipher.update(sealed.subarray(28))
  decipher.final() // throws when a byte was altered
  return plain
}
