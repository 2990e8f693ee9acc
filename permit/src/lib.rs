//! The field: what is asked for a Foreigner's Work Permit in China, how an answer is checked, and what follows from it.
//!
//! Pure: no I/O, no clock, no randomness, no async, no panic. The browser and the server run the same code, so they
//! can't disagree. The tour: [`forms`] lists the questions; [`answer`] and [`draft`] hold what a person said and merge
//! it; [`check`] and [`judge`] find what is wrong ([`problem`]); [`classify`] says where that leads, over answers that
//! may still be missing ([`truth`]); [`policy`] is the dated data behind it; [`lifecycle`] and [`calendar`] know what
//! happens after submitting; [`api`] is the wire.

pub mod answer;
pub mod api;
pub mod calendar;
pub mod check;
pub mod classify;
pub mod country;
pub mod date;
pub mod document;
pub mod draft;
pub mod entries;
pub mod file;
pub mod forms;
pub mod judge;
pub mod landing;
pub mod lifecycle;
pub mod migration;
pub mod order;
pub mod part;
pub mod policy;
pub mod problem;
pub mod profile;
pub mod province;
pub mod question;
pub mod reached;
pub mod reference;
pub mod rendering;
pub mod text;
pub mod truth;
