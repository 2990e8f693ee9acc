-- People of the authority and of the helpdesk. Accounts are made on the command line (`portal staff add`).
create table staff (
  id text primary key,
  name text not null,
  -- As people compare it: lower case.
  email_key text not null unique,
  -- helpdesk, officer, supervisor.
  role text not null,
  -- Argon2id, in the PHC string format.
  password_hash text not null,
  -- The secret of the authenticator (RFC 6238), in base32, and the last time step that was used: a code holds once.
  totp_secret text not null,
  totp_step bigint not null,
  created_at bigint not null,
  -- From then on nobody signs in with it.
  disabled_at bigint
);

create table staff_session (
  -- The hash of the cookie's token.
  token_hash text primary key,
  staff_id text not null references staff (id),
  created_at bigint not null,
  seen_at bigint not null
);

-- Who of the staff, or of an employer, looked at what of a person: written in the transaction that reads.
create table access (
  id text primary key,
  draft_id text not null,
  -- A staff's id, or a person's of the employer.
  who text not null,
  role text not null,
  what text not null,
  key text not null,
  why text not null,
  at bigint not null
);
create index access_draft on access (draft_id, at);
