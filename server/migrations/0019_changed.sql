-- The employer's part as it was when a line of the history opened answers: what a correction changed is told from it.
create table part_version (
  application_id text not null references application (id),
  from_seq bigint not null,
  form_version bigint not null,
  part text not null,
  primary key (application_id, from_seq)
);

-- Which date it is that runs out ('letter', 'contract'; empty where nothing does), and until when the permit's extension is
-- to be filed ('none' where that is not known). The rows are copies: they are written anew at the next start, with the
-- employer's answers counted.
alter table standing add column expires_what text not null default '';
alter table standing add column extend_by text not null default 'none';
delete from standing;
