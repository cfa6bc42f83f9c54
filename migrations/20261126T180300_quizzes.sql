create table quiz (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- Null: it came with the program, as a file.
  unit_id bigint references unit,
  state text not null check (state in ('draft', 'review', 'published', 'withdrawn')),
  version int not null,
  public_version int,
  created_by bigint references officer,
  created_at timestamptz not null,
  check (state <> 'published' or public_version is not null)
);

create table quiz_version (
  quiz_id text not null references quiz on delete cascade,
  number int not null,
  content jsonb not null,
  written_by bigint references officer,
  written_at timestamptz not null,
  approved_by bigint references officer,
  approved_at timestamptz,
  primary key (quiz_id, number)
);

-- Answers belong to nobody: no conversation stands here, only the organisation and the area that somebody named.
create table quiz_answer (
  id bigint generated always as identity primary key,
  day date not null,
  quiz_id text not null,
  question_id text not null,
  chosen text[] not null,
  is_right boolean not null,
  is_daily boolean not null default false
);
create index quiz_answer_question on quiz_answer (question_id);

create table quiz_result (
  id bigint generated always as identity primary key,
  day date not null,
  quiz_id text not null,
  right_answers int not null,
  questions int not null,
  organisation_id bigint references organisation,
  area_code text references area,
  broadcast_id bigint references broadcast on delete set null
);
create index quiz_result_quiz on quiz_result (quiz_id, day);
create index quiz_result_broadcast on quiz_result (broadcast_id) where broadcast_id is not null;

-- What somebody who agreed wants to see again, and when. Box n comes back after 1, 3, 7, 14, 30 days.
create table quiz_repetition (
  conversation_id bigint not null references conversation on delete cascade,
  question_id text not null,
  box smallint not null check (box between 1 and 5),
  due_on date not null,
  primary key (conversation_id, question_id)
);

alter table quiz enable row level security;
alter table quiz_version enable row level security;
alter table quiz_answer enable row level security;
alter table quiz_result enable row level security;

create policy quiz_sees on quiz for select to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead', 'auditor')
  and (unit_id is null or unit_id = any ((select anninh_teaching_units())::bigint[]))
);
create policy quiz_adds on quiz for insert to anninh_officer with check (
  (select anninh_role()) in ('comms', 'lead') and unit_id = any ((select anninh_teaching_units())::bigint[])
);
create policy quiz_changes on quiz for update to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead')
  and (unit_id = any ((select anninh_teaching_units())::bigint[]) or (unit_id is null and (select anninh_is_top())))
);
create policy quiz_version_sees on quiz_version for select to anninh_officer using (quiz_id in (select id from quiz));
create policy quiz_version_adds on quiz_version for insert to anninh_officer with check (
  (select anninh_role()) in ('comms', 'lead') and written_by = anninh_officer_id() and quiz_id in (select id from quiz)
);
create policy quiz_version_approves on quiz_version for update to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead') and quiz_id in (select id from quiz)
) with check (approved_by = anninh_officer_id() and approved_by is distinct from written_by);
create policy quiz_answer_sees on quiz_answer for select to anninh_officer using (quiz_id in (select id from quiz));
create policy quiz_result_sees on quiz_result for select to anninh_officer using (
  quiz_id in (select id from quiz)
  and (area_code is null or area_code = any ((select anninh_own_areas())::text[]))
);
grant select, insert on quiz, quiz_version to anninh_officer;
grant update (state, version, public_version) on quiz to anninh_officer;
grant update (approved_by, approved_at) on quiz_version to anninh_officer;
grant select on quiz_answer, quiz_result to anninh_officer;
