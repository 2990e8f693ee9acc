//! Pages that show what stands at an address of the API, by the preview program: whether a receipt or a letter is genuine,
//! an invitation, who looked at a draft. Who is not signed in and must be is led there and back.

use super::status::{fetch, fetched};
use crate::app::App;
use crate::html::Html;
use crate::text::key;
use permit::reference;
use wasm_bindgen_futures::spawn_local;

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
    // The number says what it is of.
    let of_letter = rest
        .strip_prefix("verify/")
        .filter(|of| of.split('/').next().is_some_and(reference::is_of_letter));
    let address = match of_letter {
        Some(of) => ["/api/letters/", of].concat(),
        None => ["/api/", &rest].concat(),
    };
    let visit = app.visit.get();
    spawn_local(async move {
        // What a guest typed was on the device alone until they signed in: the server knows their drafts before it is asked
        // about one, or with which of them an invitation can be accepted.
        if !rest.starts_with("verify/") {
            app.editor.send_all().await;
        }
        if app.is_here(visit) {
            fetch(app, rest, address);
        }
    });
}
