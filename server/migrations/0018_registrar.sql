-- Which version of a registration an officer decides about, how else the people of an employer are reached, and letters by
-- their applications.

-- The number grows with each change of what the authority looks at: two within a second have the same time.
alter table organisation add column revision bigint not null default 1;

-- A telephone of the member's own, as typed; empty where none was given. An applicant's must be another one.
alter table member add column phone text not null default '';

-- Who checks a work permit's number gets to the letters that name it by the person's applications.
create index letter_application on letter (application_id);
