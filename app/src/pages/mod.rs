//! The pages, one a file: what stands there, and what is fetched on entering.

pub mod category;
pub mod check;
pub mod files;
pub mod form;
pub mod open;
mod overview;
mod papers;
mod row;
pub mod send;
pub mod sign_in;
pub mod stand;
pub mod start;
mod status;
mod tasks;

use crate::app::App;
use crate::components::answer_links::answer_links;
use crate::components::message;
use crate::editor::Editor;
use crate::html::Html;
use crate::island::{self, Program};
use crate::nav;
use crate::page::Page;
use crate::platform::dom;
use crate::text::{self, key, t};
use permit::forms;
use permit::landing::SHARED;
use wasm_bindgen_futures::spawn_local;

/// The inside of `main`.
pub fn html(app: App, page: &Page, h: &mut Html) {
    if *page == Page::Home {
        h.raw("<div class=\"landing__page\">")
            .html(&permit::landing::html(&|key| t(key), &text::locale()))
            .raw("</div>");
        return;
    }
    let waits = (!is_first(page) || app.editor.gone.get()) && !text::has_form();
    if waits && island::has_failed(Program::Preview) {
        h.raw("<div class=\"narrow\">")
            .h1(&t(key::TEXTS_FAILED))
            .raw("<p>");
        h.button("button", "load", &t(key::PREVIEW_RETRY))
            .raw("</p></div>");
        return;
    }
    if waits || !app.ready.get() {
        loading(h);
        return;
    }
    match page {
        Page::Home => {}
        Page::Start => start::html(app, h),
        Page::Stand => stand::html(app, h),
        Page::SignIn => sign_in::html(app, h),
        Page::Overview => overview::html(app, h),
        Page::Status(id) => status::html(app, id, h),
        Page::Open(rest) => open::html(app, rest, h),
        Page::NotFound => not_found(h),
        Page::Tasks(id) => of_draft(app, h, &|_, h| tasks::html(app, id, h)),
        Page::Category(id) => of_draft(app, h, &|_, h| category::html(id, h)),
        Page::WhatIf(id) => of_draft(app, h, &|_, h| category::what_if(app, id, h)),
        Page::Papers(id) => of_draft(app, h, &|editor, h| papers::html(editor, id, h)),
        Page::Files(id) => of_draft(app, h, &|editor, h| files::list(editor, id, h)),
        Page::Slot(id, slot) => of_draft(app, h, &|_, h| files::slot(app, id, slot, h)),
        Page::Check(id) => of_draft(app, h, &|editor, h| check::html(editor, id, h)),
        Page::Send(id) => of_draft(app, h, &|_, h| send::html(app, id, h)),
        Page::Form(id, name, checking) => of_draft(app, h, &|_, h| form::html(app, id, name, *checking, h)),
        Page::Row(id, name, row, checking) => {
            of_draft(app, h, &|_, h| {
                row::html(
                    app,
                    &row::Place {
                        draft: id,
                        page: name,
                        row,
                        checking: *checking,
                    },
                    h,
                )
            });
        }
    }
}

/// Whether a page does with the texts that come first: those on the way to the first question.
pub fn is_first(page: &Page) -> bool {
    match page {
        Page::Home | Page::Start | Page::SignIn | Page::NotFound => true,
        Page::Form(_, id, _) => forms::pages().next().is_some_and(|(_, first)| first.id == id),
        _ => false,
    }
}

/// Fetches what the page on screen needs.
pub fn enter(app: App) {
    match app.page.get() {
        Page::Start => start::enter(app),
        Page::Stand => stand::enter(app),
        Page::SignIn => sign_in::enter(app),
        Page::Overview => overview::enter(app),
        Page::Status(id) => status::enter(app, id),
        Page::Open(rest) => open::enter(app, rest),
        Page::Tasks(id)
        | Page::Category(id)
        | Page::WhatIf(id)
        | Page::Papers(id)
        | Page::Files(id)
        | Page::Slot(id, _)
        | Page::Check(id)
        | Page::Send(id)
        | Page::Form(id, ..)
        | Page::Row(id, ..) => {
            if app.editor.id.get().as_deref() != Some(&id) {
                app.found.set(None);
            }
            if app.page.with(|page| matches!(page, Page::Slot(..))) {
                spawn_local(island::load(app, Program::Documents));
            }
            let visit = app.visit.get();
            spawn_local(async move {
                let opened = app.editor.open(&id, &|| app.is_here(visit)).await;
                if app.is_here(visit) {
                    match opened {
                        Ok(found) => {
                            if found && app.page.with(|page| matches!(page, Page::WhatIf(_))) {
                                category::enter(app, &id);
                            }
                            app.found.set(Some(found));
                        }
                        Err(failure) => app.failed.set(Some(failure)),
                    }
                }
            });
        }
        // The server draws the box, and does not know.
        Page::Home if app.editor.in_memory_only.get() => dom::tick_soon(SHARED),
        Page::Home | Page::NotFound => {}
    }
}

/// What stands there while something is fetched.
fn loading(h: &mut Html) {
    h.raw("<div class=\"loading\"><p class=\"visually-hidden\" role=\"status\">")
        .text(&t(key::LOADING))
        .raw("</p></div>");
}

fn not_found(h: &mut Html) {
    h.raw("<div class=\"narrow\">")
        .h1(&t(key::NOT_FOUND_TITLE))
        .p("", &t(key::NOT_FOUND_TEXT));
    h.raw("<p>")
        .link("", &nav::href(&Page::Home), &t(key::NOT_FOUND_HOME))
        .raw("</p></div>");
}

/// A page of a draft; a draft that was sent shows that, and nothing to change.
fn of_draft(app: App, h: &mut Html, inside: &dyn Fn(Editor, &mut Html)) {
    let sent = app
        .editor
        .copy
        .with(|copy| copy.application.clone().filter(|_| !copy.open));
    match (app.found.get(), sent) {
        (None, _) if app.failed.with(Option::is_some) => {
            h.raw("<div class=\"narrow\">").h1(&t(key::DRAFT_GONE_TITLE));
            failed(app, h);
            h.raw("<p>")
                .button("button", "again", &t(key::SAVE_TRY_NOW))
                .raw("</p></div>");
        }
        (None, _) => loading(h),
        (Some(false), _) => gone(app, h),
        (Some(true), _) if app.editor.gone.get() => deleted_elsewhere(h),
        (Some(true), Some(application)) => {
            h.raw("<div class=\"narrow\">")
                .h1(&t(key::SUBMITTED_NOTE))
                .raw("<p>");
            h.link(
                "button",
                &nav::href(&Page::Status(application)),
                &t(key::SUBMITTED_LINK),
            )
            .raw("</p></div>");
        }
        (Some(true), None) => {
            migrated(app.editor, h);
            inside(app.editor, h);
        }
    }
}

/// What changed in the form since this draft was begun.
fn migrated(editor: Editor, h: &mut Html) {
    let steps = editor.migrated.get();
    if steps.is_empty() || !text::has_form() {
        return;
    }
    h.raw("<div class=\"notice\" role=\"status\" id=\"migrated\">")
        .h2(&t(key::MIGRATED_TITLE));
    for version in steps {
        h.p("", &t(&format!("migration.{version}")));
    }
    h.raw("</div>");
}

/// Neither here nor, as far as this person may know, on the server.
fn gone(app: App, h: &mut Html) {
    h.raw("<div class=\"narrow\">").h1(&t(key::DRAFT_GONE_TITLE));
    if app.is_signed_in() {
        h.p("", &t(key::DRAFT_GONE_TEXT)).raw("<p>");
        h.link("button", &nav::href(&Page::Overview), &t(key::APPLICATIONS))
            .raw("</p>");
    } else {
        h.p("", &t(key::DRAFT_ELSEWHERE))
            .raw("<p>")
            .button("button", "sign-in", &t(key::SIGN_IN))
            .raw("</p>");
    }
    h.raw("</div>");
}

/// Not on the server any more, while it stands here: the person decides what becomes of it.
fn deleted_elsewhere(h: &mut Html) {
    h.raw("<div class=\"narrow\" tabindex=\"-1\" id=\"deleted-elsewhere\">")
        .h1(&t(key::DELETED_ELSEWHERE_TITLE))
        .p("", &t(key::DELETED_ELSEWHERE_TEXT))
        .raw("<div class=\"cluster\">");
    h.button("button", "keep-as-new", &t(key::DELETED_ELSEWHERE_KEEP));
    h.button(
        "button button--secondary",
        "ask-delete",
        &t(key::DELETED_ELSEWHERE_LET_GO),
    )
    .raw("</div></div>");
}

/// What went wrong with the last thing that was asked for, and the answers that it is about.
fn failed(app: App, h: &mut Html) {
    let failure = app.failed.read();
    let Some(failure) = &*failure else { return };
    h.raw("<div class=\"notice notice--warning\" role=\"alert\" tabindex=\"-1\" id=\"failed-here\">")
        .p("", &message::failure(failure.code()));
    for problem in failure.not_own() {
        h.p("", &message::problem(&problem));
    }
    if let Some(id) = app.editor.id.get() {
        answer_links(&failure.answers(), &id, h);
    }
    h.raw("</div>");
}
