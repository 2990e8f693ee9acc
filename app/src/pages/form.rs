//! A page of the form: a few questions, what is wrong with them after "Continue", and the preview beside them.

use crate::components::error_summary::{self, ErrorSummary};
use crate::components::field::field;
use crate::components::rows::rows;
use crate::components::save_state::SaveLine;
use crate::components::{names, outcome, timeline};
use crate::editor::Editor;
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::text::{key, t, t_opt};
use leptos::prelude::*;
use permit::forms::{self, Section, identity, work};
use permit::judge;
use permit::problem::Problem;

/// The page.
pub fn view(editor: Editor, draft: String, id: &str, checking: bool) -> AnyView {
    let Some((section, page)) = forms::pages().find(|(_, page)| page.id == id) else {
        return super::not_found();
    };
    let nav = nav::nav();
    let asked = RwSignal::new(0u32);
    let mine = Memo::new(move |_| {
        editor.problems.with(|all| {
            all.iter()
                .filter(|one| one.is_error() && judge::is_on(one, page))
                .cloned()
                .collect::<Vec<Problem>>()
        })
    });
    let lines = Memo::new(move |_| error_summary::lines(&mine.read()));
    let next = {
        let draft = draft.clone();
        move || following(editor, section, page, &draft, checking)
    };
    let go_on = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let keys: Vec<_> = editor.copy.with_untracked(|copy| {
            page.asked(&copy.draft)
                .iter()
                .map(|(question, row)| question.key(*row))
                .collect()
        });
        editor.leave_all(keys);
        if mine.with_untracked(Vec::is_empty) {
            nav.go(next());
        } else {
            asked.update(|count| *count += 1);
        }
    };
    let error = Signal::derive(move || asked.get() > 0 && !mine.with(Vec::is_empty));
    let title = Signal::derive(move || t(&format!("page.{}.title", page.id)));
    let lead = move || t_opt(&format!("page.{}.lead", page.id));
    let fields = page
        .questions
        .iter()
        .map(|question| field(editor, question, None))
        .collect_view();
    let own_names = (page
        .questions
        .iter()
        .any(|question| question.id == identity::NATIVE_NAME.id))
    .then(|| names::names(editor));
    let group = page.group.map(|group| {
        let line = (group.id == work::WORK.id).then(|| timeline::timeline(editor, draft.clone(), checking));
        let list = rows(editor, group, draft.clone(), checking);
        view! { {line}{list} }
    });
    let back = {
        let (draft, back) = (draft.clone(), previous(section, page, &draft, checking));
        move || (nav::href(&back), draft.clone()).0
    };
    let tasks = Page::Tasks(draft);
    view! {
        <div class="columns">
            <div>
                <a class="back-link" href=back>{move || t(key::BACK)}</a>
                <ErrorSummary lines=lines asked=asked />
                <p class="caption">{move || t(&format!("section.{}.title", section.id))}</p>
                <Heading text=title error=error />
                {move || lead().map(|lead| view! { <p>{lead}</p> })}
                <form novalidate on:submit=go_on>
                    {fields}
                    {own_names}
                    {group}
                    <div class="cluster">
                        <button class="button">{move || t(key::CONTINUE)}</button>
                        <a href=move || nav::href(&tasks)>{move || t(key::SAVE_AND_TASKS)}</a>
                    </div>
                </form>
                <SaveLine editor />
            </div>
            <aside class="columns__aside" aria-labelledby="outcome-title">{outcome::panel(editor)}</aside>
        </div>
    }
    .into_any()
}

/// Where "Continue" leads: the next page of the section that asks anything, then the task list.
fn following(
    editor: Editor,
    section: &'static Section,
    page: &'static forms::Page,
    draft: &str,
    checking: bool,
) -> Page {
    if section.id == "declarations" {
        return Page::Send(draft.into());
    }
    if checking {
        return Page::Check(draft.into());
    }
    let after = section
        .pages
        .iter()
        .skip_while(|other| other.id != page.id)
        .skip(1);
    let next = editor.copy.with_untracked(|copy| {
        after
            .into_iter()
            .find(|page| page.is_asked(&copy.draft))
            .map(|page| page.id)
    });
    next.map_or_else(
        || Page::Tasks(draft.into()),
        |next| Page::Form(draft.into(), next.into(), false),
    )
}

/// Where "Back" leads: the page before in this section, or where the person came from.
fn previous(section: &'static Section, page: &'static forms::Page, draft: &str, checking: bool) -> Page {
    if checking || section.id == "declarations" {
        return Page::Check(draft.into());
    }
    let before = section
        .pages
        .iter()
        .take_while(|other| other.id != page.id)
        .last();
    before.map_or_else(
        || Page::Tasks(draft.into()),
        |before| Page::Form(draft.into(), before.id.into(), false),
    )
}
