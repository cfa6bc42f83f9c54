-- Whether somebody agreed to something is asked in every game; deleting one's data looks here too.
create index consent_conversation on consent (conversation_id, kind);
-- Results are read by quiz and time.
create index quiz_answer_quiz on quiz_answer (quiz_id, day);

-- A version may be added only where the quiz itself may be changed, not wherever it may be read.
create function anninh_changes_quizzes() returns setof text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id from quiz
  where anninh_role() in ('comms', 'lead')
    and (unit_id = any (anninh_teaching_units()) or (unit_id is null and anninh_is_top()))
$$;

drop policy quiz_version_adds on quiz_version;
create policy quiz_version_adds on quiz_version for insert to anninh_officer with check (
  written_by = anninh_officer_id() and quiz_id in (select anninh_changes_quizzes())
);
drop policy quiz_version_approves on quiz_version;
create policy quiz_version_approves on quiz_version for update to anninh_officer using (
  quiz_id in (select anninh_changes_quizzes())
) with check (approved_by = anninh_officer_id() and approved_by is distinct from written_by);

-- Who wrote or approved a version is named to all who see the quiz, also across units.
create function anninh_quiz_hand(hand bigint) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select officer.display_name from officer
  where officer.id = hand and anninh_role() in ('comms', 'lead', 'auditor') and exists (
    select from quiz_version
    join quiz on quiz.id = quiz_version.quiz_id
    where hand in (quiz_version.written_by, quiz_version.approved_by)
      and (quiz.unit_id is null or quiz.unit_id = any (anninh_teaching_units()))
  )
$$;

-- Why it was sent back to its writers, or withdrawn.
alter table quiz add column note text;
grant update (note) on quiz to anninh_officer;
