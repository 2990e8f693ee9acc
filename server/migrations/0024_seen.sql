-- What was seen: of the authority, which document it opened; of an employer's person, which version of an invitation.

-- What a file was that somebody opened, as it was then: whatever becomes of the file and of the answers that name it, who reads
-- the log knows which document it was.

-- The documents that it lay in: names with blanks between them; empty where it was no file.
alter table access add column documents text not null default '';
-- Where others lay there with it: the name that its person gave it, and which of them it was; else empty and 0.
alter table access add column name text not null default '';
alter table access add column place bigint not null default 0;

-- Which version of an invitation somebody puts right: the number grows with each change of its address, label or language. (The
-- column `revision` is that of the employer's part.)
alter table invitation add column about_revision bigint not null default 1;
