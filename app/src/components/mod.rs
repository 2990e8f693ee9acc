//! What pages are made of: one component a file, one class name in `style/`.

pub mod conflict;
pub mod dialog;
pub mod error_summary;
pub mod field;
pub mod inputs;
pub mod message;
pub mod mrz;
pub mod names;
pub mod outcome;
pub mod rows;
pub mod save_state;
pub mod scale;
pub mod summary;
pub mod timeline;
