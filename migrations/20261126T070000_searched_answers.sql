-- Which answer or addition an identifier was found in; null for those of the report itself.
alter table tip_identifier add column message_id bigint references tip_message;
create index tip_identifier_message on tip_identifier (message_id) where message_id is not null;

-- The search text of earlier tips, as near as SQL comes to `searchTextOf`: numbers in groups also as one, phone
-- numbers also as dialled, what the reporter added since, and no signs but those that mean something to `like`.
update tip
set search_text = trim(regexp_replace(
  regexp_replace(
    concat_ws(' ',
      search_text,
      (select string_agg(translate(lower(regexp_replace(normalize(text, nfd), E'[\u0300-\u036F]', '', 'g')), 'đĐ', 'dd'), ' ' order by id)
        from tip_message where tip_id = tip.id and author = 'citizen'),
      (select string_agg(regexp_replace(run[1], '\D', '', 'g'), ' ')
        from regexp_matches(search_text, '\d[\d .()]*[ .()][\d .()]*\d', 'g') as run),
      (select string_agg('0' || phone[1], ' ') from regexp_matches(search_text, '\+84(\d{9,10})', 'g') as phone)
    ),
    '[]!-$&-/:-@^`{-~[]+', ' ', 'g'
  ),
  '\s+', ' ', 'g'
))
where erased_at is null;
