//! "Start now": straight to the first question, or a choice when there is a draft already.

use super::loading;
use super::tasks::shared_box;
use crate::app::App;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use permit::forms;
use permit::landing::SHARED;
use wasm_bindgen_futures::spawn_local;

/// The page.
pub fn html(app: App, h: &mut Html) {
    let drafts = app.drafts.read();
    if app.failed.with(Option::is_some) && drafts.as_ref().is_some_and(Vec::is_empty) {
        h.raw("<div class=\"narrow\">").h1(&t(key::START_UNKNOWN));
        super::failed(app, h);
        h.raw("<div class=\"cluster\">")
            .button("button", "again", &t(key::SAVE_TRY_NOW));
        h.button("button button--secondary", "begin", &t(key::START_ANYWAY))
            .raw("</div></div>");
        return;
    }
    let Some(draft) = drafts.as_ref().and_then(|drafts| drafts.first()) else {
        loading(h);
        return;
    };
    h.raw("<div class=\"narrow\">")
        .h1(&t(key::START_FOUND))
        .p("", &draft.name)
        .raw("<div class=\"cluster\">");
    h.link(
        "button",
        &nav::href(&Page::Tasks(draft.id.clone())),
        &t(key::START_RESUME),
    );
    h.button("button button--secondary", "begin", &t(key::START_ANOTHER))
        .raw("</div>");
    // The address alone takes nothing that is kept off the disk: the person says so here.
    if nav::asks(SHARED) {
        shared_box(app.editor, h);
    }
    h.raw("</div>");
}

/// Looks for drafts; without one, goes on at once.
pub fn enter(app: App) {
    app.drafts.set(None);
    let visit = app.visit.get();
    spawn_local(async move {
        let (drafts, failure) = app.editor.drafts().await;
        if !app.is_here(visit) {
            return;
        }
        // Where the server could not be asked, there may be one.
        let none = drafts.is_empty() && failure.is_none();
        app.failed.set(failure);
        app.drafts.set(Some(drafts));
        if none {
            app.replace(first(app));
        }
    });
}

/// Begins a draft and returns its first page. Nothing is stored until something is answered.
pub fn first(app: App) -> Page {
    let id = app.editor.begin();
    app.found.set(Some(true));
    Page::Form(
        id,
        forms::pages().next().map_or("", |(_, page)| page.id).into(),
        false,
    )
}
