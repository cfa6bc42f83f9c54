-- Wrong sign-ins, counted for all web processes together. Keys are hashes: no name and no address stands here.
create table sign_in_throttle (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

-- Auditors and leads read what the people of their units did; what nobody did (the system) is for the top unit.
create function anninh_is_top() returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select from officer join unit on unit.id = officer.unit_id
    where officer.id = anninh_officer_id() and officer.is_active and unit.parent_id is null
  )
$$;

alter table audit_log enable row level security;
create policy audit_sees on audit_log for select to anninh_officer using (
  (select anninh_role()) in ('auditor', 'lead')
  and (officer_id in (select id from officer) or (officer_id is null and (select anninh_is_top())))
);
grant select (id, at, officer_id, action, object, data) on audit_log to anninh_officer;

-- Alarms of no unit (a talk that failed) hold no content: whoever runs the system sees them.
create policy alarm_sees_system on alarm for select to anninh_officer using (
  (select anninh_role()) in ('admin', 'auditor') and unit_id is null and tip_id is null
);

create index audit_log_officer on audit_log (officer_id, id);
