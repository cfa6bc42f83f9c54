import { openMessage } from '../../src/platform/outbox.js'
import type { Stage } from '../harness/stage.js'

/** Each chat heard what was written for it, in the order in which it was written; a line for each that did not. */
export async function checkOrder({ database: { db }, keys, api }: Stage): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('conversation', 'conversation.id', 'outbox.conversationId')
    .select(['outbox.conversationId', 'outbox.accountId', 'outbox.body', 'conversation.address'])
    .orderBy('outbox.id')
    .execute()
  const written = new Map<string, string[]>()
  for (const { conversationId, accountId, body, address } of rows) {
    if (!body || !address) continue
    const chatId = keys.open('address', address, accountId).toString()
    const beginning = beginningOf(openMessage(keys, conversationId, body).text)
    written.set(chatId, [...(written.get(chatId) ?? []), beginning])
  }
  return [...written].flatMap(([chatId, beginnings]) => {
    const heard = api
      .citizen(chatId)
      .messages()
      .map(({ text }) => beginningOf(text))
    return String(once(heard)) === String(once(beginnings))
      ? []
      : [`chat ${chatId} heard its messages in another order`]
  })
}

/** The first line holds no receipt code, which stands in the outbox as a place to be filled. */
function beginningOf(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}

/** What came twice because of a kill came twice in a row. */
function once(texts: readonly string[]): string[] {
  return texts.filter((text, index) => text !== texts[index - 1])
}
