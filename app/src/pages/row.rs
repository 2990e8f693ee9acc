//! One row of a repeatable group: a school, a job, a relative.

use crate::components::error_summary::{self, ErrorSummary};
use crate::components::field::field;
use crate::components::rows::is_in_row;
use crate::components::save_state::SaveLine;
use crate::components::{conflict, message, outcome};
use crate::editor::Editor;
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::text::{key, t};
use leptos::prelude::*;
use permit::answer::Key;
use permit::forms;
use permit::problem::Problem;

/// The page.
pub fn view(editor: Editor, draft: String, id: &str, row: &str, checking: bool) -> AnyView {
    let group = forms::pages()
        .find(|(_, page)| page.id == id)
        .and_then(|(section, page)| Some((section, page.group?)));
    let Some((section, group)) = group else {
        return super::not_found();
    };
    let nav = nav::nav();
    let list = Page::Form(draft, id.into(), checking);
    let row = row.to_owned();
    let place = {
        let row = row.clone();
        Memo::new(move |_| {
            editor
                .copy
                .with(|copy| group.rows(&copy.draft).iter().position(|other| *other == row))
        })
    };
    let asked = RwSignal::new(0u32);
    let mine = {
        let row = row.clone();
        Memo::new(move |_| {
            editor.problems.with(|all| {
                all.iter()
                    .filter(|one| one.is_error() && is_in_row(one, &row))
                    .cloned()
                    .collect::<Vec<Problem>>()
            })
        })
    };
    let lines = Memo::new(move |_| error_summary::lines(&mine.read()));
    let go_on = {
        let (row, list) = (row.clone(), list.clone());
        move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            editor.leave_all(
                group
                    .questions
                    .iter()
                    .map(|question| question.key(Some(&row)))
                    .collect(),
            );
            if mine.with_untracked(Vec::is_empty) {
                nav.go(list.clone());
            } else {
                asked.update(|count| *count += 1);
            }
        }
    };
    let title = {
        let row = row.clone();
        Signal::derive(move || {
            editor
                .copy
                .with(|copy| message::row_name(&copy.draft, group, &row, place.get().unwrap_or(0) + 1))
        })
    };
    let error = Signal::derive(move || asked.get() > 0 && !mine.with(Vec::is_empty));
    let fields = group
        .questions
        .iter()
        .map(|question| field(editor, question, Some(row.clone())))
        .collect_view();
    let conflict = conflict::conflict(editor, Key::in_row(group.id, &row));
    let (back, home) = (list.clone(), list);
    let gone = move || {
        place.get().is_none().then(|| {
            let home = home.clone();
            view! {
                <div class="notice notice--warning" role="alert"><p>{t(key::ROW_GONE)}</p>
                    <p><a href=move || nav::href(&home)>{move || t(key::BACK)}</a></p></div>
            }
        })
    };
    view! {
        <div class="columns">
            <div>
                <a class="back-link" href=move || nav::href(&back)>{move || t(key::BACK)}</a>
                <ErrorSummary lines=lines asked=asked />
                <p class="caption">{move || t(&format!("section.{}.title", section.id))}</p>
                <Heading text=title error=error />
                {gone}
                {conflict}
                <form novalidate on:submit=go_on hidden=move || place.get().is_none()>
                    {fields}
                    <button class="button">{move || t(key::ROW_DONE)}</button>
                </form>
                <SaveLine editor />
            </div>
            <aside class="columns__aside" aria-labelledby="outcome-title">{outcome::panel(editor)}</aside>
        </div>
    }
    .into_any()
}
