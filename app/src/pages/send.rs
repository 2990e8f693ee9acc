//! The last step: "my part is ready". However often the button is pressed, it is sent once.

use super::check;
use crate::components::message;
use crate::components::save_state::SaveLine;
use crate::editor::{Account, Editor, SaveState};
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::platform::dom;
use crate::text::{key, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use permit::problem::Problem;

/// The page.
pub fn view(editor: Editor, draft: String) -> AnyView {
    let nav = nav::nav();
    let sending = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let signed_in = Memo::new(move |_| matches!(&*editor.account.read(), Account::Person(_)));
    let open = Memo::new(move |_| {
        editor.problems.with(|all| {
            all.iter()
                .filter(|one| one.is_error())
                .cloned()
                .collect::<Vec<Problem>>()
        })
    });
    let saved = Memo::new(move |_| matches!(editor.state.get(), SaveState::Saved(_)));
    let back = Page::Check(draft.clone());
    let list = {
        let draft = draft.clone();
        move || {
            let open = open.get();
            (!open.is_empty()).then(|| {
                let links = open.iter().map(|one| check::link(one, &draft)).collect_view();
                view! { <div class="notice notice--warning"><p>{t(key::SEND_PROBLEMS)}</p><ul>{links}</ul></div> }
            })
        }
    };
    let press = move |_| {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        failed.set(None);
        let draft = draft.clone();
        spawn_local(async move {
            match editor.submit(&draft).await {
                Ok(application) => nav.replace(Page::Status(application)),
                Err(failure) => {
                    let _ = sending.try_set(false);
                    let _ = failed.try_set(Some(failure.code().to_owned()));
                    dom::focus_soon("send-failed");
                }
            }
        });
    };
    let button = move || {
        if !signed_in.get() {
            return view! {
                <p>{t(key::SEND_SIGN_IN)}</p>
                <p><button type="button" class="button" on:click=move |_| nav.sign_in()>{t(key::SIGN_IN)}</button></p>
            }
            .into_any();
        }
        if !open.with(Vec::is_empty) {
            return ().into_any();
        }
        let waiting = move || !saved.get();
        view! {
            <p hidden=move || !waiting()>{move || t(key::SEND_UNSAVED)}</p>
            <p><button type="button" class="button" aria-disabled=move || (sending.get() || waiting()).then_some("true")
                on:click={
                    let press = press.clone();
                    move |event| if saved.get_untracked() { press(event) } else { editor.retry() }
                }>
                {move || t(if sending.get() { key::SEND_SENDING } else { key::SEND_BUTTON })}
            </button></p>
        }
        .into_any()
    };
    view! {
        <a class="back-link" href=move || nav::href(&back)>{move || t(key::BACK)}</a>
        <div class="narrow">
            <Heading text=Signal::derive(|| t(key::SEND_TITLE)) />
            <div id="send-failed" tabindex="-1" role="alert">
                {move || failed.get().map(|code| view! { <p class="notice notice--warning">{message::failure(&code)}</p> })}
            </div>
            <p class="prose">{move || t(key::SEND_TEXT)}</p>
            {list}
            {button}
            <SaveLine editor />
        </div>
    }
    .into_any()
}
