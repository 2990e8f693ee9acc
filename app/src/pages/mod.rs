//! The pages, one a file.

mod check;
mod form;
mod home;
mod overview;
mod row;
mod send;
mod sign_in;
mod start;
mod status;
mod tasks;

use crate::app;
use crate::editor::{Account, Editor};
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::text::{key, t};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page. `ready` turns true once the device is open and it is known who is signed in.
pub fn view(page: Page, ready: RwSignal<bool>) -> AnyView {
    if page == Page::Home {
        return home::view();
    }
    let page = StoredValue::new(page);
    (move || {
        if ready.get() {
            page.with_value(ready_view)
        } else {
            loading()
        }
    })
    .into_any()
}

fn ready_view(page: &Page) -> AnyView {
    match page.clone() {
        Page::Home => home::view(),
        Page::Start => start::view(),
        Page::SignIn => sign_in::view(),
        Page::Overview => overview::view(),
        Page::Tasks(id) => with_draft(id, tasks::view),
        Page::Check(id) => with_draft(id, check::view),
        Page::Send(id) => with_draft(id, send::view),
        Page::Form(id, page, checking) => {
            with_draft(id, move |editor, id| form::view(editor, id, &page, checking))
        }
        Page::Row(id, page, row, checking) => {
            with_draft(id, move |editor, id| row::view(editor, id, &page, &row, checking))
        }
        Page::Status(id) => status::view(id),
        Page::NotFound => not_found(),
    }
}

/// What stands there while something is fetched.
pub fn loading() -> AnyView {
    view! { <div class="loading" role="status"><span class="visually-hidden">{move || t(key::LOADING)}</span></div> }.into_any()
}

fn not_found() -> AnyView {
    view! {
        <div class="narrow">
            <Heading text=Signal::derive(|| t(key::NOT_FOUND_TITLE)) />
            <p>{move || t(key::NOT_FOUND_TEXT)}</p>
            <p><a href=move || nav::href(&Page::Home)>{move || t(key::NOT_FOUND_HOME)}</a></p>
        </div>
    }
    .into_any()
}

/// Opens the draft, then shows what `inside` makes of it. A draft that was sent shows that, and nothing to change.
fn with_draft(id: String, inside: impl Fn(Editor, String) -> AnyView + Send + 'static) -> AnyView {
    let editor = app::editor();
    let found = RwSignal::new(None::<bool>);
    spawn_local({
        let id = id.clone();
        async move {
            let opened = editor.open(&id).await;
            let _ = found.try_set(Some(opened));
        }
    });
    let sent = Memo::new(move |_| editor.copy.with(|copy| copy.application.clone()));
    (move || match (found.get(), sent.get()) {
        (None, _) => loading(),
        (Some(false), _) => gone(editor),
        (Some(true), Some(application)) => was_sent(application),
        (Some(true), None) => inside(editor, id.clone()),
    })
    .into_any()
}

fn was_sent(application: String) -> AnyView {
    let page = Page::Status(application);
    view! {
        <div class="narrow">
            <Heading text=Signal::derive(|| t(key::SUBMITTED_NOTE)) />
            <p><a class="button" href=move || nav::href(&page)>{move || t(key::SUBMITTED_LINK)}</a></p>
        </div>
    }
    .into_any()
}

fn gone(editor: Editor) -> AnyView {
    let nav = nav::nav();
    let signed_in = move || matches!(&*editor.account.read(), Account::Person(_));
    view! {
        <div class="narrow">
            <Heading text=Signal::derive(|| t(key::DRAFT_GONE_TITLE)) />
            {move || if signed_in() {
                view! {
                    <p>{t(key::DRAFT_GONE_TEXT)}</p>
                    <p><a class="button" href=nav::href(&Page::Overview)>{t(key::APPLICATIONS)}</a></p>
                }.into_any()
            } else {
                view! {
                    <p>{t(key::DRAFT_ELSEWHERE)}</p>
                    <p><button type="button" class="button" on:click=move |_| nav.sign_in()>{t(key::SIGN_IN)}</button></p>
                }.into_any()
            }}
        </div>
    }
    .into_any()
}
