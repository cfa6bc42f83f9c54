-- Pictures of bulletins and quizzes: re-encoded before they come here, and public once what shows them is.
create table picture (
  id bigint generated always as identity primary key,
  unit_id bigint references unit,
  mime text not null,
  bytes bytea not null check (length(bytes) <= 1048576),
  width int not null,
  height int not null,
  sha256 bytea not null,
  created_at timestamptz not null
);
create index picture_sha256 on picture (sha256);

-- What a channel calls a picture that was uploaded to it once.
create table picture_upload (
  picture_id bigint not null references picture on delete cascade,
  account_id text not null references account on delete cascade,
  file_ref text not null,
  primary key (picture_id, account_id)
);

create table bulletin (
  id bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- Null: it came with the program, as a file.
  unit_id bigint references unit,
  state text not null check (state in ('draft', 'review', 'approved', 'published', 'withdrawn')),
  -- The newest version, and the one that everybody reads.
  version int not null,
  public_version int,
  is_emergency boolean not null default false,
  corrects_id bigint references bulletin,
  published_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_because text,
  created_by bigint references officer,
  created_at timestamptz not null,
  check (state <> 'published' or (public_version is not null and published_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create index bulletin_unit on bulletin (unit_id);
create index bulletin_corrects on bulletin (corrects_id) where corrects_id is not null;
create index bulletin_public on bulletin (published_at desc) where public_version is not null;

-- Every save is a version; none is ever changed but for its approval.
create table bulletin_version (
  bulletin_id bigint not null references bulletin on delete cascade,
  number int not null,
  content jsonb not null,
  written_by bigint references officer,
  written_at timestamptz not null,
  approved_by bigint references officer,
  approved_at timestamptz,
  primary key (bulletin_id, number)
);

create table bulletin_event (
  id bigint generated always as identity primary key,
  bulletin_id bigint not null references bulletin on delete cascade,
  at timestamptz not null,
  type text not null,
  officer_id bigint references officer,
  data jsonb not null default '{}'
);
create index bulletin_event_bulletin on bulletin_event (bulletin_id, id);

alter table picture enable row level security;
alter table bulletin enable row level security;
alter table bulletin_version enable row level security;
alter table bulletin_event enable row level security;

create policy picture_sees on picture for select to anninh_officer using (true);
create policy picture_adds on picture for insert to anninh_officer with check (
  (select anninh_role()) in ('comms', 'lead') and unit_id = any ((select anninh_teaching_units())::bigint[])
);
create policy bulletin_sees on bulletin for select to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead', 'auditor')
  and (unit_id is null or unit_id = any ((select anninh_teaching_units())::bigint[]))
);
create policy bulletin_adds on bulletin for insert to anninh_officer with check (
  (select anninh_role()) in ('comms', 'lead') and unit_id = any ((select anninh_teaching_units())::bigint[])
);
-- What came as a file belongs to the unit that stands above all others.
create policy bulletin_changes on bulletin for update to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead')
  and (unit_id = any ((select anninh_teaching_units())::bigint[]) or (unit_id is null and (select anninh_is_top())))
);
create policy version_sees on bulletin_version for select to anninh_officer using (bulletin_id in (select id from bulletin));
create policy version_adds on bulletin_version for insert to anninh_officer with check (
  (select anninh_role()) in ('comms', 'lead') and written_by = anninh_officer_id()
  and bulletin_id in (select id from bulletin)
);
create policy version_approves on bulletin_version for update to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead') and bulletin_id in (select id from bulletin)
) with check (approved_by = anninh_officer_id() and approved_by is distinct from written_by);
create policy bulletin_event_sees on bulletin_event for select to anninh_officer using (bulletin_id in (select id from bulletin));
create policy bulletin_event_adds on bulletin_event for insert to anninh_officer with check (
  officer_id = anninh_officer_id() and bulletin_id in (select id from bulletin)
);

grant select, insert on picture to anninh_officer;
grant select, insert on bulletin, bulletin_version, bulletin_event to anninh_officer;
grant update (state, version, public_version, is_emergency, corrects_id, published_at, withdrawn_at, withdrawn_because)
  on bulletin to anninh_officer;
grant update (approved_by, approved_at) on bulletin_version to anninh_officer;
