-- Employers: organisations, their people, and what joins one to a draft.

create table organisation (
  id text primary key,
  -- GB 32100, tidied: an employer is here once.
  credit_code text not null unique,
  name text not null,
  address text not null,
  phone text not null,
  -- pending, approved, returned; and why it was returned, else empty.
  state text not null,
  why text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index organisation_state on organisation (state, updated_at);

-- The files that prove a registration: each of the member who brought it.
create table organisation_document (
  organisation_id text not null references organisation (id),
  person_id text not null references person (id),
  file_id text not null,
  place bigint not null,
  primary key (organisation_id, file_id)
);
create index organisation_document_person on organisation_document (person_id, file_id);

-- Who did what with an organisation and its people, when and why; lines are only added.
create table organisation_event (
  id text primary key,
  organisation_id text not null references organisation (id),
  -- registered, changed, approved, returned, member_added, member_changed, member_ended.
  kind text not null,
  -- A staff's id where an officer decided, else a person's.
  who text not null,
  -- Whom it is about: a membership; else empty.
  member_id text not null,
  why text not null,
  at bigint not null
);
create index organisation_event_of on organisation_event (organisation_id, at);

-- Somebody who works for an organisation. Who comes back has the same row again.
create table member (
  id text primary key,
  organisation_id text not null references organisation (id),
  person_id text not null references person (id),
  -- in_charge, handler, agent.
  role text not null,
  -- Of an agent the last day of the mandate, ISO 8601; else empty.
  until text not null,
  -- The language of letters.
  locale text not null,
  created_at bigint not null,
  ended_at bigint,
  unique (organisation_id, person_id)
);
create index member_person on member (person_id);

-- What joins an organisation and a draft: sent to an address, or made when the employer enters an applicant's code.
create table invitation (
  id text primary key,
  organisation_id text not null references organisation (id),
  email_key text not null,
  email text not null,
  label text not null,
  locale text not null,
  -- The employer's part: answers to the questions that are its own, JSON, apart from the applicant's.
  form_version bigint not null,
  part text not null,
  revision bigint not null,
  -- sent, accepted, declined, ended.
  state text not null,
  -- The draft, and who answered, once somebody did.
  draft_id text,
  person_id text,
  -- Who of the organisation takes care of it.
  member_id text not null references member (id),
  secret_hash text not null unique,
  created_at bigint not null,
  sent_at bigint not null,
  answered_at bigint,
  ended_at bigint
);
create index invitation_organisation on invitation (organisation_id, created_at);
create index invitation_email on invitation (organisation_id, email_key);
create index invitation_member on invitation (member_id);
-- A draft has one employer at a time.
create unique index invitation_joined on invitation (draft_id) where state = 'accepted';

-- Who wrote which answer of the employer's part.
create table part_change (
  invitation_id text not null references invitation (id),
  revision bigint not null,
  key text not null,
  person_id text not null,
  at bigint not null,
  primary key (invitation_id, revision, key)
);

-- A code by which an employer joins a draft: the newest of each draft alone.
create table join_code (
  draft_id text primary key,
  code_hash text not null unique,
  -- The applicant's language, for letters.
  locale text not null,
  expires_at bigint not null
);

-- A wrong code, to count them.
create table join_failure (
  id text primary key,
  person_id text not null,
  at bigint not null
);
create index join_failure_person on join_failure (person_id, at);
