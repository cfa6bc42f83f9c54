import { z } from 'zod'

/** What the link of a commune carries, the same words as behind a link to a Telegram bot. */
export const Payload = z.string().regex(/^[\w-]{1,64}$/)
