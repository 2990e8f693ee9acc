-- A try to sign in as staff. Written before the password is looked at, so that many at once are counted too; a right one
-- takes those of its address away.
create table staff_try (
  id text primary key,
  email_key text not null,
  -- From where, as a hash: only to count; empty where it can't be told.
  client text not null,
  at bigint not null
);
create index staff_try_email on staff_try (email_key, at);
create index staff_try_client on staff_try (client, at);

-- A code that an applicant reads out to the helpdesk.
create table support_code (
  id text primary key,
  draft_id text not null,
  -- Unique, or a code could open two drafts.
  code_hash text not null unique,
  created_at bigint not null,
  expires_at bigint not null,
  -- The one of the staff who opened the draft with it; null until then.
  staff_id text references staff (id),
  -- From then on it is of no use: a newer one was made, or the applicant ended it.
  ended_at bigint
);
create index support_code_draft on support_code (draft_id, created_at);

-- A draft that somebody of the staff has opened.
create table support_view (
  id text primary key,
  draft_id text not null,
  staff_id text not null references staff (id),
  -- The code that opened it; null where a supervisor gave a reason instead.
  code_id text references support_code (id),
  why text not null,
  created_at bigint not null,
  expires_at bigint not null
);
create index support_view_code on support_view (code_id);
create index support_view_draft on support_view (draft_id, expires_at);

-- A support code that opened nothing: counted, so that codes can't be guessed.
create table support_miss (
  id text primary key,
  staff_id text not null references staff (id),
  at bigint not null
);
create index support_miss_staff on support_miss (staff_id, at);

-- What the helpdesk pinned to an answer.
create table note (
  id text primary key,
  draft_id text not null,
  staff_id text not null references staff (id),
  key text not null,
  phrase text not null,
  text text not null,
  value text not null,
  -- open, accepted, dismissed.
  state text not null,
  created_at bigint not null,
  answered_at bigint
);
create index note_draft on note (draft_id, created_at);
