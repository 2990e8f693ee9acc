-- Only text and bigint: the same on SQLite and PostgreSQL. Times are seconds since 1970 UTC, ids are UUIDs of version 4.
-- Answers are opaque: one column, JSON today, that can become ciphertext; what is searched stands beside it.

create table person (
  id text primary key,
  -- The address as people compare it: lower case. Unique.
  email_key text not null unique,
  email text not null,
  created_at bigint not null
);

create table sign_in_code (
  id text primary key,
  email_key text not null,
  -- The browser that asked, as the hash of its cookie: the code holds there alone.
  browser text not null,
  -- From where, as a hash: only to count.
  client text not null,
  code_hash text not null,
  created_at bigint not null,
  expires_at bigint not null,
  tries_left bigint not null,
  used_at bigint,
  superseded_at bigint
);
create index sign_in_code_email on sign_in_code (email_key, created_at);
create index sign_in_code_client on sign_in_code (client, created_at);

-- A wrong code. A new code does not make it undone.
create table sign_in_failure (
  id text primary key,
  email_key text not null,
  client text not null,
  at bigint not null
);
create index sign_in_failure_email on sign_in_failure (email_key, at);
create index sign_in_failure_at on sign_in_failure (at);

create table session (
  -- The hash of the cookie's token.
  token_hash text primary key,
  person_id text not null references person (id),
  created_at bigint not null,
  seen_at bigint not null,
  -- 1 on a computer that others use too.
  shared bigint not null
);

create table draft (
  id text primary key,
  person_id text not null references person (id),
  form_version bigint not null,
  revision bigint not null,
  answers text not null,
  created_at bigint not null,
  updated_at bigint not null,
  application_id text
);
create index draft_person on draft (person_id, updated_at);

-- Deleted for good: a save that was on its way does not bring it back. Whose it was is part of the key, so that
-- nobody can bar an id for somebody else.
create table deleted_draft (
  id text not null,
  person_id text not null references person (id),
  at bigint not null,
  primary key (id, person_id)
);
create index deleted_draft_at on deleted_draft (at);

create table application (
  id text primary key,
  reference text not null unique,
  -- Unique: a draft becomes one application, however often it is sent.
  draft_id text not null unique,
  person_id text not null references person (id),
  form_version bigint not null,
  rules text not null,
  judged_on text not null,
  answers text not null,
  locale text not null,
  created_at bigint not null
);
create index application_person on application (person_id, created_at);

create table event (
  id text primary key,
  application_id text not null references application (id),
  seq bigint not null,
  kind text not null,
  by_role text not null,
  person_id text,
  at bigint not null,
  why text not null,
  unique (application_id, seq)
);

create table mail (
  id text primary key,
  recipient text not null,
  locale text not null,
  subject text not null,
  body text not null,
  created_at bigint not null,
  sent_at bigint,
  attempts bigint not null,
  next_at bigint not null,
  -- From then on it is of no use to anybody.
  give_up_at bigint not null
);
create index mail_waiting on mail (sent_at, next_at);
