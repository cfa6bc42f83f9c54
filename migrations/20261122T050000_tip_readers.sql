-- Who else reads a tip is shown to everybody who sees the tip; a unit's own row policy shows it only its own copy.
create function anninh_tip_readers(seen bigint)
  returns table (tip_id bigint, unit_id bigint, kind text, since timestamptz)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select tip_access.tip_id, tip_access.unit_id, tip_access.kind, tip_access.since
  from tip_access
  where tip_access.tip_id = seen
    and exists (
      select from tip
      where tip.id = seen
        and (
          tip.unit_id = any (anninh_tip_units())
          or exists (
            select from tip_access as own where own.tip_id = seen and own.unit_id = any (anninh_tip_units())
          )
        )
    )
$$;
