import { setTimeout as delay } from 'node:timers/promises'
import type { Reporter } from '../harness/report.js'
import type { FakeTelegramApi, SentMessage } from './telegram-api.js'

type Options = {
  timeoutMs?: number
  /** Told how long each answer took, from the update leaving Telegram to the reply reaching it. */
  onAnswer?: (milliseconds: number) => void
  /** Milliseconds between reading an answer and giving the next; none unless named. */
  think?: () => number
}

/**
 * A citizen on the fake Telegram who answers what the bot asks. A message that comes a second time, word for word
 * and button for button (the bot's process died while it sent), is taken for the same, as a person would.
 */
export class TelegramReporter implements Reporter {
  readonly chatId: string
  readonly #api: FakeTelegramApi
  readonly #options: Options
  #last: SentMessage | undefined

  constructor(api: FakeTelegramApi, chatId: number, options: Options = {}) {
    this.#api = api
    this.#options = options
    this.chatId = String(chatId)
  }

  says(text: string): Promise<SentMessage> {
    return this.#acts(() => this.#citizen.says(text))
  }

  presses(label: string): Promise<SentMessage> {
    return this.#acts(() => this.#citizen.presses(label))
  }

  /** One after the other; the bot counts them. */
  async sends(...pictures: Buffer[]): Promise<void> {
    for (const picture of pictures) await this.#acts(() => this.#citizen.sendsPhoto(picture))
  }

  last(): { text: string; choices: { label: string }[] } {
    if (!this.#last) throw new Error('the bot has said nothing yet')
    return { text: this.#last.text, choices: this.#last.buttons }
  }

  /** What comes without being asked for: a question of an officer, an outcome. */
  async hears(wanted: string): Promise<SentMessage> {
    this.#last = await this.#citizen.waitForMessage(wanted, this.#options.timeoutMs)
    return this.#last
  }

  get #citizen() {
    return this.#api.citizen(this.chatId)
  }

  async #acts(act: () => void): Promise<SentMessage> {
    const before = this.#last && keyOf(this.#last)
    const thinkMs = this.#options.think?.() ?? 0
    if (thinkMs > 0) await delay(thinkMs)
    const since = performance.now()
    act()
    const answer = await this.#citizen.waitForMessage((sent) => keyOf(sent) !== before, this.#options.timeoutMs)
    this.#options.onAnswer?.(performance.now() - since)
    this.#last = answer
    return answer
  }
}

function keyOf({ text, buttons }: SentMessage): string {
  return JSON.stringify([text, buttons])
}
