-- Which e-mails a person gets about applications; who never chose has no row.
create table notice_setting (
  person_id text primary key references person (id),
  -- The language of letters; empty for the one in which the person used the portal.
  locale text not null,
  -- 1: all in one letter a day, from this hour in China.
  daily bigint not null,
  hour bigint not null,
  -- What the person does without: names with blanks between them.
  off text not null
);

-- What waits for somebody's daily letter: keys of texts and numbers of applications, so that it is written in the language
-- that holds when it goes out.
create table notice_line (
  id text primary key,
  person_id text not null references person (id),
  -- Where the person chose no language.
  locale text not null,
  kind text not null,
  what text not null,
  -- A reference number, or an organisation's name.
  about text not null,
  -- open, nothing, unsaid, or until when something is to be done, ISO 8601.
  todo text not null,
  -- The page, without its language.
  path text not null,
  at bigint not null
);
create index notice_line_person on notice_line (person_id, at);

-- What somebody was reminded of, once: what, of which application, invitation or draft, and the day that it is about (empty
-- where there is none).
create table reminder (
  what text not null,
  subject text not null,
  due text not null,
  at bigint not null,
  primary key (what, subject, due)
);

-- When its person last opened a draft: that keeps it as a change does.
alter table draft add column opened_at bigint not null default 0;
create index draft_updated on draft (updated_at);

-- The language in which a person last signed in, for letters about what has none of its own.
alter table sign_in_code add column locale text not null default '';
alter table person add column locale text not null default '';

create index invitation_sent on invitation (state, sent_at);
