-- Areas of the whole country come by import: what it brought stands above content/, and names that ended are kept.
alter table area add column source text not null default 'content' check (source in ('content', 'import'));

-- `within`: the district of an old commune. `until`: the first day on which a former name no longer held.
alter table area_alias
  add column source text not null default 'content' check (source in ('content', 'list', 'successors', 'history')),
  add column within text,
  add column until date;
alter table area_alias drop constraint area_alias_area_code_kind_name_key;
create unique index area_alias_once on area_alias (area_code, source, kind, name, within) nulls not distinct;

-- What an area or a unit was called, and where it belonged, from day to day (the last day is not in it).
create table area_history (
  id bigint generated always as identity primary key,
  area_code text not null references area on delete cascade,
  name text not null,
  kind text not null,
  province_code text not null,
  valid_from date not null,
  valid_to date not null
);
create index area_history_area on area_history (area_code);

create table unit_history (
  id bigint generated always as identity primary key,
  unit_id bigint not null references unit on delete cascade,
  name text not null,
  parent_id bigint references unit,
  valid_to date not null
);
create index unit_history_unit on unit_history (unit_id);

-- One row for each separate piece of land; GeoJSON rings, of which the first is the outline.
create table area_boundary (
  id bigint generated always as identity primary key,
  area_code text not null references area on delete cascade,
  rings jsonb not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null
);
create index area_boundary_area on area_boundary (area_code);
create index area_boundary_box on area_boundary (west, east);

-- Grows with every change of areas or their names, so that every process knows when to read them again.
create table area_revision (
  is_only boolean primary key default true check (is_only),
  number bigint not null default 1
);
insert into area_revision default values;

grant select on area_history, unit_history to anninh_officer;
