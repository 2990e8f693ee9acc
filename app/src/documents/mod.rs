//! The documents program: what happens to a picture or a PDF on the person's device before it is sent.

pub mod crop;
pub mod kind;
pub mod pdf;
pub mod picture;
