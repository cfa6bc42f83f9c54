-- An admin renames the own unit and moves units about below it; where the own unit stands is for those above.
create function anninh_parent_of(child bigint) returns bigint
  language sql stable security definer set search_path = public, pg_temp
as $$ select parent_id from unit where id = child $$;

drop policy unit_changes on unit;
create policy unit_changes on unit for update to anninh_officer using (
  (select anninh_role()) = 'admin' and id = any ((select anninh_people_units())::bigint[])
) with check (
  parent_id is not distinct from anninh_parent_of(id)
  or (
    id <> (select unit_id from officer where officer.id = anninh_officer_id())
    and parent_id = any ((select anninh_people_units())::bigint[])
    and parent_id <> all (anninh_subtree(id))
  )
);

-- Functions that look past row-level security answer only about tips that the officer sees.
create function anninh_sees_tip(wanted bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from tip where id = wanted and unit_id = any (anninh_tip_units()))
    or exists (select from tip_access where tip_id = wanted and unit_id = any (anninh_tip_units()))
$$;

create or replace function anninh_is_reachable(wanted bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select anninh_sees_tip(wanted)
    and exists (select from tip_reporter where tip_id = wanted and conversation_id is not null)
$$;

-- Who holds, closed or wrote on a tip is told to those who see that tip, also across units; of nobody else.
drop function anninh_officer_name(bigint);
create function anninh_officer_name(who bigint, seen bigint) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select display_name from officer
  where id = who
    and (
      exists (select from tip where tip.id = seen and who in (holder_id, closed_by))
      or exists (select from tip_message where tip_id = seen and officer_id = who)
    )
    and anninh_sees_tip(seen)
$$;

-- A claim of somebody who was switched off keeps nobody else from the tip.
create function anninh_works(who bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$ select exists (select from officer where id = who and is_active) $$;
