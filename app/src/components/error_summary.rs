//! What is wrong on a page, at its top: it takes the focus, and each line leads to its field.

use super::field::field_id;
use super::message;
use crate::platform::dom;
use crate::text::{key, t};
use leptos::prelude::*;
use permit::problem::Problem;

/// A line of a summary that does not come from the rules: the element it leads to, and its words.
pub type Line = (String, String);

/// The lines for problems.
pub fn lines(problems: &[Problem]) -> Vec<Line> {
    problems
        .iter()
        .map(|problem| (field_id(&problem.key), message::problem(problem)))
        .collect()
}

/// The summary; nothing while there are no lines. It takes the focus each time `asked` counts up.
#[component]
pub fn ErrorSummary(
    /// What is wrong.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// Counts how often the person asked to go on.
    #[prop(into)]
    asked: Signal<u32>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |before: Option<u32>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now)
            && let Some(summary) = node.get_untracked()
        {
            let _ = summary.focus();
        }
        now
    });
    view! {
        <div class="error-summary" tabindex="-1" role="group" aria-labelledby="error-summary-title" node_ref=node
            hidden=move || lines.with(Vec::is_empty) || asked.get() == 0>
            <h2 class="error-summary__title" id="error-summary-title">{move || t(key::SUMMARY_TITLE)}</h2>
            <ul class="error-summary__list">
                {move || lines.get().into_iter().map(|(id, words)| {
                    let target = id.clone();
                    view! {
                        <li><a href=format!("#{id}") on:click=move |event| {
                            event.prevent_default();
                            dom::focus(&target);
                        }>{words}</a></li>
                    }
                }).collect_view()}
            </ul>
        </div>
    }
}
