-- What happened in a period is found by its time.
create index event_at on event (at, application_id);
