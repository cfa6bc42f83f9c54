-- Areas and units: both have validity dates, because the list changes.
create extension if not exists pg_trgm;

create table area (
  code text primary key,
  name text not null,
  kind text not null check (kind in ('province', 'phuong', 'xa', 'dac_khu')),
  province_code text not null,
  valid_from date not null,
  valid_to date
);

create table area_alias (
  id bigint generated always as identity primary key,
  area_code text not null references area on delete cascade,
  name text not null,
  kind text not null,
  is_partial boolean not null default false,
  unique (area_code, kind, name)
);

create table unit (
  id bigint generated always as identity primary key,
  code text not null unique,
  name text not null,
  kind text not null check (kind in ('ministry', 'province', 'department', 'commune')),
  parent_id bigint references unit,
  area_code text references area,
  is_remote boolean not null default false,
  active_from date not null default '2025-07-01',
  active_to date,
  check (parent_id <> id)
);
create index unit_parent on unit (parent_id);
create index unit_area on unit (area_code);

create table routing_rule (
  id text primary key,
  position int not null,
  category text not null,
  area text not null,
  urgency text not null,
  to_unit text not null,
  copies text[] not null default '{}',
  escalate_to text not null,
  because text not null
);

create table holiday (
  day date primary key,
  name text not null,
  is_tentative boolean not null default false
);

-- People who sign in.
create table officer (
  id bigint generated always as identity primary key,
  username text not null unique check (username = lower(username)),
  display_name text not null,
  password_hash text,
  role text not null check (role in ('intake', 'triage', 'lead', 'comms', 'auditor', 'admin')),
  unit_id bigint not null references unit,
  is_active boolean not null default true,
  created_at timestamptz not null default now()
);
create index officer_unit on officer (unit_id) where is_active;

create table officer_session (
  token_hash bytea primary key,
  officer_id bigint not null references officer on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index officer_session_officer on officer_session (officer_id);

create table one_time_link (
  token_hash bytea primary key,
  kind text not null check (kind in ('first_admin', 'set_password', 'link_chat')),
  officer_id bigint references officer on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table api_token (
  token_hash bytea primary key,
  officer_id bigint not null references officer on delete cascade,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  officer_id bigint,
  action text not null,
  object text not null,
  data jsonb not null default '{}',
  previous_hash bytea not null,
  hash bytea not null
);

-- Channels, events in, messages out.
create table account (
  id text primary key,
  channel text not null,
  name text not null,
  unit_id bigint references unit,
  area_code text references area,
  settings bytea,
  is_enabled boolean not null default true,
  is_from_environment boolean not null default false,
  paused_until timestamptz,
  next_send_at timestamptz,
  poll_offset bigint not null default 0,
  created_at timestamptz not null default now()
);

create table conversation (
  id bigint generated always as identity primary key,
  account_id text not null references account,
  key_hash bytea not null,
  address bytea,
  state bytea,
  timeout_at timestamptz,
  blocked_at timestamptz,
  created_at timestamptz not null default now(),
  last_event_at timestamptz not null default now(),
  unique (account_id, key_hash)
);
create index conversation_timeout on conversation (timeout_at) where timeout_at is not null;

create table inbox (
  id bigint generated always as identity primary key,
  account_id text not null references account,
  event_id text not null,
  conversation_id bigint references conversation,
  kind text not null,
  body bytea,
  files text not null default 'none' check (files in ('none', 'wanted', 'ready')),
  received_at timestamptz not null default now(),
  attempts int not null default 0,
  next_try_at timestamptz not null default now(),
  done_at timestamptz,
  failed_at timestamptz,
  unique (account_id, event_id)
);
create index inbox_open on inbox (conversation_id, id) where done_at is null;
create index inbox_due on inbox (next_try_at) where done_at is null;
create index inbox_conversation on inbox (conversation_id, id);
create index inbox_received on inbox (received_at);

create table outbox (
  id bigint generated always as identity primary key,
  account_id text not null references account,
  conversation_id bigint not null references conversation,
  body bytea,
  status text not null default 'pending' check (status in ('pending', 'sending', 'sent', 'blocked', 'failed')),
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  next_try_at timestamptz not null default now(),
  lease_until timestamptz,
  sent_at timestamptz
);
create index outbox_open on outbox (conversation_id, id) where status in ('pending', 'sending');
create index outbox_due on outbox (next_try_at) where status in ('pending', 'sending');
create index outbox_blocked on outbox (conversation_id) where status = 'blocked';
create index outbox_conversation on outbox (conversation_id, id);

create table flow_version (
  flow_id text not null,
  version text not null,
  definition text not null,
  first_seen_at timestamptz not null default now(),
  primary key (flow_id, version)
);

create table consent_text (
  hash bytea primary key,
  version text not null,
  text text not null
);

create table consent (
  id bigint generated always as identity primary key,
  account_id text not null references account,
  conversation_id bigint references conversation on delete set null,
  kind text not null,
  text_hash bytea not null references consent_text,
  answer text not null,
  at timestamptz not null
);

-- Tips.
create table tip_number (
  year int primary key,
  last int not null
);

create table tip (
  id bigint generated always as identity primary key,
  number text not null unique,
  status text not null default 'new' check (status in ('new', 'in_progress', 'waiting_reporter', 'closed')),
  category text not null,
  urgency text not null check (urgency in ('P0', 'P1', 'P2', 'P3')),
  area_code text not null references area,
  unit_id bigint not null references unit,
  escalation_unit_id bigint references unit,
  channel text not null,
  description text not null,
  evidence jsonb not null default '[]',
  happened text,
  loss text,
  contact_kind text not null check (contact_kind in ('here', 'phone', 'anonymous')),
  routing jsonb not null,
  search_text text not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  holder_id bigint references officer,
  holder_until timestamptz,
  escalated_at timestamptz,
  due_soon_at timestamptz,
  outcome_code text,
  outcome_reason text,
  closed_at timestamptz,
  closed_by bigint references officer,
  erase_at timestamptz,
  erased_at timestamptz,
  check ((status = 'closed') = (outcome_code is not null))
);
create index tip_unit_due on tip (unit_id, due_at, id) where status <> 'closed';
create index tip_unit_received on tip (unit_id, received_at desc, id desc);
create index tip_due on tip (due_at) where status <> 'closed';
create index tip_holder on tip (holder_id) where status <> 'closed';
create index tip_search on tip using gin (search_text gin_trgm_ops);
create index tip_urgent on tip (received_at) where urgency = 'P0' and status = 'new' and escalated_at is null;
create index tip_erase on tip (erase_at) where erased_at is null and erase_at is not null;

-- Other units that see a tip: `copy` reads, `escalated` may also act.
create table tip_access (
  tip_id bigint not null references tip,
  unit_id bigint not null references unit,
  kind text not null check (kind in ('copy', 'escalated')),
  since timestamptz not null,
  primary key (tip_id, unit_id)
);
create index tip_access_unit on tip_access (unit_id);

create table tip_identifier (
  id bigint generated always as identity primary key,
  tip_id bigint not null references tip,
  kind text not null,
  value text not null,
  raw text not null
);
create index tip_identifier_tip on tip_identifier (tip_id);
create index tip_identifier_value on tip_identifier (kind, value);

create table tip_clock (
  id bigint generated always as identity primary key,
  tip_id bigint not null references tip,
  kind text not null check (kind in ('pass_on', 'resolve')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  due_at_working timestamptz not null,
  stopped_at timestamptz,
  breached_at timestamptz,
  unique (tip_id, kind)
);
create index tip_clock_due on tip_clock (due_at) where stopped_at is null and breached_at is null;

create table tip_event (
  id bigint generated always as identity primary key,
  tip_id bigint not null references tip,
  at timestamptz not null,
  type text not null,
  officer_id bigint references officer,
  data jsonb not null default '{}'
);
create index tip_event_tip on tip_event (tip_id, id);

create table tip_message (
  id bigint generated always as identity primary key,
  tip_id bigint not null references tip,
  author text not null check (author in ('citizen', 'officer')),
  officer_id bigint references officer,
  text text not null,
  at timestamptz not null
);
create index tip_message_tip on tip_message (tip_id, id);

create table attachment (
  id uuid primary key default gen_random_uuid(),
  tip_id bigint references tip,
  message_id bigint references tip_message,
  inbox_id bigint references inbox on delete set null,
  conversation_id bigint references conversation on delete set null,
  position int not null default 0,
  mime text not null,
  size int not null,
  sha256 bytea not null,
  file_key bytea not null,
  clean text not null default 'none' check (clean in ('none', 'pending', 'ready', 'failed')),
  clean_mime text,
  created_at timestamptz not null default now(),
  unique (inbox_id, position)
);
create index attachment_tip on attachment (tip_id);
create index attachment_pending on attachment (created_at) where clean = 'pending';
create index attachment_draft on attachment (conversation_id) where tip_id is null;

-- Bytes that the web chat took in before their event; gone after a day.
create table upload (
  id uuid primary key default gen_random_uuid(),
  owner_hash bytea not null,
  file_key bytea not null,
  size int not null,
  created_at timestamptz not null default now()
);

-- Files whose rows are gone: destroyed after the commit that let go of them.
create table file_to_destroy (
  id bigint generated always as identity primary key,
  path text not null,
  since timestamptz not null default now()
);

-- The reporter, apart from the tip: no officer's role may read this.
create table tip_reporter (
  id uuid primary key default gen_random_uuid(),
  tip_id bigint not null references tip,
  account_id text not null references account,
  conversation_id bigint references conversation,
  contact bytea,
  receipt_hash bytea not null unique,
  receipt_copy bytea,
  receipt_copy_until timestamptz,
  receipt_saved_at timestamptz,
  created_at timestamptz not null
);
create index tip_reporter_tip on tip_reporter (tip_id);
create index tip_reporter_conversation on tip_reporter (conversation_id);
create index tip_reporter_copy on tip_reporter (receipt_copy_until) where receipt_copy is not null;

create table receipt_guess (
  id bigint generated always as identity primary key,
  conversation_id bigint not null references conversation on delete cascade,
  at timestamptz not null
);
create index receipt_guess_at on receipt_guess (at);
create index receipt_guess_conversation on receipt_guess (conversation_id, at);

-- What officers say to reporters: written under the officer's role, carried to each reporter by a job.
create table tip_notice (
  id bigint generated always as identity primary key,
  tip_id bigint not null references tip,
  kind text not null check (kind in ('question', 'outcome', 'transfer')),
  data jsonb not null default '{}',
  created_at timestamptz not null,
  carried_at timestamptz
);
create index tip_notice_open on tip_notice (id) where carried_at is null;

-- What units are told.
create table unit_notice (
  id bigint generated always as identity primary key,
  tip_id bigint not null references tip,
  unit_id bigint not null references unit,
  kind text not null,
  created_at timestamptz not null,
  carried_at timestamptz
);
create index unit_notice_open on unit_notice (id) where carried_at is null;

create table officer_notice (
  id bigint generated always as identity primary key,
  officer_id bigint not null references officer on delete cascade,
  tip_id bigint not null references tip,
  kind text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  chat_done_at timestamptz
);
create index officer_notice_unread on officer_notice (officer_id, id) where read_at is null;
create index officer_notice_chat on officer_notice (officer_id, id) where chat_done_at is null;

create table officer_chat (
  officer_id bigint primary key references officer on delete cascade,
  conversation_id bigint not null unique references conversation,
  linked_at timestamptz not null,
  last_notice_at timestamptz
);

create table alarm (
  id bigint generated always as identity primary key,
  kind text not null,
  tip_id bigint references tip,
  unit_id bigint references unit,
  text text not null,
  raised_at timestamptz not null,
  cleared_at timestamptz
);
create unique index alarm_open on alarm (kind, coalesce(tip_id, 0), coalesce(unit_id, 0)) where cleared_at is null;
