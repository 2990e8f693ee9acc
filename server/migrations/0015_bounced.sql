-- When it became known that nobody gets a letter at its address: the mail server refused it there, or its provider says that
-- it came back.
alter table mail add column bounced_at bigint;
