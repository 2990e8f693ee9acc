-- Other systems: tokens by which they ask, and webhooks by which they are told.

-- The queue's other orders; by category and due date it has `standing_due` and `standing_queue` already.
create index standing_by_due on standing (due_on, application_id);
create index standing_by_expires on standing (expires_on, application_id);
create index standing_by_state on standing (state, application_id);
create index standing_by_state_due on standing (state, category, due_on, application_id);
create index standing_by_name on standing (name, application_id);
drop index standing_name;

create table api_token (
  id text primary key,
  -- The person behind what is done with it: two that were valid at once never had the same.
  name text not null,
  token_hash text not null unique,
  -- What it opens: names with blanks between them.
  scopes text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  revoked_at bigint
);

-- A token that there is not: counted, so that nobody tries for ever.
create table api_token_miss (
  id text primary key,
  -- From where, as a hash: only to count; empty where it can't be told.
  client text not null,
  at bigint not null
);
create index api_token_miss_client on api_token_miss (client, at);

-- What happened to applications, in one line whose numbers only grow: what other systems are told. Nothing personal.
create table feed (
  id bigint primary key,
  event_id text not null unique,
  application_id text not null,
  reference text not null,
  kind text not null,
  by_role text not null,
  at bigint not null,
  -- The state after it.
  state text not null
);

create table webhook (
  id text primary key,
  url text not null,
  -- The key of the signature: both sides need it as it is.
  secret text not null,
  -- Only these kinds of events: names with blanks between them; empty for all.
  events text not null,
  -- 1 where it may lead to an address of an inner network.
  inner_network bigint not null,
  created_at bigint not null,
  -- Until then one server sends to it, and no other.
  claimed_until bigint not null,
  -- The last event that was taken.
  sent_id bigint,
  sent_at bigint
);

-- What is to be sent to a webhook. What was sent goes; what was given up stays for a while.
create table webhook_message (
  webhook_id text not null references webhook (id),
  -- The order in which they go.
  seq bigint not null,
  feed_id bigint not null references feed (id),
  attempts bigint not null,
  next_at bigint not null,
  give_up_at bigint not null,
  given_up_at bigint,
  -- What went wrong last: a kind, never an answer.
  problem text not null,
  primary key (webhook_id, seq)
);
create index webhook_message_feed on webhook_message (feed_id);
