import type {
  Account,
  BulletinWay,
  Channel,
  FetchedFile,
  Sendable,
  SendResult,
} from '../../src/conversations/channel.js'

export type Delivered = Sendable & { to: string }

/** A channel that keeps what was sent. `answers` are given once each, before it goes back to taking everything. */
export class MemoryChannel implements Channel {
  readonly name = 'memory'
  readonly capabilities = { maxText: 4096, maxButtonLabel: 60, maxButtons: 20, buttons: true, media: true }
  bulletins: BulletinWay = { via: 'call' }
  readonly delivered: Delivered[] = []
  readonly answers: SendResult[] = []
  readonly files = new Map<string, FetchedFile | Buffer>()

  async send(_account: Account, address: string, message: Sendable): Promise<SendResult> {
    const answer = this.answers.shift()
    if (answer && answer.kind !== 'sent') return answer
    this.delivered.push({ ...message, to: address })
    return { kind: 'sent' }
  }

  async fetchFile(_account: Account, fileRef: string): Promise<FetchedFile> {
    const file = this.files.get(fileRef)
    if (!file) return { kind: 'gone' }
    return Buffer.isBuffer(file) ? { kind: 'fetched', bytes: file } : file
  }
}
