-- Days off, edited in the console. `worked` is a day of rest that is worked in exchange for a `swapped_off` day.
-- What the console has written or removed, content/holidays.yaml does not overwrite.
alter table holiday
  add column kind text not null default 'holiday' check (kind in ('holiday', 'swapped_off', 'worked')),
  add column is_own boolean not null default false,
  add column removed_at timestamptz;

-- The weekly days of rest (1 is Monday), from a day on until the next row.
create table weekly_rest (
  since date primary key,
  weekdays smallint[] not null check (cardinality(weekdays) <= 5 and weekdays <@ '{1,2,3,4,5,6,7}')
);
insert into weekly_rest values ('2000-01-01', '{6,7}');

-- Days off move the terms of all units: only an admin of a top unit writes them.
alter table holiday enable row level security;
alter table weekly_rest enable row level security;
create policy holiday_reads on holiday for select to anninh_officer using (true);
create policy holiday_adds on holiday for insert to anninh_officer with check (
  (select anninh_role()) = 'admin' and (select anninh_is_top())
);
create policy holiday_changes on holiday for update to anninh_officer using (
  (select anninh_role()) = 'admin' and (select anninh_is_top())
);
create policy rest_reads on weekly_rest for select to anninh_officer using (true);
create policy rest_adds on weekly_rest for insert to anninh_officer with check (
  (select anninh_role()) = 'admin' and (select anninh_is_top())
);
create policy rest_changes on weekly_rest for update to anninh_officer using (
  (select anninh_role()) = 'admin' and (select anninh_is_top())
);
create policy rest_ends on weekly_rest for delete to anninh_officer using (
  (select anninh_role()) = 'admin' and (select anninh_is_top())
);
grant insert, update on holiday to anninh_officer;
grant select, insert, update, delete on weekly_rest to anninh_officer;
