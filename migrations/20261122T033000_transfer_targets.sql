-- A transfer needs to know whether somebody is there, without showing who: row-level security hides other units' people.
create function anninh_unit_has_officers(target bigint) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from officer where unit_id = target and is_active and role in ('intake', 'triage', 'lead'))
$$;

-- Who holds or closed a tip is told to those who see the tip, also across units.
create function anninh_officer_name(who bigint) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$ select display_name from officer where id = who $$;

create function anninh_unit_id(wanted text) returns bigint
  language sql stable security definer set search_path = public, pg_temp
as $$ select id from unit where code = wanted $$;
