-- What the people of an organisation did: read by them, so it says about which invitation, how many, and in which order.

-- Of what was done with an invitation, which; else empty.
alter table organisation_event add column invitation_id text not null default '';
-- How many invitations and applications were handed over; else 0.
alter table organisation_event add column cases bigint not null default 0;
-- The place in the order, from 1; 0 of what was noted before there was one.
alter table organisation_event add column seq bigint not null default 0;
create index organisation_event_order on organisation_event (organisation_id, seq);
