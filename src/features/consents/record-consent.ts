import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Effects } from '../../platform/effects.js'

const Args = z.object({
  kind: z.string(),
  textVersion: z.union([z.string(), z.number()]).transform(String),
  text: z.string().min(1),
  answer: z.union([z.string(), z.boolean()]).transform(String),
})

/** Proof of what was asked and answered: the very text (kept once), its version, the time, the answer. */
export const consentEffects: Effects = {
  async record_consent(tx, deps, { accountId, conversationId }, args) {
    const { kind, textVersion, text, answer } = Args.parse(args)
    const hash = createHash('sha256').update(text).digest()
    const at = deps.clock.now()
    await Promise.all([
      tx
        .insertInto('consentText')
        .values({ hash, version: textVersion, text })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute(),
      tx.insertInto('consent').values({ accountId, conversationId, kind, textHash: hash, answer, at }).execute(),
    ])
    return { outcome: 'ok' }
  },
}
