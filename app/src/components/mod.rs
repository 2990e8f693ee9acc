//! What pages are made of: one component a file, one class name in `style/`. Each writes its HTML from the state.

pub mod access;
pub mod answer_links;
pub mod ending;
pub mod error_summary;
pub mod field;
pub mod hears;
pub mod inputs;
pub mod message;
pub mod mrz;
pub mod names;
pub mod plain_field;
pub mod rows;
pub mod save_state;
pub mod search;
pub mod steps;
pub mod timeline;
pub mod told;
