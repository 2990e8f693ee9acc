-- The name under which the authority approved an employer last: a letter that is issued while another one waits for the
-- authority names this. Of who waits now, the name before is not known.
alter table organisation add column approved_name text not null default '';
update organisation set approved_name = name where state = 'approved';
