//! Checks of single answers: text as typed → tidied text, or what is wrong with it. A file each, with its source.

pub mod credit_code;
pub mod email;
pub mod fold;
pub mod han;
pub mod latin;
pub mod mrz;
mod mrz_names;
pub mod number;
pub mod passport;
pub mod permit_number;
pub mod phone;
pub mod timeline;
pub mod whole_date;
