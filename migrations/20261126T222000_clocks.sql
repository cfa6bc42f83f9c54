-- A clock knows its term, so that its end can be counted anew when a day off changes or the term is extended. The
-- unit's clock starts anew with a transfer: a kind may stand several times for a tip, and runs at most once.
alter table tip_clock
  drop constraint tip_clock_tip_id_kind_key,
  drop constraint tip_clock_kind_check,
  add constraint tip_clock_kind_check check (kind in ('pass_on', 'resolve', 'prosecutor')),
  add column unit_id bigint references unit,
  add column term_length integer,
  add column term_unit text check (term_unit in ('hours', 'days', 'working_days', 'months')),
  add column extensions smallint not null default 0,
  -- Which part of the term was told of last, in percent, and when the next is.
  add column told_percent smallint not null default 0,
  add column next_mark_at timestamptz;

update tip_clock set
  term_unit = case kind when 'pass_on' then 'hours' else 'days' end,
  term_length = case kind when 'pass_on' then round(extract(epoch from due_at - started_at) / 3600) else 20 end;
update tip_clock set unit_id = tip.unit_id
from tip
where tip.id = tip_clock.tip_id and kind = 'pass_on' and stopped_at is null;
-- What ran out already was told; of a part that has passed nobody is told now.
update tip_clock set
  told_percent = case
    when breached_at is not null then 100
    when started_at + (due_at - started_at) * 0.8 <= now() then 80
    when started_at + (due_at - started_at) * 0.5 <= now() then 50
    else 0
  end,
  next_mark_at = case
    when breached_at is not null then null
    when started_at + (due_at - started_at) * 0.8 <= now() then due_at
    when started_at + (due_at - started_at) * 0.5 <= now() then started_at + (due_at - started_at) * 0.8
    else started_at + (due_at - started_at) * 0.5
  end;
alter table tip_clock alter column term_unit set not null, alter column term_length set not null;

drop index tip_clock_due;
create unique index tip_clock_running on tip_clock (tip_id, kind) where stopped_at is null;
create index tip_clock_tip on tip_clock (tip_id);
create index tip_clock_due on tip_clock (due_at) where stopped_at is null;
create index tip_clock_mark on tip_clock (next_mark_at) where stopped_at is null;

-- A breach stays a breach, whoever writes; and an officer who moves the end of a term is a lead.
create function anninh_guard_clock() returns trigger
  language plpgsql
as $$
begin
  if old.breached_at is not null and new.breached_at is distinct from old.breached_at then
    raise exception 'clock % ran out and stays so', old.id using errcode = '23514';
  end if;
  if current_user = 'anninh_officer'
    and (new.due_at, new.due_at_working, new.term_length, new.term_unit, new.extensions)
      is distinct from (old.due_at, old.due_at_working, old.term_length, old.term_unit, old.extensions)
    and (select anninh_role()) is distinct from 'lead'
  then
    raise exception 'only a lead extends clock %', old.id using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger tip_clock_guard before update on tip_clock for each row execute function anninh_guard_clock();

grant insert (tip_id, kind, started_at, due_at, due_at_working, unit_id, term_length, term_unit, next_mark_at)
  on tip_clock to anninh_officer;
grant update (due_at, due_at_working, term_length, term_unit, extensions, told_percent, next_mark_at)
  on tip_clock to anninh_officer;
create policy clock_starts on tip_clock for insert to anninh_officer with check (
  exists (select from tip where tip.id = tip_id and anninh_acts_on(tip.unit_id, tip.id))
);

-- Departments that are investigating bodies, by the beginning of their code (PC02 of PC02-51).
create table investigating_body (prefix text primary key);
grant select on investigating_body to anninh_officer;

-- What cannot wait for working hours in an officer's own chat.
alter table unit_notice add column is_urgent boolean not null default false;
alter table officer_notice add column is_urgent boolean not null default false;
