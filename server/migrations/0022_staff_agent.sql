-- In what browser a session of the staff was begun, in a few words. Of those that run, it is not known.
alter table staff_session add column agent text not null default '';
