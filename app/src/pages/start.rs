//! "Start now": straight to the first question, or a choice when there is a draft already.

use super::loading;
use crate::app;
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::text::{key, t};
use leptos::prelude::*;
use leptos::task::spawn_local;
use permit::forms;

/// The page.
pub fn view() -> AnyView {
    let nav = nav::nav();
    let editor = app::editor();
    let begin = move |replace: bool| {
        let id = editor.begin();
        let first = forms::pages().next().map_or("", |(_, page)| page.id);
        let page = Page::Form(id, first.into(), false);
        if replace { nav.replace(page) } else { nav.go(page) }
    };
    let found = RwSignal::new(None::<String>);
    spawn_local(async move {
        match editor
            .drafts()
            .await
            .into_iter()
            .find(|draft| draft.application.is_none())
        {
            Some(draft) => {
                let _ = found.try_set(Some(draft.id));
            }
            None => begin(true),
        }
    });
    (move || match found.get() {
        None => loading(),
        Some(id) => {
            let page = Page::Tasks(id);
            view! {
                <div class="narrow">
                    <Heading text=Signal::derive(|| t(key::START_FOUND)) />
                    <div class="cluster">
                        <a class="button" href=move || nav::href(&page)>{move || t(key::START_RESUME)}</a>
                        <button type="button" class="button button--secondary" on:click=move |_| begin(false)>
                            {move || t(key::START_ANOTHER)}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        }
    })
    .into_any()
}
