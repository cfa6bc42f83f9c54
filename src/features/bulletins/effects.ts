import { z } from 'zod'
import type { Effects } from '../../platform/effects.js'
import { toChatText } from './chat-text.js'
import { correctionLines } from './correction-lines.js'
import { findPublic, listPublic } from './public-queries.js'

/** Few enough for a phone's screen. */
const MOST_SHOWN = 8

/** Reading the archive in a chat. `slug` may also be the number that a message named. */
export const bulletinEffects: Effects = {
  async list_bulletins(tx, _deps, _context, args) {
    const { skip } = z.object({ skip: z.number().int().nonnegative() }).parse(args)
    const found = await listPublic(tx, { skip, max: MOST_SHOWN + 1 })
    const shown = found.slice(0, MOST_SHOWN)
    if (shown.length === 0) return { outcome: 'none' }
    const list = shown.map(({ slug, title }) => ({ value: slug, label: title }))
    const facts = { bulletins: list, nextSkip: skip + shown.length, hasMore: found.length > MOST_SHOWN }
    return { outcome: 'some', facts }
  },
  async read_bulletin(tx, _deps, _context, args) {
    const { slug } = z.object({ slug: z.string() }).parse(args)
    const bulletin = await findPublic(tx, slug)
    if (!bulletin) return { outcome: 'none' }
    return { outcome: 'found', facts: { bulletin: [...correctionLines(bulletin), toChatText(bulletin)].join('\n\n') } }
  },
}
