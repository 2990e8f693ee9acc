//! Pictures.

pub mod advice;
pub mod grey;
pub mod header;
pub mod jpeg;
pub mod photo;
#[cfg(test)]
mod tests;
