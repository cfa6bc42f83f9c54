import type { EffectSpec } from '../../engine/contract.js'
import { needs } from './effect-args.js'

export const SUBSCRIPTION_SPECS: readonly EffectSpec[] = [
  {
    name: 'subscription_status',
    args: {},
    outcomes: {
      active: { settings: 'text', channels: 'number', allChannels: 'boolean', hasOrganisation: 'boolean' },
      none: {},
    },
  },
  { name: 'subscribe', args: needs({ areas: 'list' }), outcomes: { ok: {} } },
  { name: 'unsubscribe', args: {}, outcomes: { stopped: {}, stopped_here: { others: 'number' }, none: {} } },
  { name: 'offer_subscription', args: {}, outcomes: { offer: {}, no: {} } },
  {
    name: 'list_levels',
    args: needs({}, { areaCode: 'text' }),
    outcomes: { several: { levels: 'list' }, country: { levels: 'list' } },
  },
  { name: 'list_topics', args: {}, outcomes: { ok: { topics: 'list' } } },
  {
    name: 'find_organisation',
    args: needs({ text: 'text' }),
    outcomes: { some: { organisations: 'list' }, none: {} },
  },
  {
    name: 'change_subscription',
    args: needs(
      {},
      {
        areas: 'list',
        topics: 'list',
        organisation: 'text',
        weeklyCap: 'number',
        quiet: 'text',
        langs: 'text',
        allChannels: 'boolean',
        daily: 'text',
      },
    ),
    outcomes: { ok: {}, wrong: {}, quiet: {}, gone: {} },
  },
  { name: 'make_link_code', args: {}, outcomes: { made: { linkCode: 'text' }, none: {} } },
  {
    name: 'use_link_code',
    args: needs({ code: 'text' }),
    outcomes: { linked: { isOwnKept: 'boolean' }, same: {}, unknown: {}, slow_down: { minutes: 'number' } },
  },
]
