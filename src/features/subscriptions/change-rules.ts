import { isQuietAt, movedOutOf, type Quiet, readQuiet, readTimeOfDay, readWeeklyCap } from './subscription-rules.js'

/** One wish as a flow hands it over. `organisation` and `daily` are empty to have none. */
export type Wish = {
  areas?: readonly string[] | undefined
  topics?: readonly string[] | undefined
  organisation?: string | undefined
  weeklyCap?: number | undefined
  quiet?: string | undefined
  langs?: string | undefined
  allChannels?: boolean | undefined
  daily?: string | undefined
}

export type Values = {
  areas?: string[]
  topics?: string[]
  organisationId?: string | null
  weeklyCap?: number
  quietFrom?: number
  quietUntil?: number
  langs?: string[]
  wantsAllChannels?: boolean
  dailyAt?: number | null
  dailyOn?: null
}

export type ChangeRuling = { kind: 'set'; values: Values } | { kind: 'wrong' } | { kind: 'quiet' }

const LANGS: Readonly<Record<string, string[]>> = { vi: ['vi'], en: ['en'], both: ['vi', 'en'] }

/** What a wish changes, given the quiet hours and the daily question as they are. */
export function decideChange(wish: Wish, now: { quiet: Quiet; dailyAt: number | null }): ChangeRuling {
  if (wish.weeklyCap !== undefined) return cap(wish.weeklyCap)
  if (wish.quiet !== undefined) return quiet(wish.quiet, now.dailyAt)
  if (wish.daily !== undefined) return daily(wish.daily, now.quiet)
  if (wish.langs !== undefined) return langs(wish.langs)
  const values: Values = {
    ...(wish.areas && { areas: [...wish.areas] }),
    ...(wish.topics && { topics: [...new Set(wish.topics)] }),
    ...(wish.organisation !== undefined && { organisationId: wish.organisation || null }),
    ...(wish.allChannels !== undefined && { wantsAllChannels: wish.allChannels }),
  }
  return { kind: 'set', values }
}

function cap(value: number): ChangeRuling {
  const weeklyCap = readWeeklyCap(value)
  return weeklyCap === null ? { kind: 'wrong' } : { kind: 'set', values: { weeklyCap } }
}

function quiet(text: string, dailyAt: number | null): ChangeRuling {
  const read = readQuiet(text)
  if (!read) return { kind: 'wrong' }
  const values = { quietFrom: read.from, quietUntil: read.until, dailyAt: movedOutOf(read, dailyAt) }
  return { kind: 'set', values }
}

/** A day that had its question is not counted against another hour: the first comes at the next such time. */
function daily(text: string, hours: Quiet): ChangeRuling {
  if (text === '') return { kind: 'set', values: { dailyAt: null, dailyOn: null } }
  const dailyAt = readTimeOfDay(text)
  if (dailyAt === null) return { kind: 'wrong' }
  return isQuietAt(dailyAt, hours) ? { kind: 'quiet' } : { kind: 'set', values: { dailyAt } }
}

function langs(name: string): ChangeRuling {
  const chosen = LANGS[name]
  return chosen ? { kind: 'set', values: { langs: chosen } } : { kind: 'wrong' }
}
