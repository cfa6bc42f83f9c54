import { z } from 'zod'
import type { Tx } from '../../platform/db.js'
import type { EffectContext, EffectResult, Effects } from '../../platform/effects.js'
import type { AreaBook } from '../areas/propose-areas.js'
import { changeSubscription } from './change-subscription.js'
import { findOrganisations } from './find-organisations.js'
import { makeLinkCode, useLinkCode } from './link-chats.js'
import { listActiveOrganisations } from './organisation-queries.js'
import { placesOf } from './places.js'
import { findWishes, takeOffer } from './queries.js'
import { subscribe, unsubscribe } from './subscribe.js'
import { areasFrom, levelsOf } from './subscription-rules.js'
import { levelLabel, settingsText, type Topic, topicsFrom } from './subscription-words.js'

export type SubscriptionParts = { categories: readonly Topic[]; readBook: () => Promise<AreaBook> }

const OFFERED_AGAIN_MS = 30 * 24 * 60 * 60_000
const MINUTES_TO_WAIT = 60

/** Subscribing to bulletins in a chat, the wishes about them, and leaving. */
export function subscriptionEffects(parts: SubscriptionParts): Effects {
  return { ...comingAndGoing(parts), ...choosing(parts), ...linking }
}

function comingAndGoing({ categories, readBook }: SubscriptionParts): Effects {
  const topics = topicsFrom(categories)
  return {
    async subscription_status(tx, _deps, { conversationId, lang }) {
      const wishes = await findWishes(tx, conversationId)
      if (!wishes) return { outcome: 'none' }
      const { nameOf } = placesOf(await readBook())
      const settings = settingsText({ ...wishes, places: wishes.areas.map(nameOf) }, topics, lang)
      const { channels, wantsAllChannels: allChannels, organisation } = wishes
      return { outcome: 'active', facts: { settings, channels, allChannels, hasOrganisation: organisation !== null } }
    },
    async subscribe(tx, deps, context, args) {
      const { areas } = z.object({ areas: z.array(z.string()) }).parse(args)
      const { exists } = placesOf(await readBook())
      await subscribe(tx, deps, context, areasFrom(areas, exists))
      return { outcome: 'ok' }
    },
    async unsubscribe(tx, deps, { conversationId }) {
      const others = await unsubscribe(tx, deps, conversationId)
      if (others === null) return { outcome: 'none' }
      return others === 0 ? { outcome: 'stopped' } : { outcome: 'stopped_here', facts: { others } }
    },
    async offer_subscription(tx, { clock }, { conversationId }) {
      const now = clock.now()
      const isOffered = await takeOffer(tx, conversationId, now, new Date(now.getTime() - OFFERED_AGAIN_MS))
      return { outcome: isOffered ? 'offer' : 'no' }
    },
  }
}

function choosing({ categories, readBook }: SubscriptionParts): Effects {
  const topics = topicsFrom(categories)
  return {
    async list_levels(tx, _deps, context, args) {
      const { areaCode } = z.object({ areaCode: z.string().nullish() }).parse(args)
      return listLevels(await readBook(), areaCode ?? (await provinceOfAccount(tx, context)), context)
    },
    async list_topics(_tx, _deps, { lang }) {
      return {
        outcome: 'ok',
        facts: { topics: topics.map(({ code, label }) => ({ value: code, label: label[lang] })) },
      }
    },
    async find_organisation(tx, _deps, { conversationId }, args) {
      const { text } = z.object({ text: z.string() }).parse(args)
      const wishes = await findWishes(tx, conversationId)
      const { provincesOf } = placesOf(await readBook())
      const all = await listActiveOrganisations(tx, provincesOf(wishes?.areas ?? []))
      const found = findOrganisations(text, all)
      if (found.length === 0) return { outcome: 'none' }
      const list = found.map(({ id, name, areaName }) => ({ value: id, label: `${name}, ${areaName}` }))
      return { outcome: 'some', facts: { organisations: list } }
    },
    async change_subscription(tx, deps, { conversationId }, args) {
      const { exists } = placesOf(await readBook())
      return { outcome: await changeSubscription(tx, deps, { conversationId, args, exists, topics }) }
    },
  }
}

const linking: Effects = {
  async make_link_code(tx, deps, { conversationId }) {
    const wishes = await findWishes(tx, conversationId)
    if (!wishes) return { outcome: 'none' }
    return { outcome: 'made', facts: { linkCode: await makeLinkCode(tx, deps, wishes.id) } }
  },
  async use_link_code(tx, deps, context, args) {
    const { code } = z.object({ code: z.string() }).parse(args)
    const linked = await useLinkCode(tx, deps, context, code)
    if (linked.kind === 'slow_down') return { outcome: 'slow_down', facts: { minutes: MINUTES_TO_WAIT } }
    return linked.kind === 'linked'
      ? { outcome: 'linked', facts: { isOwnKept: linked.isOwnKept } }
      : { outcome: linked.kind }
  },
}

function listLevels(book: AreaBook, areaCode: string | null, { lang }: EffectContext): EffectResult {
  const { placeOf, provinceOf } = placesOf(book)
  const levels = levelsOf(placeOf(areaCode), provinceOf(areaCode))
  const list = levels.map((place) => ({ value: place.code, label: levelLabel(place, lang) }))
  return { outcome: levels.length > 1 ? 'several' : 'country', facts: { levels: list } }
}

/** Of who names no place: the province of the page that they write to, where it has one. */
async function provinceOfAccount(tx: Tx, { accountId }: EffectContext): Promise<string | null> {
  const found = await tx
    .selectFrom('account')
    .leftJoin('unit', 'unit.id', 'account.unitId')
    .leftJoin('area', (join) =>
      join.on((on) => on('area.code', '=', on.fn.coalesce('account.areaCode', 'unit.areaCode'))),
    )
    .select('area.provinceCode')
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  return found?.provinceCode ?? null
}
