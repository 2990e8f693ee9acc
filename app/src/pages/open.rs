//! Pages that show what stands at an address of the API, by the preview program: whether a receipt or a letter is genuine,
//! an invitation, who looked at a draft. Who is not signed in and must be is led there and back. And the form on which
//! number and code of a paper are typed.

use super::status::{fetch, fetched};
use crate::app::App;
use crate::html::Html;
use crate::page::Page;
use crate::platform::dom;
use crate::text::key;
use permit::check::fold::fold;
use permit::reference;
use wasm_bindgen_futures::spawn_local;

/// The address of that form.
const FORM: &str = "verify";

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

/// Asks the server; the form asks nothing yet.
pub fn enter(app: App, rest: String) {
    if rest == FORM {
        app.application.set((rest, "{}".into()));
        return;
    }
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

/// Leads from the form to the page of the paper, or has the form say what is missing.
pub fn check(app: App) {
    // In the shape in which they are printed: nothing else can stand in an address.
    let [number, code] = ["verify-number", "verify-code"].map(|id| {
        let mut typed = fold(&dom::value(id));
        typed.retain(|c| c.is_ascii_alphanumeric() || c == '-');
        typed
    });
    if number.is_empty() || code.is_empty() {
        let missing = if !code.is_empty() {
            "{\"number\":1}"
        } else if !number.is_empty() {
            "{\"code\":1}"
        } else {
            "{\"number\":1,\"code\":1}"
        };
        app.application.set((FORM.into(), missing.into()));
        dom::focus_soon("error-summary");
        return;
    }
    app.go(Page::Open(
        [FORM, "/", &number.to_ascii_uppercase(), "/", &code].concat(),
    ));
}
