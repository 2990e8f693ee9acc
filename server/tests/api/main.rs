//! The server from outside: the real router, a real database, and where a process matters the real program.

#![expect(clippy::disallowed_methods, reason = "a process is waited for by the clock")]

#[cfg(test)]
mod access;
#[cfg(test)]
mod applications;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod process;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod support;
