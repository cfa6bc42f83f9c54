import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'

/** Whom a broadcast is for. `corrected`: the bulletin whose readers get its correction, whatever they asked for. */
export type Audience = {
  areas: readonly string[]
  topics: readonly string[]
  organisations: readonly string[]
  lang: string
  isEmergency: boolean
  correctedId: string | null
  bulletinId: string
  version: number
}

/** What an account's platform allows, by the account's id; an account that is missing cannot be written to now. */
export type Reach = { [accountId: string]: { windowHours?: number; perPersonPerMonth?: number } }

export type IneligibleReason =
  | 'already'
  | 'blocked'
  | 'channel_off'
  | 'language'
  | 'window'
  | 'quota'
  | 'weekly_cap'
  | 'other_channel'

/** Emergencies count towards nobody's week. */
const WEEK_DAYS = 7
const MONTH_DAYS = 30

/**
 * One row for each person and channel that the audience holds, with `reason` where nothing may go now. People who left
 * are no part of it. `now`: the moment for windows, caps and quotas.
 */
export function classifiedAudience(audience: Audience, reach: Reach, now: Date): RawBuilder<unknown> {
  return sql`
    with reach as (
      select key as account_id, (value->>'windowHours')::float8 as window_hours,
        (value->>'perPersonPerMonth')::int as per_month
      from jsonb_each(${JSON.stringify(reach)}::jsonb)
    ), recent as (
      select r.subscriber_id,
        count(*) filter (where not b.is_emergency and b.corrected_id is null
          and coalesce(r.sent_at, b.frozen_at) > ${now}::timestamptz - interval '1 day' * ${WEEK_DAYS}) as this_week,
        count(*) as this_month
      from broadcast_recipient r join broadcast b on b.id = r.broadcast_id
      where r.state in ('pending', 'sending', 'sent', 'uncertain')
        and b.state not in ('cancelled', 'missed')
        and b.frozen_at > ${now}::timestamptz - interval '1 day' * ${MONTH_DAYS}
      group by r.subscriber_id
    ), already as (
      select r.conversation_id, r.subscriber_id from broadcast_recipient r join broadcast b on b.id = r.broadcast_id
      where b.bulletin_id = ${audience.bulletinId} and b.bulletin_version = ${audience.version}
        and r.state in ('sending', 'sent', 'uncertain')
    ), on_several as (
      select subscriber_id from subscription where left_at is null group by subscriber_id having count(*) > 1
    ), wanted as (
      select s.conversation_id, s.account_id, s.subscriber_id, p.quiet_from, p.quiet_until, c.last_event_at,
        on_several.subscriber_id is not null and not p.wants_all_channels as is_one_of_several,
        case
          when s.conversation_id in (select conversation_id from already)
            or (not p.wants_all_channels and s.subscriber_id in (select subscriber_id from already)) then 'already'
          when c.blocked_at is not null then 'blocked'
          when reach.account_id is null then 'channel_off'
          when not (${audience.lang} = any (p.langs)) then 'language'
          when c.last_event_at < ${now}::timestamptz - interval '1 hour' * reach.window_hours then 'window'
          when recent.this_month >= reach.per_month then 'quota'
          when ${isCapped(audience)} and recent.this_week >= p.weekly_cap then 'weekly_cap'
        end as reason
      from subscription s
      join subscriber p on p.id = s.subscriber_id
      join conversation c on c.id = s.conversation_id
      left join reach on reach.account_id = s.account_id
      left join recent on recent.subscriber_id = s.subscriber_id
      left join on_several on on_several.subscriber_id = s.subscriber_id
      where s.left_at is null and ${isWanted(audience)}
    ), first_channel as (
      select distinct on (subscriber_id) subscriber_id, conversation_id from wanted
      where is_one_of_several and reason is null
      order by subscriber_id, last_event_at desc, conversation_id
    )
    select w.conversation_id, w.account_id, w.subscriber_id, w.quiet_from, w.quiet_until,
      case
        when w.reason is null and w.is_one_of_several and w.conversation_id <> f.conversation_id then 'other_channel'
        else w.reason
      end as reason
    from wanted w left join first_channel f on f.subscriber_id = w.subscriber_id`
}

function isCapped({ isEmergency, correctedId }: Audience): RawBuilder<boolean> {
  return sql<boolean>`${!isEmergency && correctedId === null}::boolean`
}

/** Whoever was sent an error is told so, even if they chose other topics since. */
function isWanted({ areas, topics, organisations, correctedId }: Audience): RawBuilder<boolean> {
  if (correctedId !== null) {
    return sql<boolean>`s.conversation_id in (
      select r.conversation_id from broadcast_recipient r join broadcast b on b.id = r.broadcast_id
      where b.bulletin_id = ${correctedId} and r.state in ('sent', 'uncertain')
    )`
  }
  return sql<boolean>`p.areas && ${[...areas]}::text[]
    and (p.topics = '{}' or p.topics && ${[...topics]}::text[])
    and (${[...organisations]}::bigint[] = '{}' or p.organisation_id = any (${[...organisations]}::bigint[]))`
}

export type AudienceCount = { accountId: string; reason: IneligibleReason | null; isQuiet: boolean; people: number }

/**
 * Where the tables grew by a million rows since PostgreSQL last looked, it takes them for small and would join them
 * row by row, for hours. Until the transaction ends.
 */
export async function withoutNestedLoops(tx: Tx): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx)
}

/** How many can be written to now on each channel, how many cannot and why. `minute`: of the day in Vietnam. */
export async function countAudience(
  tx: Tx,
  audience: Audience,
  reach: Reach,
  { now, minute }: { now: Date; minute: number },
): Promise<AudienceCount[]> {
  await withoutNestedLoops(tx)
  const { rows } = await sql<Omit<AudienceCount, 'people'> & { people: string }>`
    select account_id, reason, ${isQuietAt(minute)} and reason is null and ${!audience.isEmergency}::boolean as is_quiet,
      count(*) as people
    from (${classifiedAudience(audience, reach, now)}) a
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  return rows.map((row) => ({ ...row, people: Number(row.people) }))
}

function isQuietAt(minute: number): RawBuilder<boolean> {
  return sql<boolean>`case when quiet_from <= quiet_until
    then ${minute} >= quiet_from and ${minute} < quiet_until
    else ${minute} >= quiet_from or ${minute} < quiet_until end`
}

/** People who asked for such bulletins and stopped within the last month: said beside the audience, never written to. */
export async function countLeft(db: Db, audience: Audience): Promise<number> {
  const { rows } = await sql<{ people: string }>`
    select count(*) as people from subscription s join subscriber p on p.id = s.subscriber_id
    where s.left_at is not null and ${isWanted(audience)}`.execute(db)
  return Number(rows[0]?.people ?? 0)
}
