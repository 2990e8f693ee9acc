//! The classification preview at full length.

use crate::components::outcome;
use crate::editor::Editor;
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::text::{key, t};
use leptos::prelude::*;

/// The page.
pub fn view(editor: Editor, draft: String) -> AnyView {
    let tasks = Page::Tasks(draft);
    view! {
        <a class="back-link" href=move || nav::href(&tasks)>{move || t(key::SAVE_AND_TASKS)}</a>
        <div class="narrow">
            <Heading text=Signal::derive(|| t(key::PREVIEW_TITLE)) />
            {outcome::full(editor)}
        </div>
    }
    .into_any()
}
