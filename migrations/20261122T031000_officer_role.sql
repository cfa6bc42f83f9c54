-- P10: officers' queries take on this role, which owns no table, for one transaction at a time.
do $$
begin
  create role anninh_officer nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  if not pg_has_role(current_user, 'anninh_officer', 'member') or not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant anninh_officer to %I', current_user);
  end if;
end
$$;

create function anninh_officer_id() returns bigint
  language sql stable
  return nullif(current_setting('anninh.officer_id', true), '')::bigint;

create function anninh_subtree(root bigint) returns bigint[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  with recursive below as (
    select id from unit where id = root
    union
    select unit.id from unit join below on unit.parent_id = below.id
  )
  select coalesce(array_agg(id), '{}') from below
$$;

-- Units whose tips the officer works on: intake its own, triage and lead the tree below; others none.
create function anninh_tip_units() returns bigint[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce((
    select case
      when role = 'intake' then array[unit_id]
      when role in ('triage', 'lead') then anninh_subtree(unit_id)
      else '{}'::bigint[]
    end
    from officer
    where id = anninh_officer_id() and is_active
  ), '{}')
$$;

-- Units whose people the officer sees: an admin, lead or triage officer the tree below, others their own.
create function anninh_people_units() returns bigint[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce((
    select case when role in ('admin', 'lead', 'triage', 'auditor') then anninh_subtree(unit_id) else array[unit_id] end
    from officer
    where id = anninh_officer_id() and is_active
  ), '{}')
$$;

create function anninh_role() returns text
  language sql stable security definer set search_path = public, pg_temp
as $$ select role from officer where id = anninh_officer_id() and is_active $$;

-- May the officer act on the tip (not only read it as a copy)?
create function anninh_acts_on(tip_unit bigint, tip bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select tip_unit = any (anninh_tip_units())
    or exists (
      select from tip_access
      where tip_access.tip_id = tip and kind = 'escalated' and unit_id = any (anninh_tip_units())
    )
$$;

-- A transfer moves the tip out of the mover's sight, which a row policy would refuse; hence a function of its own.
create function anninh_transfer_tip(moved bigint, target bigint) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select from tip where id = moved and status <> 'closed' and anninh_acts_on(unit_id, id)) then
    raise exception 'officer % may not transfer tip %', anninh_officer_id(), moved using errcode = '42501';
  end if;
  update tip set unit_id = target, status = 'new', holder_id = null, holder_until = null where id = moved;
  delete from tip_access where tip_id = moved and unit_id = target;
end
$$;

alter table unit enable row level security;
alter table tip enable row level security;
alter table tip_access enable row level security;
alter table tip_identifier enable row level security;
alter table tip_clock enable row level security;
alter table tip_event enable row level security;
alter table tip_message enable row level security;
alter table tip_notice enable row level security;
alter table unit_notice enable row level security;
alter table attachment enable row level security;
alter table officer enable row level security;
alter table officer_notice enable row level security;
alter table alarm enable row level security;
alter table account enable row level security;

create policy unit_reads on unit for select to anninh_officer using (true);
create policy unit_adds on unit for insert to anninh_officer with check (
  (select anninh_role()) = 'admin' and parent_id = any ((select anninh_people_units())::bigint[])
);
create policy unit_changes on unit for update to anninh_officer using (
  (select anninh_role()) = 'admin' and id = any ((select anninh_people_units())::bigint[])
);

create policy tip_sees on tip for select to anninh_officer using (
  unit_id = any ((select anninh_tip_units())::bigint[])
  or id in (select tip_id from tip_access)
);
create policy tip_acts on tip for update to anninh_officer using (anninh_acts_on(unit_id, id));

create policy access_sees on tip_access for select to anninh_officer using (
  unit_id = any ((select anninh_tip_units())::bigint[])
);

create policy identifier_sees on tip_identifier for select to anninh_officer using (tip_id in (select id from tip));
create policy clock_sees on tip_clock for select to anninh_officer using (tip_id in (select id from tip));
create policy clock_stops on tip_clock for update to anninh_officer using (tip_id in (select id from tip));
create policy event_sees on tip_event for select to anninh_officer using (tip_id in (select id from tip));
create policy event_adds on tip_event for insert to anninh_officer with check (
  officer_id = anninh_officer_id() and exists (select from tip where id = tip_id and anninh_acts_on(unit_id, id))
);
create policy message_sees on tip_message for select to anninh_officer using (tip_id in (select id from tip));
create policy message_adds on tip_message for insert to anninh_officer with check (
  author = 'officer' and officer_id = anninh_officer_id()
  and exists (select from tip where id = tip_id and anninh_acts_on(unit_id, id))
);
create policy notice_adds on tip_notice for insert to anninh_officer with check (
  exists (select from tip where id = tip_id and anninh_acts_on(unit_id, id))
);
create policy unit_notice_adds on unit_notice for insert to anninh_officer with check (
  exists (select from tip where id = tip_id and anninh_acts_on(unit_id, id))
);
create policy attachment_sees on attachment for select to anninh_officer using (tip_id in (select id from tip));

create policy officer_sees on officer for select to anninh_officer using (
  id = anninh_officer_id() or unit_id = any ((select anninh_people_units())::bigint[])
);
create policy officer_adds on officer for insert to anninh_officer with check (
  (select anninh_role()) = 'admin' and unit_id = any ((select anninh_people_units())::bigint[])
);
create policy officer_changes on officer for update to anninh_officer using (
  (select anninh_role()) = 'admin' and unit_id = any ((select anninh_people_units())::bigint[])
);
create policy officer_notice_own on officer_notice for all to anninh_officer using (officer_id = anninh_officer_id());

create policy alarm_sees on alarm for select to anninh_officer using (
  (select anninh_role()) in ('admin', 'lead', 'auditor') and (
    unit_id = any ((select anninh_people_units())::bigint[])
  )
);
create policy account_admin on account for all to anninh_officer using (
  (select anninh_role()) = 'admin' and (unit_id is null or unit_id = any ((select anninh_people_units())::bigint[]))
);

grant select on area, area_alias, unit, routing_rule, holiday to anninh_officer;
grant insert, update on unit to anninh_officer;
grant select on tip, tip_access, tip_identifier, tip_clock, tip_event, tip_message, attachment to anninh_officer;
grant update (status, category, urgency, holder_id, holder_until, due_at, outcome_code, outcome_reason, closed_at, closed_by, erase_at)
  on tip to anninh_officer;
grant update (stopped_at) on tip_clock to anninh_officer;
grant insert on tip_event, tip_message, tip_notice, unit_notice to anninh_officer;
grant select (id, username, display_name, role, unit_id, is_active, created_at) on officer to anninh_officer;
grant insert (username, display_name, role, unit_id) on officer to anninh_officer;
grant update (display_name, role, unit_id, is_active) on officer to anninh_officer;
grant select, update (read_at) on officer_notice to anninh_officer;
grant select on alarm to anninh_officer;
grant select (id, channel, name, unit_id, area_code, is_enabled, is_from_environment, paused_until, created_at), insert, update
  on account to anninh_officer;
