-- How long the present unit has had the tip: the quarter of an hour of an urgent tip counts from there.
alter table tip add column owned_since timestamptz;
update tip set owned_since = received_at;
alter table tip alter column owned_since set not null;
drop index tip_urgent;
create index tip_urgent on tip (owned_since) where urgency = 'P0' and status <> 'closed' and escalated_at is null;

-- Who was above the former unit has no part in the tip at the new one.
create or replace function anninh_transfer_tip(moved bigint, target bigint, moved_at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select from tip where id = moved and status <> 'closed' and anninh_acts_on(unit_id, id)) then
    raise exception 'officer % may not transfer tip %', anninh_officer_id(), moved using errcode = '42501';
  end if;
  update tip
  set unit_id = target, status = 'new', holder_id = null, holder_until = null,
    escalation_unit_id = null, escalated_at = null, owned_since = moved_at
  where id = moved;
  delete from tip_access where tip_id = moved and (unit_id = target or kind = 'escalated');
end
$$;
drop function anninh_transfer_tip(bigint, bigint);

-- Can a question reach anybody? Tells nothing of whom.
create function anninh_is_reachable(wanted bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$ select exists (select from tip_reporter where tip_id = wanted and conversation_id is not null) $$;

-- A copy is for reading: its readers stop no clock.
drop policy clock_stops on tip_clock;
create policy clock_stops on tip_clock for update to anninh_officer using (
  exists (select from tip where tip.id = tip_clock.tip_id and anninh_acts_on(tip.unit_id, tip.id))
);
grant update (breached_at) on tip_clock to anninh_officer;

-- Admins switch accounts on and off and move them with their unit; those of the environment belong to nobody's unit.
revoke update on account from anninh_officer;
grant update (is_enabled, unit_id) on account to anninh_officer;
drop policy account_admin on account;
create policy account_sees on account for select to anninh_officer using (
  (select anninh_role()) = 'admin' and (unit_id is null or unit_id = any ((select anninh_people_units())::bigint[]))
);
create policy account_adds on account for insert to anninh_officer with check (
  (select anninh_role()) = 'admin' and unit_id = any ((select anninh_people_units())::bigint[])
);
create policy account_changes on account for update to anninh_officer using (
  (select anninh_role()) = 'admin' and unit_id = any ((select anninh_people_units())::bigint[])
);

-- A unit stays below a unit of the admin's: no admin makes the own unit a root.
revoke update on unit from anninh_officer;
grant update (name, parent_id, active_to) on unit to anninh_officer;
drop policy unit_changes on unit;
create policy unit_changes on unit for update to anninh_officer using (
  (select anninh_role()) = 'admin' and id = any ((select anninh_people_units())::bigint[])
) with check (
  parent_id = any ((select anninh_people_units())::bigint[])
  or id = (select unit_id from officer where officer.id = anninh_officer_id())
);
