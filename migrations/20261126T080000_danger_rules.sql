-- Danger to a person's life is a thing of its own in a rule: an urgent tip about money is urgent, not dangerous.
alter table routing_rule add column danger text not null default '*' check (danger in ('*', 'life'));
