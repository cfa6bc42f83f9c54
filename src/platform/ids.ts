import { randomBytes, randomUUID } from 'node:crypto'

export type Ids = {
  uuid(): string
  /** `size` random bytes. */
  bytes(size: number): Buffer
}

export const randomIds: Ids = { uuid: () => randomUUID(), bytes: (size) => randomBytes(size) }
