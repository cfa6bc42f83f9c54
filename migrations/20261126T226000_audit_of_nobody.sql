-- The province that this installation serves, as the content says.
create table home_province (
  is_only boolean primary key default true check (is_only),
  code text not null
);

-- May the officer read a line of the audit log that no officer wrote? Where the unit of its object is the own one or
-- below it. A line of no unit (areas, days off, a wrong name at the sign-in) is for who runs the whole: the ministry,
-- or the home province, while no unit is above them.
create function anninh_sees_system_line(object text, data jsonb) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  with own as (
    select unit.id, unit.code, unit.kind, unit.parent_id
    from officer join unit on unit.id = officer.unit_id
    where officer.id = anninh_officer_id() and officer.is_active and officer.role in ('auditor', 'lead')
  ), about as (
    select case split_part(object, ':', 1)
      when 'officer' then coalesce(
        (select unit_id from officer where username = substr(object, 9)),
        (select id from unit where code = data ->> 'unit')
      )
      when 'unit' then (select id from unit where code = substr(object, 6))
      when 'tip' then (select unit_id from tip where number = substr(object, 5))
      when 'account' then (select unit_id from account where id = substr(object, 9))
    end as unit_id
  )
  select case
    when about.unit_id is not null then about.unit_id = any (anninh_people_units())
    else own.parent_id is null
      and (own.kind = 'ministry' or own.code = (select 'CAT-' || home_province.code from home_province))
  end
  from own, about
$$;

drop policy audit_sees on audit_log;
create policy audit_sees on audit_log for select to anninh_officer using (
  (select anninh_role()) in ('auditor', 'lead')
  and (officer_id in (select id from officer) or (officer_id is null and anninh_sees_system_line(object, data)))
);
