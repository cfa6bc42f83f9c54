-- "Due soon" is told once for each clock and unit, not once in a tip's life.
alter table tip_clock add column due_soon_unit_id bigint references unit;
update tip_clock set due_soon_unit_id = tip.unit_id
from tip
where tip.id = tip_clock.tip_id and tip.due_soon_at is not null and tip_clock.due_at = tip.due_at;
alter table tip drop column due_soon_at;
