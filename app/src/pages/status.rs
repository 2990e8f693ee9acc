//! An application after sending. The preview program shows it.

use crate::api::{self, Failure};
use crate::app::App;
use crate::editor::Account;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use permit::api::path;
use wasm_bindgen_futures::spawn_local;

/// The page.
pub fn html(app: App, id: &str, h: &mut Html) {
    if !app.is_signed_in() {
        super::gone(app, h);
    } else if !fetched(app, id, key::STATUS_TITLE, "status", h) {
        super::loading(h);
    }
}

/// Fetches the application.
pub fn enter(app: App, id: String) {
    if app.is_signed_in() {
        let address = path::with_id(path::APPLICATION, &id);
        fetch(app, id, address);
    }
}

/// A page that another program shows once that which it is about was fetched; `false` while nothing is known.
pub fn fetched(app: App, of: &str, title: &str, ask: &str, h: &mut Html) -> bool {
    let is_here = app.application.with(|(known, _)| known == of);
    if !is_here && app.failed.with(Option::is_none) {
        return false;
    }
    h.raw("<div class=\"narrow\">").h1(&t(title));
    if is_here {
        super::failed(app, h);
        island::place("", ask, h);
    } else {
        super::failed(app, h);
        h.raw("<p>")
            .button("button", "again", &t(key::SAVE_TRY_NOW))
            .raw("</p><p>");
        h.link("", &nav::href(&Page::Overview), &t(key::APPLICATIONS))
            .raw("</p>");
    }
    h.raw("</div>");
    true
}

/// Fetches that from an address.
pub fn fetch(app: App, of: String, address: String) {
    let visit = app.visit.get();
    spawn_local(async move {
        let answer = api::json(&address).await;
        if !app.is_here(visit) {
            return;
        }
        match answer {
            Ok(json) => app.application.set((of, json)),
            Err(Failure::SignedOut) => {
                app.editor.expired();
                // Whose session ended is told so; who was not signed in is led there, and back.
                let here = app.page.get();
                if matches!(here, Page::Open(_)) && *app.editor.account.read() == Account::Nobody {
                    app.sign_in.update(|state| state.then = Some(here));
                    app.replace(Page::SignIn);
                }
            }
            Err(failure) => app.failed.set(Some(failure)),
        }
    });
}
