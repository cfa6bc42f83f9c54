import { z } from 'zod'
import type { Json } from '../../engine/message.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { decideChange } from './change-rules.js'
import { isActiveOrganisation } from './organisation-queries.js'
import { findWishes, updateSubscriber } from './queries.js'
import { areasFrom } from './subscription-rules.js'
import type { Topic } from './subscription-words.js'

const Wish = z.object({
  areas: z.array(z.string()).optional(),
  topics: z.array(z.string()).optional(),
  organisation: z
    .string()
    .regex(/^\d{0,18}$/)
    .optional(),
  weeklyCap: z.number().optional(),
  quiet: z.string().optional(),
  langs: z.string().optional(),
  allChannels: z.boolean().optional(),
  daily: z.string().optional(),
})

type Asked = {
  conversationId: string
  args: { [name: string]: Json }
  exists: (areaCode: string) => boolean
  topics: readonly Topic[]
}

/** One wish of a subscriber. `gone`: nothing is subscribed here; `quiet`: the hour lies in the person's quiet hours. */
export async function changeSubscription(
  tx: Tx,
  deps: Deps,
  { conversationId, args, exists, topics }: Asked,
): Promise<'ok' | 'wrong' | 'quiet' | 'gone'> {
  const { areas, topics: chosen, ...rest } = Wish.parse(args)
  const now = await findWishes(tx, conversationId)
  if (!now) return 'gone'
  if (rest.organisation && !(await isActiveOrganisation(tx, rest.organisation))) return 'wrong'
  const wish = {
    ...rest,
    ...(areas && { areas: areasFrom(areas, exists) }),
    ...(chosen && { topics: chosen.filter((code) => topics.some((topic) => topic.code === code)) }),
  }
  const quiet = { from: now.quietFrom, until: now.quietUntil }
  const ruling = decideChange(wish, { quiet, dailyAt: now.dailyAt })
  if (ruling.kind !== 'set') return ruling.kind
  await updateSubscriber(tx, now.id, deps.clock.now(), ruling.values)
  return 'ok'
}
