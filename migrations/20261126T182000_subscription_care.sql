-- That bulletins can be had is said once in a while, not after every talk.
alter table conversation add column bulletins_offered_at timestamptz;

-- Link codes that were not right, counted per chat.
create table subscriber_link_guess (
  conversation_id bigint not null references conversation on delete cascade,
  at timestamptz not null
);
create index subscriber_link_guess_conversation on subscriber_link_guess (conversation_id, at);

create index subscription_left on subscription (left_at) where left_at is not null;
create index subscriber_link_subscriber on subscriber_link (subscriber_id);
create index subscriber_organisation on subscriber (organisation_id) where organisation_id is not null;

-- Nobody moves an entry into an area that is not the own.
drop policy organisation_changes on organisation;
create policy organisation_changes on organisation for update to anninh_officer using (
  (select anninh_role()) in ('comms', 'lead', 'admin')
  and unit_id = any ((select anninh_subtree((select unit_id from officer where officer.id = anninh_officer_id())))::bigint[])
) with check (
  unit_id = any ((select anninh_subtree((select unit_id from officer where officer.id = anninh_officer_id())))::bigint[])
  and area_code = any ((select anninh_own_areas())::text[])
);
