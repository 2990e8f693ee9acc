//! One's drafts and applications.

use super::loading;
use crate::api::{self, Failure};
use crate::app::App;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::platform;
use crate::text::{key, t, t_with};
use wasm_bindgen_futures::spawn_local;

/// The page.
pub fn html(app: App, h: &mut Html) {
    h.raw("<div class=\"narrow\">").h1(&t(key::OVERVIEW_TITLE));
    let failing = app.failed.with(Option::is_some);
    super::failed(app, h);
    if failing {
        h.p("", &t(key::OVERVIEW_OFFLINE));
    }
    if app.editor.others.get() {
        h.p("notice", &t(key::OVERVIEW_OTHERS));
    }
    let (drafts, sent) = (app.drafts.read(), app.applications.read());
    let Some(drafts) = &*drafts else {
        loading(h);
        h.raw("</div>");
        return;
    };
    let kept = !drafts.is_empty() || app.editor.traces.get();
    if drafts.is_empty() && sent.is_empty() {
        h.p("empty", &t(key::OVERVIEW_NONE));
    }
    if !sent.is_empty() {
        h.h2(&t(key::OVERVIEW_APPLICATIONS)).raw("<ul class=\"rows\">");
        for one in sent.iter() {
            h.raw("<li class=\"rows__item\"><h3>")
                .link("", &nav::href(&Page::Status(one.id.clone())), &one.reference)
                .raw("</h3><p>");
            h.raw("<span class=\"tag\">")
                .text(&t(&format!("state.{}", one.state)))
                .raw("</span></p>");
            h.p("field__note", &changed(one.updated_at)).raw("</li>");
        }
        h.raw("</ul>");
    }
    if !drafts.is_empty() {
        h.h2(&t(key::OVERVIEW_DRAFTS)).raw("<ul class=\"rows\">");
        for draft in drafts {
            let name = if draft.name.is_empty() {
                t(key::OVERVIEW_DRAFT_NAME)
            } else {
                draft.name.clone()
            };
            let mut note = changed(draft.changed_at);
            if let Some(begun) = draft.begun_at {
                let begun = t_with(key::OVERVIEW_BEGUN, &[("when", platform::date_time_text(begun))]);
                note = format!("{begun} · {note}");
            }
            if !draft.on_server {
                note = format!("{note} · {}", t(key::OVERVIEW_ON_DEVICE));
            } else if draft.unsaved {
                note = format!("{note} · {}", t(key::OVERVIEW_UNSAVED));
            }
            h.raw("<li class=\"rows__item\"><h3>")
                .link("", &nav::href(&Page::Tasks(draft.id.clone())), &name)
                .raw("</h3>");
            h.p("field__note", &note).raw("</li>");
        }
        h.raw("</ul>");
    }
    h.raw("<p>")
        .button("button", "begin", &t(key::OVERVIEW_NEW))
        .raw("</p>");
    if !app.is_signed_in() {
        h.raw("<p>")
            .button("link-button", "sign-in", &t("landing.sign_in"))
            .raw("</p>");
        if kept {
            h.raw("<p>")
                .button("link-button", "ask-wipe", &t(key::WIPE))
                .raw("</p>");
        }
    }
    h.raw("</div>");
}

fn changed(at: i64) -> String {
    t_with(key::OVERVIEW_UPDATED, &[("when", platform::date_time_text(at))])
}

/// Fetches the lists.
pub fn enter(app: App) {
    app.drafts.set(None);
    let (visit, signed_in) = (app.visit.get(), app.is_signed_in());
    spawn_local(async move {
        let (drafts, failure) = app.editor.drafts().await;
        if !app.is_here(visit) {
            return;
        }
        app.failed.set(failure);
        app.drafts.set(Some(drafts));
        if !signed_in {
            app.applications.set(Vec::new());
            return;
        }
        let applications = api::applications().await;
        if !app.is_here(visit) {
            return;
        }
        match applications {
            Ok(list) => app.applications.set(list),
            Err(Failure::SignedOut) => app.editor.expired(),
            Err(failure) => app.failed.set(Some(failure)),
        }
    });
}
