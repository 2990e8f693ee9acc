-- What only an event's kind has (a list of corrections, a letter), as JSON; empty for nothing.
alter table event add column detail text not null default '';

-- An application as lists show it. Read from its events and answers in the transaction that writes an event; a copy to
-- look things up in, and never the truth.
create table standing (
  application_id text primary key references application (id),
  draft_id text not null,
  reference text not null,
  -- The employer that is joined to the draft; 'none' where there is none yet.
  organisation_id text not null,
  state text not null,
  -- The category that the preview names; 'none' where it names none.
  category text not null,
  -- The place of work: six digits of GB/T 2260; 'none' where it is not known.
  place text not null,
  -- Who must act: names with blanks between them; 'nobody' at the end.
  acts text not null,
  -- Until when, and what runs out next: ISO 8601; 'none', which comes after every date, where nothing is known.
  due_on text not null,
  expires_on text not null,
  filed_on text not null,
  updated_at bigint not null,
  -- The applicant's name as in the passport, in capitals: by that rows are found.
  name text not null
);
create index standing_queue on standing (acts, category, due_on, application_id);
create index standing_due on standing (category, due_on, application_id);
create index standing_updated on standing (updated_at, application_id);
create index standing_reference on standing (reference);
create index standing_name on standing (name);
create index standing_employer_due on standing (organisation_id, due_on, application_id);
create index standing_employer_updated on standing (organisation_id, updated_at, application_id);
create index standing_draft on standing (draft_id);

-- What the answers were before a correction changed them: the version that held until this line of the history.
create table application_version (
  application_id text not null references application (id),
  until_seq bigint not null,
  form_version bigint not null,
  answers text not null,
  primary key (application_id, until_seq)
);

-- One person, one number for life.
create table work_permit (
  person_id text primary key references person (id),
  number text not null unique,
  issued_at bigint not null
);

-- Notification Letters by their numbers, for who checks one.
create table letter (
  number text primary key,
  application_id text not null references application (id)
);
