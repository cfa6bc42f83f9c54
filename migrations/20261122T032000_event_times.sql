-- A message that the platform delivers late must not answer a later question.
alter table inbox add column sent_at timestamptz;
alter table conversation add column last_sent_at timestamptz;
