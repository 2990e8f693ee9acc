-- What somebody signs in with beside a code or a password. Of a person, or of somebody of the staff.
create table passkey (
  id text primary key,
  -- person, staff.
  kind text not null,
  -- The id of the one or the other.
  owner text not null,
  -- The authenticator's own id of it, in base64url. Unique: a passkey is of one account.
  credential_id text not null unique,
  -- The public key, the counter and what else the next answer is held against, as JSON of the crate that reads it.
  credential text not null,
  name text not null,
  created_at bigint not null,
  used_at bigint
);
create index passkey_owner on passkey (kind, owner);

-- What an authenticator was asked. It is answered once: whoever reads it takes it away.
create table passkey_challenge (
  -- The hash of the id that the browser knows.
  id text primary key,
  -- person, staff.
  kind text not null,
  -- Who adds a passkey; empty where somebody signs in, of whom nothing is known yet.
  owner text not null,
  -- From where, as a hash: only to count; empty where it can't be told.
  client text not null,
  -- What the answer is held against, as JSON of the crate that reads it.
  state text not null,
  created_at bigint not null
);
create index passkey_challenge_client on passkey_challenge (client, created_at);
create index passkey_challenge_at on passkey_challenge (created_at);

-- By what a session was begun: code, passkey. And in what browser, in a few words.
alter table session add column how text not null default 'code';
alter table session add column agent text not null default '';
create index session_person on session (person_id);
-- By what: password, passkey.
alter table staff_session add column how text not null default 'password';

-- Somebody lost the mailbox that they sign in with, and asks for the account to be moved to another address.
create table recovery (
  id text primary key,
  -- Whose account; null where the old address has none: such a row is only counted, and soon gone.
  person_id text references person (id),
  old_key text not null,
  -- From where, as a hash: only to count.
  client text not null,
  new_email text not null,
  new_key text not null,
  locale text not null,
  -- same, other, not_said: what was said is held against what is kept, and not kept.
  passport text not null,
  birth_date text not null,
  reference text not null,
  words text not null,
  -- asked, proposed, waiting; done, stopped, refused, expired, failed.
  state text not null,
  created_at bigint not null,
  proposed_by text references staff (id),
  proposed_why text not null,
  proposed_at bigint,
  decided_by text references staff (id),
  decided_why text not null,
  decided_at bigint,
  -- When the address changes.
  until bigint,
  ended_at bigint,
  -- The hashes of the secrets in the two letters to the old address.
  stop_asked text not null,
  stop_waiting text not null
);
create index recovery_person on recovery (person_id, state);
create index recovery_state on recovery (state, until);
create index recovery_old on recovery (old_key, created_at);
create index recovery_client on recovery (client, created_at);
