-- Grows with every change of units, and of who takes tips in them: until then the tree that a process has read holds.
-- A number that was given and rolled back never comes again.
create sequence unit_revision_number;
create table unit_revision (
  is_only boolean primary key default true check (is_only),
  number bigint not null default nextval('unit_revision_number')
);
insert into unit_revision default values;

create function anninh_note_unit_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update unit_revision set number = nextval('unit_revision_number');
  return null;
end
$$;

create trigger unit_changed after insert or update or delete on unit
  for each statement execute function anninh_note_unit_change();
create trigger officer_changed after insert or delete or update of unit_id, role, is_active on officer
  for each statement execute function anninh_note_unit_change();
