-- Schools, offices, enterprises and associations that people may name as theirs. Whoever keeps the entry is its unit.
create table organisation (
  id bigint generated always as identity primary key,
  name text not null,
  kind text not null check (kind in ('school', 'office', 'enterprise', 'association')),
  area_code text not null references area,
  unit_id bigint not null references unit,
  is_active boolean not null default true,
  created_at timestamptz not null,
  unique (area_code, name)
);
create index organisation_unit on organisation (unit_id);

-- One person's wishes, whatever the channels. Minutes of the day are Vietnam's. No officer's role reads this.
create table subscriber (
  id bigint generated always as identity primary key,
  areas text[] not null,
  -- Empty: all.
  topics text[] not null default '{}',
  organisation_id bigint references organisation,
  weekly_cap smallint not null default 3 check (weekly_cap between 1 and 21),
  quiet_from smallint not null default 1260 check (quiet_from between 0 and 1439),
  quiet_until smallint not null default 420 check (quiet_until between 0 and 1439),
  langs text[] not null default '{vi}',
  -- On every channel, instead of on one of them.
  wants_all_channels boolean not null default false,
  -- Null: no daily question.
  daily_at smallint check (daily_at between 0 and 1439),
  daily_on date,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index subscriber_daily on subscriber (daily_at) where daily_at is not null;

-- A person on one channel.
create table subscription (
  conversation_id bigint primary key references conversation on delete cascade,
  subscriber_id bigint not null references subscriber on delete cascade,
  account_id text not null references account,
  since timestamptz not null,
  left_at timestamptz,
  left_because text check (left_because in ('stop', 'forget', 'gone')),
  check ((left_at is null) = (left_because is null))
);
create index subscription_subscriber on subscription (subscriber_id);

-- Ties a second channel to a subscriber: shown in one chat, typed in the other.
create table subscriber_link (
  code_hash bytea primary key,
  subscriber_id bigint not null references subscriber on delete cascade,
  expires_at timestamptz not null
);

-- Where an officer may publish: the own unit's area and those below it. A department has its province's.
create function anninh_own_areas() returns text[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  with own as (
    select unit.kind, coalesce(unit.area_code, above.area_code) as area_code
    from officer
    join unit on unit.id = officer.unit_id
    left join unit above on above.id = unit.parent_id
    where officer.id = anninh_officer_id() and officer.is_active
  )
  select coalesce(array_agg(code), '{}') from (
    select area.code from area, own
    where own.kind = 'ministry' or area.code = own.area_code or area.province_code = own.area_code
    union all
    select 'VN' from own where own.kind = 'ministry'
  ) areas
$$;

-- Units whose bulletins and quizzes the officer sees: those of communication, leads and auditors the tree below.
create function anninh_teaching_units() returns bigint[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce((
    select anninh_subtree(unit_id) from officer
    where id = anninh_officer_id() and is_active and role in ('comms', 'lead', 'auditor')
  ), '{}')
$$;

alter table organisation enable row level security;
create policy organisation_sees on organisation for select to anninh_officer using (true);
create policy organisation_adds on organisation for insert to anninh_officer with check (
  (select anninh_role()) in ('comms', 'lead', 'admin')
  and unit_id = any ((select anninh_subtree((select unit_id from officer where officer.id = anninh_officer_id())))::bigint[])
  and area_code = any ((select anninh_own_areas())::text[])
);
create policy organisation_changes on organisation for update to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead', 'admin')
  and unit_id = any ((select anninh_subtree((select unit_id from officer where officer.id = anninh_officer_id())))::bigint[])
);
grant select, insert on organisation to anninh_officer;
grant update (name, kind, area_code, is_active) on organisation to anninh_officer;
