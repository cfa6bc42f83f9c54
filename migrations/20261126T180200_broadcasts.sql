-- One sending of one version of a bulletin to everybody who asked for such.
create table broadcast (
  id bigint generated always as identity primary key,
  bulletin_id bigint not null references bulletin,
  bulletin_version int not null,
  unit_id bigint not null references unit,
  state text not null default 'scheduled'
    check (state in ('scheduled', 'freezing', 'sending', 'paused', 'done', 'cancelled', 'missed')),
  -- The audience: any of these areas, any of these topics, and one of these organisations when any is named.
  areas text[] not null,
  topics text[] not null,
  organisations bigint[] not null default '{}',
  lang text not null default 'vi' check (lang in ('vi', 'en')),
  -- Passes quiet hours and the weekly cap.
  is_emergency boolean not null default false,
  -- A correction goes to those who got that bulletin, whatever they asked for since.
  corrected_id bigint references bulletin,
  -- Of a message on its way at a crash nobody knows whether it arrived.
  on_uncertain text not null default 'skip' check (on_uncertain in ('skip', 'resend')),
  start_at timestamptz not null,
  -- What is not on its way by then stays here: no warning arrives days late or in the middle of the night.
  stop_at timestamptz not null,
  created_by bigint not null references officer,
  created_at timestamptz not null,
  frozen_at timestamptz,
  finished_at timestamptz,
  -- Counts by channel and state, once it is over and the recipients are forgotten.
  result jsonb,
  check (stop_at > start_at),
  foreign key (bulletin_id, bulletin_version) references bulletin_version (bulletin_id, number)
);
-- By one unit one at a time; who got it before is left out of a second sending.
create unique index broadcast_once on broadcast (bulletin_id, bulletin_version, unit_id)
  where state in ('scheduled', 'freezing', 'sending', 'paused');
create index broadcast_open on broadcast (start_at) where state in ('scheduled', 'freezing', 'sending', 'paused');
create index broadcast_unit on broadcast (unit_id, id desc);

-- The frozen audience: one row a person and channel. No officer's role reads this. Without foreign keys, and with as
-- few indexes as will do: a million checks and a million entries each take as long as writing the rows. The rows of a
-- broadcast lie together, so that a coarse index finds them.
create table broadcast_recipient (
  broadcast_id bigint not null,
  conversation_id bigint not null,
  account_id text not null,
  subscriber_id bigint not null,
  shard int not null,
  state text not null check (state in ('pending', 'sending', 'sent', 'blocked', 'ineligible', 'failed', 'uncertain')),
  reason text,
  attempts smallint not null default 0,
  quiet_from smallint not null,
  quiet_until smallint not null,
  not_before timestamptz,
  lease_until timestamptz,
  sent_at timestamptz,
  message_id text,
  opened_at timestamptz,
  primary key (conversation_id, broadcast_id)
);
create index broadcast_recipient_broadcast on broadcast_recipient using brin (broadcast_id) with (pages_per_range = 32);
create index broadcast_recipient_pending on broadcast_recipient (account_id, broadcast_id, shard) where state = 'pending';
create index broadcast_recipient_sending on broadcast_recipient (lease_until) where state = 'sending';

alter table broadcast enable row level security;
create policy broadcast_sees on broadcast for select to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead', 'auditor') and unit_id = any ((select anninh_teaching_units())::bigint[])
);
create policy broadcast_adds on broadcast for insert to anninh_officer with check (
  (select anninh_role()) in ('comms', 'lead')
  and created_by = anninh_officer_id()
  and unit_id = any ((select anninh_teaching_units())::bigint[])
  and areas <@ (select anninh_own_areas())::text[]
  and bulletin_id in (select id from bulletin)
);
create policy broadcast_changes on broadcast for update to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead') and unit_id = any ((select anninh_teaching_units())::bigint[])
);
grant select, insert on broadcast to anninh_officer;
grant update (state, start_at, stop_at, finished_at) on broadcast to anninh_officer;
