//! Pictures: what they are like (plain functions over pixels and bytes), and what a browser does to them (`canvas`).

pub mod advice;
pub mod canvas;
pub mod grey;
pub mod header;
pub mod jpeg;
pub mod photo;
#[cfg(test)]
mod tests;
