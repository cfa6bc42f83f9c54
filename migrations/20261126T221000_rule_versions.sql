-- The routing rules as versions: each is the whole table, and never changes. The file is the first.
create table rule_version (
  id bigint generated always as identity primary key,
  rules jsonb not null check (jsonb_typeof(rules) = 'array'),
  -- The first day in Vietnam on which it holds; null: from the moment it was saved.
  holds_from date,
  saved_at timestamptz not null,
  -- Null: the file. The name as it was then, also for those who do not see that officer.
  saved_by bigint references officer,
  saved_by_name text,
  reason text not null,
  file_hash text,
  check ((saved_by is null) = (file_hash is not null)),
  check ((saved_by is null) = (saved_by_name is null))
);

create function anninh_keep_rule_version() returns trigger language plpgsql as $$
begin
  raise exception 'a version of the rules never changes' using errcode = '42501';
end
$$;
create trigger rule_version_is_kept before update or delete on rule_version
  for each row execute function anninh_keep_rule_version();

-- What is being written, one for all who may. Each change takes a new revision, so that nobody overwrites what
-- somebody else has just done.
create sequence rule_draft_revision;
create table rule_draft (
  is_only boolean primary key default true check (is_only),
  rules jsonb not null check (jsonb_typeof(rules) = 'array'),
  revision bigint not null default nextval('rule_draft_revision'),
  changed_at timestamptz not null,
  changed_by bigint not null references officer,
  changed_by_name text not null
);

-- The rules hold for all units, so they are the admins' who have nobody above them.
create function anninh_edits_rules() returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select from officer join unit on unit.id = officer.unit_id
    where officer.id = anninh_officer_id() and is_active and role = 'admin' and parent_id is null
  )
$$;

alter table rule_version enable row level security;
alter table rule_draft enable row level security;
create policy rule_version_reads on rule_version for select to anninh_officer using (true);
create policy rule_version_adds on rule_version for insert to anninh_officer with check (
  (select anninh_edits_rules()) and saved_by = anninh_officer_id()
);
create policy rule_draft_edits on rule_draft for all to anninh_officer using ((select anninh_edits_rules()));
grant select, insert on rule_version to anninh_officer;
grant select, insert, update, delete on rule_draft to anninh_officer;
grant usage on sequence rule_draft_revision to anninh_officer;

-- What trying new rules needs of tips, for an admin who sees no tip: what routing looks at, and where the tip is.
-- Nothing of what was written, of whom, or by whom.
create function anninh_tips_to_try(most int, only_open boolean)
  returns table (
    number text,
    category text,
    area_code text,
    area_name text,
    province_code text,
    urgency text,
    danger boolean,
    home_unit text,
    unit_code text
  )
  language sql stable security definer set search_path = public, pg_temp
as $$
  select tip.number,
    coalesce(tip.routing #>> '{facts,category}', tip.category),
    area.code,
    area.name,
    area.province_code,
    coalesce(tip.routing #>> '{facts,urgency}', tip.urgency),
    (tip.routing #>> '{facts,danger}')::boolean,
    tip.routing #>> '{facts,homeUnit}',
    unit.code
  from tip
  join area on area.code = coalesce(tip.routing #>> '{facts,areaCode}', tip.area_code)
  join unit on unit.id = tip.unit_id
  where (select anninh_edits_rules())
    and tip.unit_id = any ((select anninh_people_units())::bigint[])
    and (not only_open or tip.status <> 'closed')
  order by tip.received_at desc, tip.id desc
  limit least(most, 1000)
$$;

-- All rules so far came from the file, which is read again at the next start.
drop table routing_rule;
