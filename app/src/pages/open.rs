//! Pages that show what stands at an address of the API, by the preview program: whether a receipt or a letter is genuine,
//! an invitation, who looked at a draft. Who is not signed in and must be is led there and back.

use super::status::{fetch, fetched};
use crate::app::App;
use crate::html::Html;
use crate::text::key;

/// The page; `rest` is its address without the language.
pub fn html(app: App, rest: &str, h: &mut Html) {
    let title = match rest.split('/').next() {
        Some("verify") => key::VERIFY_TITLE,
        Some("invitations") => key::INVITED_TITLE,
        _ => key::ACCESS_TITLE,
    };
    if !fetched(app, rest, title, &format!("open {rest}"), h) {
        super::loading(h);
    }
}

/// Asks the server.
pub fn enter(app: App, rest: String) {
    // A letter's number says that it is one.
    let address = ["/api/", &rest].concat().replace("verify/NL", "letters/NL");
    fetch(app, rest, address);
}
