-- Which process called for the account last, and until when others are taken to call for it too.
alter table account add column sender text;
alter table account add column shared_until timestamptz;
