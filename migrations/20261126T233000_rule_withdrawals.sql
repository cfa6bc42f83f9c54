-- A version of the rules whose day has not come can be taken back. The version itself stays as it is.
create table rule_withdrawal (
  version_id bigint primary key references rule_version,
  withdrawn_at timestamptz not null,
  withdrawn_by bigint not null references officer,
  withdrawn_by_name text not null,
  reason text not null
);
create trigger rule_withdrawal_is_kept before update or delete on rule_withdrawal
  for each row execute function anninh_keep_rule_version();

alter table rule_withdrawal enable row level security;
create policy rule_withdrawal_reads on rule_withdrawal for select to anninh_officer using (true);
create policy rule_withdrawal_adds on rule_withdrawal for insert to anninh_officer with check (
  (select anninh_edits_rules())
  and withdrawn_by = anninh_officer_id()
  and exists (
    select from rule_version
    where id = version_id and holds_from > (withdrawn_at at time zone 'Asia/Ho_Chi_Minh')::date
  )
);
grant select, insert on rule_withdrawal to anninh_officer;
