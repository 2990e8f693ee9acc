//! Check your answers: every section, what is still to put right, and the way to the declarations.

use crate::components::message;
use crate::components::save_state::SaveLine;
use crate::components::summary::summary;
use crate::editor::Editor;
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::text::{key, t, t_with};
use leptos::prelude::*;
use permit::forms::{self, declarations};
use permit::judge;
use permit::problem::Problem;

/// The page.
pub fn view(editor: Editor, draft: String) -> AnyView {
    let open = Memo::new(move |_| {
        editor.problems.with(|all| {
            let declared = |one: &Problem| {
                declarations::SECTION
                    .pages
                    .iter()
                    .any(|page| judge::is_on(one, page))
            };
            all.iter()
                .filter(|one| one.is_error() && !declared(one))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let to_declare = Page::Form(
        draft.clone(),
        declarations::SECTION
            .pages
            .first()
            .map_or("", |page| page.id)
            .into(),
        false,
    );
    let tasks = Page::Tasks(draft.clone());
    let problems = {
        let draft = draft.clone();
        move || {
            let open = open.get();
            if open.is_empty() {
                return view! { <p class="notice notice--success">{t(key::CHECK_READY)}</p> }.into_any();
            }
            let count = open.len().to_string();
            let links = open.iter().map(|one| link(one, &draft)).collect_view();
            view! {
                <div class="notice notice--warning">
                    <h2>{t_with(key::CHECK_PROBLEMS, &[("count", count)])}</h2>
                    <ul>{links}</ul>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <a class="back-link" href=move || nav::href(&tasks)>{move || t(key::SAVE_AND_TASKS)}</a>
        <Heading text=Signal::derive(|| t(key::CHECK_TITLE)) />
        <div class="narrow">
            <p>{move || t(key::CHECK_LEAD)}</p>
            {problems}
            <p>{move || t(key::CHECK_EMPLOYER_NOTE)}</p>
            {move || editor.copy.with(|copy| {
                summary(&copy.draft, &editor.problems.read(), &Some(draft.clone()), declarations::SECTION.id)
            })}
            <p><a class="button" href=move || nav::href(&to_declare)>{move || t(key::CHECK_CONTINUE)}</a></p>
            <SaveLine editor />
        </div>
    }
    .into_any()
}

/// A problem as a link to the page where it can be put right.
pub fn link(problem: &Problem, draft: &str) -> AnyView {
    let words = message::problem(problem);
    let Some((_, page)) = forms::page_of(&problem.key.question) else {
        return view! { <li>{words}</li> }.into_any();
    };
    let inline = page.group.is_none_or(|group| group.questions.len() == 1);
    let page = match problem.key.row.clone().filter(|_| !inline) {
        Some(row) => Page::Row(draft.into(), page.id.into(), row, true),
        None => Page::Form(draft.into(), page.id.into(), true),
    };
    view! { <li><a href=nav::href(&page)>{words}</a></li> }.into_any()
}
