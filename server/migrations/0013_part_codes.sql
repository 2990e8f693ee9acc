-- A support code of an employer, for its own part alone: then `draft_id` is the invitation's id, and so it is in the rows of
-- `access` and `note` about that part.
alter table support_code add column of_part bigint not null default 0;
alter table support_view add column of_part bigint not null default 0;
