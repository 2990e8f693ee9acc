//! Whether a receipt or a Notification Letter is genuine: where its code leads. Anybody may ask, without signing in.

use super::status::{fetch, fetched};
use crate::app::App;
use crate::html::Html;
use crate::text::key;
use permit::api::path;

/// The page.
pub fn html(app: App, reference: &str, hash: &str, h: &mut Html) {
    let ask = format!("verify {reference}");
    if !fetched(app, &of(reference, hash), key::VERIFY_TITLE, &ask, h) {
        super::loading(h);
    }
}

/// Asks the server.
pub fn enter(app: App, reference: &str, hash: &str) {
    let of = of(reference, hash);
    // A letter's number says so.
    let address = if is_letter(reference) {
        path::VERIFY_LETTER.replace("{number}/{code}", &of)
    } else {
        path::VERIFY.replace("{reference}/{hash}", &of)
    };
    fetch(app, of, address);
}

/// Whether it is the number of a Notification Letter.
pub fn is_letter(reference: &str) -> bool {
    reference.starts_with("NL")
}

/// What tells a receipt from another one, as it stands in the address.
fn of(reference: &str, hash: &str) -> String {
    [reference, hash].join("/")
}
