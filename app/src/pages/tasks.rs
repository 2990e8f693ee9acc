//! The task list of a draft: the sections, each with its state, in any order.

use crate::app;
use crate::components::dialog::Confirm;
use crate::components::outcome;
use crate::components::save_state::SaveLine;
use crate::editor::{Account, Editor};
use crate::nav::{self, Heading};
use crate::page::Page;
use crate::text::{key, t, t_with};
use leptos::prelude::*;
use leptos::task::spawn_local;
use permit::forms::{self, Section};
use permit::judge::{self, SectionState};

/// The page.
pub fn view(editor: Editor, draft: String) -> AnyView {
    let states = Memo::new(move |_| {
        let problems = editor.problems.read();
        editor.copy.with(|copy| {
            forms::SECTIONS
                .iter()
                .map(|section| judge::section_state(section, &copy.draft, &problems))
                .collect::<Vec<_>>()
        })
    });
    let items = forms::SECTIONS
        .iter()
        .enumerate()
        .map(|(place, section)| item(editor, section, place, states, &draft));
    let items = items.collect_view();
    let progress = move || {
        let done = states.with(|states| {
            states
                .iter()
                .filter(|state| **state == SectionState::Done)
                .count()
        });
        let all = forms::SECTIONS.len().to_string();
        t_with(key::TASKS_PROGRESS, &[("done", done.to_string()), ("all", all)])
    };
    let check = Page::Check(draft.clone());
    view! {
        <div class="columns">
            <div>
                <Heading text=Signal::derive(|| t(key::TASKS_TITLE)) />
                <p>{move || t(key::TASKS_LEAD)}</p>
                <p role="status">{progress}</p>
                <ol class="task-list">{items}</ol>
                <p><a class="button" href=move || nav::href(&check)>{move || t(key::TASKS_CHECK)}</a></p>
                <p class="field__hint">{move || t(key::TASKS_CHECK_HINT)}</p>
                <SaveLine editor />
                {invitation(editor)}
                {delete(editor, draft)}
            </div>
            <aside class="columns__aside" aria-labelledby="outcome-title">{outcome::panel(editor)}</aside>
        </div>
    }
    .into_any()
}

fn item(
    editor: Editor,
    section: &'static Section,
    place: usize,
    states: Memo<Vec<SectionState>>,
    draft: &str,
) -> AnyView {
    let state = move || {
        states
            .with(|states| states.get(place).copied())
            .unwrap_or(SectionState::NotStarted)
    };
    let status = move || match state() {
        SectionState::Done => "task-list__status task-list__status--done",
        SectionState::NotStarted => "task-list__status task-list__status--todo",
        SectionState::InProgress => "task-list__status task-list__status--progress",
        SectionState::Problem => "task-list__status task-list__status--problem",
    };
    let draft = draft.to_owned();
    let href = move || {
        nav::href(&Page::Form(
            draft.clone(),
            entrance(editor, section).into(),
            false,
        ))
    };
    let status_id = format!("{}-status", section.id);
    view! {
        <li class="task-list__item">
            <div>
                <a class="task-list__link" href=href aria-describedby=status_id.clone()>
                    {move || t(&format!("section.{}.title", section.id))}</a>
                <p class="field__note">{move || t(&format!("section.{}.hint", section.id))}</p>
            </div>
            <span class=status id=status_id>{move || t(&format!("section_state.{}", state().name()))}</span>
        </li>
    }
    .into_any()
}

/// The page at which a section is entered: the first with something open, or the first of all.
fn entrance(editor: Editor, section: &'static Section) -> &'static str {
    let begun = editor.copy.with(|copy| {
        section.pages.iter().any(|page| {
            page.asked(&copy.draft)
                .iter()
                .any(|(question, row)| !copy.draft.raw(&question.key(*row)).is_empty())
        })
    });
    let open = editor.problems.with(|all| {
        section
            .pages
            .iter()
            .find(|page| all.iter().any(|one| one.is_error() && judge::is_on(one, page)))
    });
    open.filter(|_| begun)
        .or(section.pages.first())
        .map_or("", |page| page.id)
}

/// Signing in is offered, not asked for, until something is to be sent.
fn invitation(editor: Editor) -> AnyView {
    let nav = nav::nav();
    let guest = move || matches!(&*editor.account.read(), Account::Nobody);
    (move || {
        guest().then(|| {
            view! {
                <section class="notice">
                    <h2>{move || t(key::TASKS_SIGN_IN_TITLE)}</h2>
                    <p>{move || t(key::TASKS_SIGN_IN_TEXT)}</p>
                    <button type="button" class="button button--secondary" on:click=move |_| nav.sign_in()>
                        {move || t(key::SIGN_IN)}</button>
                    {shared(editor)}
                </section>
            }
        })
    })
    .into_any()
}

/// "This is a shared computer": the answers leave the device's store, or come back to it.
fn shared(editor: Editor) -> AnyView {
    view! {
        <div class="choice">
            <input type="checkbox" id="shared" prop:checked=move || editor.in_memory_only.get()
                on:change=move |event| editor.keep_in_memory_only(event_target_checked(&event)) />
            <label for="shared">{move || t("landing.shared")}</label>
        </div>
    }
    .into_any()
}

fn delete(editor: Editor, draft: String) -> AnyView {
    let nav = nav::nav();
    let announce = app::announce();
    let asking = RwSignal::new(false);
    let on_yes = Callback::new(move |()| {
        let draft = draft.clone();
        spawn_local(async move {
            match editor.delete(&draft).await {
                Ok(()) => {
                    announce.say(untrack(|| t(key::DELETED)));
                    nav.replace(Page::Overview);
                }
                Err(failure) => announce.say(untrack(|| crate::components::message::failure(failure.code()))),
            }
        });
    });
    view! {
        <p><button type="button" class="link-button" on:click=move |_| asking.set(true)>{move || t(key::TASKS_DELETE)}</button></p>
        <Confirm open=asking title=Signal::derive(|| t(key::DELETE_TITLE)) text=Signal::derive(|| t(key::DELETE_TEXT))
            yes=key::DELETE_CONFIRM on_yes=on_yes />
    }
    .into_any()
}
