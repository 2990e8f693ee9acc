-- Uploads that are on their way, and files. Their bytes lie in the object store: here stands which objects count.

create table upload (
  id text primary key,
  person_id text not null references person (id),
  -- The length as it was declared, and how much of it is stored. `received` moves by compare-and-set alone.
  bytes bigint not null,
  received bigint not null,
  -- What the client said of it, given back word for word; nothing of it is trusted.
  metadata text not null,
  -- The hash of the whole, where the client named it; else empty.
  sha256 text not null,
  created_at bigint not null,
  expires_at bigint not null,
  -- The file that it became.
  file_id text
);
create index upload_person on upload (person_id);
create index upload_expires on upload (expires_at);

-- What has come of an upload. Objects that no row names were of somebody who came second.
create table piece (
  upload_id text not null references upload (id),
  at_byte bigint not null,
  bytes bigint not null,
  object text not null,
  primary key (upload_id, at_byte)
);

create table file (
  person_id text not null references person (id),
  -- The SHA-256 of the content: the same content twice is one file of a person.
  id text not null,
  kind text not null,
  bytes bigint not null,
  pages bigint not null,
  width bigint not null,
  height bigint not null,
  -- waiting, clean, refused; and why it was refused, else empty.
  state text not null,
  reason text not null,
  object text not null,
  uploaded_at bigint not null,
  -- When it was last uploaded, or found in use.
  used_at bigint not null,
  primary key (person_id, id)
);
create index file_used on file (used_at);
create index file_state on file (state);

-- Objects to be removed from then on: of files that were deleted, and of files about to be stored, until they are.
-- What a crash leaves behind is removed with the rest.
create table erasure (
  object text primary key,
  from_at bigint not null
);
create index erasure_from on erasure (from_at);
