-- 1 of an invitation that was ended once its application was over: the employer sees nothing of that any more, and the part
-- that it had signed stays with what the authority keeps.
alter table invitation add column kept bigint not null default 0;
create unique index invitation_kept on invitation (draft_id) where kept = 1;
