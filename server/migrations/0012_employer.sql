-- What an employer works with every day: posts that it offers often, what its papers are, and who was asked when.

-- What a paper of a registration is: registration_form, registration_proof, id_in_charge, id_handler, authorisation,
-- industry_licence, other.
alter table organisation_document add column paper text not null default 'other';

-- When the applicant last asked the employer to do its part; 0 for never.
alter table invitation add column asked_at bigint not null default 0;

-- A post that an organisation offers often: answers to the questions that are the employer's, JSON, under a name.
create table post_template (
  id text primary key,
  organisation_id text not null references organisation (id),
  name text not null,
  form_version bigint not null,
  answers text not null,
  -- Who wrote it last, and when.
  person_id text not null references person (id),
  updated_at bigint not null,
  unique (organisation_id, name)
);

-- Who has not answered, those who wait longest first.
create index invitation_waiting on invitation (organisation_id, state, sent_at);
