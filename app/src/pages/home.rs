//! The landing page: the same HTML that the server put into the document.

use crate::nav;
use crate::page::Page;
use crate::platform::dom;
use crate::text::{self, key, t};
use leptos::prelude::*;

/// The page.
pub fn view() -> AnyView {
    let nav = nav::nav();
    Effect::new(move || dom::set_title(&format!("{} – {}", t("landing.title"), t(key::TITLE_SUFFIX))));
    let html = move || permit::landing::html(&|name| t(name), &text::locale());
    let node = NodeRef::<leptos::html::Div>::new();
    node.on_load(move |_| {
        if nav.take_arrival() {
            dom::focus_heading();
        }
    });
    view! {
        <div class="landing__page" node_ref=node inner_html=html on:submit=move |event| {
            event.prevent_default();
            // The box decides before the first answer is kept.
            let shared = dom::is_checked(permit::landing::SHARED);
            crate::app::editor().keep_in_memory_only(shared);
            nav.go(Page::Start);
        }></div>
    }
    .into_any()
}
