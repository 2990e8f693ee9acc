//! The server from outside: the real router, a real database, and where a process matters the real program.

#[cfg(test)]
mod access;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod applications;
#[cfg(test)]
mod authenticator;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod classify;
#[cfg(test)]
mod counted;
#[cfg(test)]
mod daily;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod employer_cases;
#[cfg(test)]
mod employers;
#[cfg(test)]
mod error_pages;
#[cfg(test)]
mod every_language;
#[cfg(test)]
mod files;
#[cfg(test)]
mod held_up;
#[cfg(test)]
mod help_looks;
#[cfg(test)]
mod help_requests;
#[cfg(test)]
mod helpdesk;
#[cfg(test)]
mod history;
#[cfg(test)]
mod invitations;
#[cfg(test)]
mod issued;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod last_days;
#[cfg(test)]
mod late_answers;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod log;
#[cfg(test)]
mod looked;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod members;
#[cfg(test)]
mod notes;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod notification_letter;
#[cfg(test)]
mod nudged;
#[cfg(test)]
mod official;
#[cfg(test)]
mod organisations;
#[cfg(test)]
mod packages;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod part_codes;
#[cfg(test)]
mod parted;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod posts;
#[cfg(test)]
mod process;
#[cfg(test)]
mod protocol;
#[cfg(test)]
mod reached;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod recovery_refused;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod registration_papers;
#[cfg(test)]
mod reminders;
#[cfg(test)]
mod renderings;
#[cfg(test)]
mod renderings_seen;
#[cfg(test)]
mod room;
#[cfg(test)]
mod s3;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod scanned;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod staff;
#[cfg(test)]
mod staff_again;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod statistics;
#[cfg(test)]
mod strangers;
#[cfg(test)]
mod supervisor;
#[cfg(test)]
mod support;
#[cfg(test)]
mod taken_back;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod tus;
#[cfg(test)]
mod unsent;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod webhooks;
#[cfg(test)]
mod world;
