import { z } from 'zod'
import type { Effects } from '../../platform/effects.js'
import type { Bulletin } from './bulletin.js'
import { toChatText } from './chat-text.js'

/** Few enough for a phone's screen. */
const MOST_SHOWN = 8

/** Reading the archive in a chat. `bulletins` newest first. */
export function bulletinEffects(bulletins: readonly Bulletin[]): Effects {
  return {
    async list_bulletins(_tx, _deps, _context, args) {
      const { skip } = z.object({ skip: z.number().int().nonnegative() }).parse(args)
      const shown = bulletins.slice(skip, skip + MOST_SHOWN)
      if (shown.length === 0) return { outcome: 'none' }
      const list = shown.map(({ slug, title }) => ({ value: slug, label: title }))
      const next = skip + shown.length
      return { outcome: 'some', facts: { bulletins: list, nextSkip: next, hasMore: next < bulletins.length } }
    },
    async read_bulletin(_tx, _deps, _context, args) {
      const { slug } = z.object({ slug: z.string() }).parse(args)
      const bulletin = bulletins.find((candidate) => candidate.slug === slug)
      return bulletin ? { outcome: 'found', facts: { bulletin: toChatText(bulletin) } } : { outcome: 'none' }
    },
  }
}
