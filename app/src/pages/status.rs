//! An application after sending. The preview program shows it.

use crate::api::{self, Failure};
use crate::app::App;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use wasm_bindgen_futures::spawn_local;

/// The page.
pub fn html(app: App, id: &str, h: &mut Html) {
    let is_here = app.is_signed_in() && app.application.with(|(of, _)| of == id);
    match is_here {
        true => {
            h.raw("<div class=\"narrow\">").h1(&t(key::STATUS_TITLE));
            island::place("", "status", h);
            h.raw("</div>");
        }
        false if app.failed.with(Option::is_some) => {
            h.raw("<div class=\"narrow\">").h1(&t(key::STATUS_TITLE));
            super::failed(app, h);
            h.raw("<p>")
                .button("button", "again", &t(key::SAVE_TRY_NOW))
                .raw("</p><p>");
            h.link("", &nav::href(&Page::Overview), &t(key::APPLICATIONS))
                .raw("</p></div>");
        }
        false if !app.is_signed_in() => super::gone(app, h),
        false => super::loading(h),
    }
}

/// Fetches the application.
pub fn enter(app: App, id: String) {
    if !app.is_signed_in() {
        return;
    }
    let visit = app.visit.get();
    spawn_local(async move {
        let application = api::application(&id).await;
        if !app.is_here(visit) {
            return;
        }
        match application {
            Ok(application) => app.application.set((id, application)),
            Err(Failure::SignedOut) => app.editor.expired(),
            Err(failure) => app.failed.set(Some(failure)),
        }
    });
}
