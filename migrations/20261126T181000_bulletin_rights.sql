-- Whether a picture is public is asked at every look at it.
create index bulletin_version_picture on bulletin_version ((content -> 'picture' ->> 'id'))
  where content -> 'picture' ->> 'id' is not null;

-- A version and an event may be added only where the bulletin itself may be changed, not wherever it may be read.
create function anninh_changes_bulletins() returns setof bigint
  language sql stable security definer set search_path = public, pg_temp
as $$
  select id from bulletin
  where anninh_role() in ('comms', 'lead')
    and (unit_id = any (anninh_teaching_units()) or (unit_id is null and anninh_is_top()))
$$;

drop policy version_adds on bulletin_version;
create policy version_adds on bulletin_version for insert to anninh_officer with check (
  written_by = anninh_officer_id() and bulletin_id in (select anninh_changes_bulletins())
);
drop policy version_approves on bulletin_version;
create policy version_approves on bulletin_version for update to anninh_officer using (
  bulletin_id in (select anninh_changes_bulletins())
) with check (approved_by = anninh_officer_id() and approved_by is distinct from written_by);
drop policy bulletin_event_adds on bulletin_event;
create policy bulletin_event_adds on bulletin_event for insert to anninh_officer with check (
  officer_id = anninh_officer_id() and bulletin_id in (select anninh_changes_bulletins())
);

-- A picture of a bulletin that one may not read is not to be guessed by its number.
drop policy picture_sees on picture;
create policy picture_sees on picture for select to anninh_officer using (
  unit_id is null or unit_id = any ((select anninh_teaching_units())::bigint[])
);

-- Who had a hand in a bulletin is named to all who see the bulletin, also across units.
create function anninh_bulletin_hand(hand bigint) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select officer.display_name from officer
  where officer.id = hand and anninh_role() in ('comms', 'lead', 'auditor') and exists (
    select from bulletin_event
    join bulletin on bulletin.id = bulletin_event.bulletin_id
    where bulletin_event.officer_id = hand
      and (bulletin.unit_id is null or bulletin.unit_id = any (anninh_teaching_units()))
  )
$$;
create index bulletin_event_officer on bulletin_event (officer_id) where officer_id is not null;
-- The emergencies that were approved today.
create index bulletin_event_approved on bulletin_event (at) where type = 'approved';

-- What a version says of itself holds once it is approved or public, not as soon as somebody has typed it.
-- `bulletin` keeps what the last approved version says.
alter table bulletin_version
  add column is_emergency boolean not null default false,
  add column corrects_id bigint references bulletin,
  add check (corrects_id <> bulletin_id);
create index bulletin_version_corrects on bulletin_version (corrects_id) where corrects_id is not null;

-- Nobody sets right what they may not change.
drop policy version_adds on bulletin_version;
create policy version_adds on bulletin_version for insert to anninh_officer with check (
  written_by = anninh_officer_id() and bulletin_id in (select anninh_changes_bulletins())
  and (corrects_id is null or corrects_id in (select anninh_changes_bulletins()))
);
drop policy bulletin_adds on bulletin;
create policy bulletin_adds on bulletin for insert to anninh_officer with check (
  (select anninh_role()) in ('comms', 'lead') and unit_id = any ((select anninh_teaching_units())::bigint[])
  and (corrects_id is null or corrects_id in (select anninh_changes_bulletins()))
);
drop policy bulletin_changes on bulletin;
create policy bulletin_changes on bulletin for update to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead')
  and (unit_id = any ((select anninh_teaching_units())::bigint[]) or (unit_id is null and (select anninh_is_top())))
) with check (
  (unit_id = any ((select anninh_teaching_units())::bigint[]) or (unit_id is null and (select anninh_is_top())))
  and (corrects_id is null or corrects_id in (select anninh_changes_bulletins()))
);
