-- Who handles an organisation's applications: one to three of its people.

-- 1 of a handler, and of a person in charge who handles applications too; 0 of everybody else.
alter table member add column handles bigint not null default 0;
update member set handles = 1 where role = 'handler';
-- Where nobody did, whoever has been in charge longest does from now on.
update member set handles = 1 where id in (
  select (select m.id from member m where m.organisation_id = o.id and m.role = 'in_charge' and m.ended_at is null
    order by m.created_at, m.id limit 1)
  from organisation o
  where not exists (
    select 1 from member h where h.organisation_id = o.id and h.role = 'handler' and h.ended_at is null));

-- Whether a person in charge handles applications too, since what is noted; 0 of everybody else.
alter table organisation_event add column handles bigint not null default 0;
