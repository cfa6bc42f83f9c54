import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export type Purpose = 'address' | 'inbox' | 'outbox' | 'state' | 'contact' | 'receipt' | 'settings' | 'file'

export type Keys = {
  /** AES-256-GCM. `context` (a row's own name) is authenticated: a value moved to another row does not open. */
  seal(purpose: Purpose, plain: Buffer | string, context: string): Buffer
  /** Throws when the value was altered, moved, or sealed under another master key. */
  open(purpose: Purpose, sealed: Buffer, context: string): Buffer
  /** Keyed hash (HMAC-SHA-256) for looking up what is stored encrypted. */
  hash(purpose: string, value: string): Buffer
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** All keys are derived (HKDF-SHA-256) from the 32 bytes of MASTER_KEY, one per purpose. */
export function deriveKeys(masterKey: Buffer): Keys {
  const derived = new Map<string, Buffer>()
  const keyFor = (name: string) => {
    const known = derived.get(name)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `anninh/${name}`, 32))
    derived.set(name, key)
    return key
  }
  return {
    seal: (purpose, plain, context) => seal(keyFor(`seal/${purpose}`), plain, context),
    open: (purpose, sealed, context) => open(keyFor(`seal/${purpose}`), sealed, context),
    hash: (purpose, value) =>
      createHmac('sha256', keyFor(`hash/${purpose}`))
        .update(value)
        .digest(),
  }
}

function seal(key: Buffer, plain: Buffer | string, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(context)).setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
}
