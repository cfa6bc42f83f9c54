-- An upload is known by its random id alone.
alter table upload drop column owner_hash;
