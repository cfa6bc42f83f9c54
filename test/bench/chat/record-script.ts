import type { FakeTelegramApi } from '../../fakes/telegram-api.js'
import { TelegramReporter } from '../../fakes/telegram-reporter.js'
import { filesReport } from '../../harness/report.js'

/** What the bot says in each turn of a whole report, in order. */
export type Script = { text: string; buttons: { label: string; data: string }[] }[][]

/** Files one report and writes down what our bot says, so that the peer can hold the very same conversation. */
export async function recordScript(api: FakeTelegramApi, chatId: number, picture: Buffer): Promise<Script> {
  const citizen = api.citizen(chatId)
  const turns: Script = []
  let heard = 0
  const reporter = new TelegramReporter(api, chatId, {
    onAnswer: () => {
      const messages = citizen.messages()
      turns.push(messages.slice(heard).map(({ text, buttons }) => ({ text, buttons })))
      heard = messages.length
    },
  })
  await filesReport(reporter, { pictures: [picture] })
  return turns
}
