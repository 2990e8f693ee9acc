-- Of `applicant_ready`: 1 when the applicant had seen what the employer receives, and agreed. 0 before the portal asked.
alter table event add column agreed bigint not null default 0;
