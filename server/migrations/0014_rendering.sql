-- Chinese renderings of what an applicant wrote in another script: the newest of each answer. What is owed is read from the
-- answers; whose turn it went over to, and when, stands in the history.
create table rendering (
  application_id text not null references application (id),
  -- The answer: question, or question@row.
  key text not null,
  -- The applicant's text that was rendered: where it is another one by now, the rendering is stale.
  original text not null,
  chinese text not null,
  -- proposed, confirmed, returned; and why it was sent back, else empty.
  state text not null,
  remark text not null,
  -- Who of the employer wrote it, and when; when the applicant answered.
  person_id text not null references person (id),
  written_at bigint not null,
  answered_at bigint,
  primary key (application_id, key)
);
