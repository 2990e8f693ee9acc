-- Requests for help: a thread between a person and the helpdesk, with what the person was doing when they asked.
create table help_request (
  id text primary key,
  person_id text not null references person (id),
  -- The person's own draft that it is about; empty where it is about none, or once it is deleted.
  draft_id text not null,
  -- The organisation for which a member asks, and the invitation that it is about; else empty.
  organisation_id text not null,
  invitation_id text not null,
  -- The language of the page on which it was asked, for letters.
  locale text not null,
  -- Carried along as the person saw it: the page without answers or ids, browser, version of the app; each may be empty.
  page text not null,
  browser text not null,
  version text not null,
  -- The last save of the draft that was acknowledged when it was asked: its revision, 0 where there was none, and when.
  saved_revision bigint not null,
  saved_at bigint not null,
  -- open, answered, closed.
  state text not null,
  -- Who of the helpdesk took it.
  staff_id text references staff (id),
  created_at bigint not null,
  -- When the last message was written, or it was closed.
  updated_at bigint not null,
  -- Since when the person waits: of an open one the first message that nobody answered.
  waits_since bigint not null
);
create index help_request_person on help_request (person_id, created_at);
create index help_request_state on help_request (state, waits_since);
create index help_request_draft on help_request (draft_id);

create table help_message (
  id text primary key,
  request_id text not null references help_request (id),
  seq bigint not null,
  -- applicant, employer, helpdesk, supervisor.
  by_role text not null,
  -- A person's id, or a staff's.
  who text not null,
  -- ask_code: please make a support code, in the reader's language; else empty.
  phrase text not null,
  text text not null,
  at bigint not null,
  unique (request_id, seq)
);
create index help_message_who on help_message (who, at);
