-- An officer whose unit has just handed a tip on saw it a moment ago: the refusal of an act on it may say where it
-- went and when, and which colleague of the own units sent it there. To all others the tip stays unknown (P10).
create function anninh_handed_on(wanted text)
  returns table (to_name text, at timestamptz, by_name text)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select
    move.data ->> 'toName',
    move.at,
    case when mover.unit_id = any (anninh_tip_units()) then move.data ->> 'by' end
  from tip
  cross join lateral (
    select tip_event.at, tip_event.officer_id, tip_event.data
    from tip_event
    where tip_event.tip_id = tip.id and tip_event.type in ('transferred', 'moved_up')
    order by tip_event.id desc
    limit 1
  ) as move
  join unit as former on former.code = move.data ->> 'from'
  left join officer as mover on mover.id = move.officer_id
  where tip.number = wanted and former.id = any (anninh_tip_units())
$$;
