import type { InboundContent } from '../../src/engine/message.js'
import { foldText } from '../../src/engine/text-key.js'
import type { Delivered } from './memory-channel.js'
import type { TestApp } from './test.js'

let events = 0

/** A person who writes to the bot on the memory channel and reads what comes back. */
export class Citizen {
  readonly #test: TestApp
  readonly chat: string

  constructor(test: TestApp, name: string) {
    this.#test = test
    this.chat = `chat-of-${name}`
  }

  /** Stores the event without taking it. Returns its id. */
  async posts(content: InboundContent, eventId = `event-${++events}`, sentAt?: Date): Promise<string> {
    const event = { accountId: 'memory', conversationKey: this.chat, address: this.chat, eventId, content }
    await this.#test.app.receive({ ...event, ...(sentAt && { sentAt }) })
    return eventId
  }

  /** Writes and reads on until the bot has answered. Returns its answers to this. */
  async says(text: string): Promise<string[]> {
    return this.#acts({ kind: 'text', text })
  }

  async starts(payload?: string): Promise<string[]> {
    return this.#acts({ kind: 'start', ...(payload !== undefined && { payload }) })
  }

  /** Presses the newest button with this label, in any spelling. */
  async presses(label: string): Promise<string[]> {
    const wanted = foldText(label)
    const message = [...this.messages()]
      .reverse()
      .find(({ choices }) => choices?.some((one) => foldText(one.label) === wanted))
    const choice = message?.choices?.find((one) => foldText(one.label) === wanted)
    if (!message?.waitId || !choice) throw new Error(`no button “${label}”; last: ${this.messages().at(-1)?.text}`)
    return this.#acts({ kind: 'choice', waitId: message.waitId, value: choice.value })
  }

  async sends(...pictures: Buffer[]): Promise<string[]> {
    const media = pictures.map((bytes) => {
      const fileRef = `file-${++events}`
      this.#test.channel.files.set(fileRef, bytes)
      return { fileRef }
    })
    return this.#acts({ kind: 'media', media })
  }

  messages(): Delivered[] {
    return this.#test.channel.delivered.filter(({ to }) => to === this.chat)
  }

  last(): Delivered {
    const message = this.messages().at(-1)
    if (!message) throw new Error('the bot has said nothing yet')
    return message
  }

  async #acts(content: InboundContent): Promise<string[]> {
    const before = this.messages().length
    await this.posts(content)
    await this.#test.drain()
    return this.messages()
      .slice(before)
      .map(({ text }) => text)
  }
}
