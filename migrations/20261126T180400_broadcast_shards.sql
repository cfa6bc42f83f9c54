-- About a thousand recipients of one account: what a job of the queue names. `due_at`: when something there may go
-- next; null when nothing is left.
create table broadcast_shard (
  broadcast_id bigint not null references broadcast on delete cascade,
  account_id text not null,
  shard int not null,
  due_at timestamptz,
  primary key (broadcast_id, account_id, shard)
);
create index broadcast_shard_due on broadcast_shard (account_id, due_at) where due_at is not null;
