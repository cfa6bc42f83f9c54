-- A picture that kills the process must not be the first one again after every start.
alter table attachment add column clean_attempts int not null default 0;
alter table attachment add column clean_after timestamptz not null default now();
