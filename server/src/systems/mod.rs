//! Other systems: a real review system can take the desk's place, and others can follow what happens.
//!
//! `token` who asks with a token, and what it opens · `events` what happened, to be read · `webhook` the same, sent ·
//! `bounces` letters that came back · `address` where it may be sent · `command` and `webhook_command` how both are made, on the command line.

pub mod address;
pub mod bounces;
pub mod command;
pub mod events;
pub mod token;
pub mod webhook;
pub mod webhook_command;
