-- What an identifier is in words ("Tài khoản Vietcombank"), why its reading is not sure, and in which picture's QR code
-- it stood. Of earlier ones only the kind is known.
alter table tip_identifier add column label text;
alter table tip_identifier add column doubt text;
alter table tip_identifier add column attachment_id uuid references attachment on delete cascade;
create index tip_identifier_attachment on tip_identifier (attachment_id) where attachment_id is not null;
