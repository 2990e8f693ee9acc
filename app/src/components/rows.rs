//! The rows of a repeatable group: a list to add to, to change and to take from; taking away can be undone.

use super::field::field;
use super::{conflict, message};
use crate::editor::Editor;
use crate::nav;
use crate::page::Page;
use crate::platform::dom;
use crate::text::{key, t, t_with};
use leptos::prelude::*;
use permit::answer::Key;
use permit::forms::{self, Group, identity};
use permit::problem::Problem;

/// The rows of a group on its page.
pub fn rows(editor: Editor, group: &'static Group, draft: String, checking: bool) -> AnyView {
    let nav = nav::nav();
    let ids = Memo::new(move |_| {
        editor.copy.with(|copy| {
            group
                .rows(&copy.draft)
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
    });
    let removed = RwSignal::new(None::<(String, String)>);
    let inline = group.questions.len() == 1;
    let page = forms::page_of(group.id).map_or(group.id, |(_, page)| page.id);
    let add = {
        let draft = draft.clone();
        move |_| {
            removed.set(None);
            let row = editor.add_row(group.id, &first_answers(editor, group));
            if inline {
                dom::focus_soon(&format!(
                    "{}-{row}",
                    group.questions.first().map_or("", |question| question.id)
                ));
            } else {
                nav.go(Page::Row(draft.clone(), page.into(), row, checking));
            }
        }
    };
    let list = move || {
        let all = ids.get();
        if all.is_empty() {
            return view! { <p class="empty">{t(&format!("group.{}.empty", group.id))}</p> }.into_any();
        }
        let items = all.into_iter().enumerate().map(|(place, row)| {
            if inline {
                inline_row(editor, group, row, place + 1, removed)
            } else {
                let page = Page::Row(draft.clone(), page.into(), row.clone(), checking);
                linked_row(editor, group, row, place + 1, removed, page)
            }
        });
        view! { <ul class="rows">{items.collect_view()}</ul> }.into_any()
    };
    let full = move || ids.with(|ids| ids.len() >= group.max);
    let undo = move || {
        removed.get().map(|(row, name)| {
            view! {
                <div class="notice cluster" role="status">
                    <span>{t_with(key::REMOVED, &[("what", name)])}</span>
                    <button type="button" class="link-button" on:click=move |_| {
                        editor.restore_row(group.id, &row);
                        removed.set(None);
                    }>{t(key::UNDO)}</button>
                </div>
            }
        })
    };
    view! {
        <div id=group.id tabindex="-1">
            {list}
            {undo}
            {move || if full() {
                view! { <p>{t_with(key::ROWS_AT_MOST, &[("max", group.max.to_string())])}</p> }.into_any()
            } else {
                view! {
                    <p><button type="button" class="button button--secondary" on:click=add.clone()>
                        {t(&format!("group.{}.add", group.id))}
                    </button></p>
                }.into_any()
            }}
        </div>
    }
    .into_any()
}

/// The first country that issued a passport is nearly always the nationality.
fn first_answers(editor: Editor, group: &'static Group) -> Vec<(&'static str, String)> {
    let nationality = editor.copy.with_untracked(|copy| {
        let first = group.rows(&copy.draft).is_empty() && group.id == identity::PASSPORTS.id;
        first.then(|| copy.draft.raw(&identity::NATIONALITY.key(None)).to_owned())
    });
    nationality
        .filter(|country| !country.is_empty())
        .map(|country| (identity::PASSPORT_COUNTRY.id, country))
        .into_iter()
        .collect()
}

fn name_of(editor: Editor, group: &'static Group, row: &str, place: usize) -> String {
    editor
        .copy
        .with(|copy| message::row_name(&copy.draft, group, row, place))
}

fn remove_button(
    editor: Editor,
    group: &'static Group,
    row: String,
    place: usize,
    removed: RwSignal<Option<(String, String)>>,
) -> AnyView {
    let label = {
        let row = row.clone();
        move || t_with(key::REMOVE_WHAT, &[("what", name_of(editor, group, &row, place))])
    };
    view! {
        <button type="button" class="link-button" on:click=move |_| {
            let name = untrack(|| name_of(editor, group, &row, place));
            editor.delete_row(group.id, &row);
            removed.set(Some((row.clone(), name)));
        }>{move || t(key::REMOVE)}<span class="visually-hidden">" "{label}</span></button>
    }
    .into_any()
}

fn inline_row(
    editor: Editor,
    group: &'static Group,
    row: String,
    place: usize,
    removed: RwSignal<Option<(String, String)>>,
) -> AnyView {
    let fields = group
        .questions
        .iter()
        .map(|question| field(editor, question, Some(row.clone())))
        .collect_view();
    let conflict = conflict::conflict(editor, Key::in_row(group.id, &row));
    view! {
        <li class="rows__item">
            {conflict}
            {fields}
            {remove_button(editor, group, row, place, removed)}
        </li>
    }
    .into_any()
}

fn linked_row(
    editor: Editor,
    group: &'static Group,
    row: String,
    place: usize,
    removed: RwSignal<Option<(String, String)>>,
    page: Page,
) -> AnyView {
    let open = {
        let row = row.clone();
        move || {
            editor.problems.with(|all| {
                all.iter()
                    .filter(|problem| problem.is_error() && problem.key.row.as_deref() == Some(&row))
                    .count()
            })
        }
    };
    let first = {
        let row = row.clone();
        move || {
            editor.problems.with(|all| {
                all.iter()
                    .find(|problem| problem.is_error() && problem.key.row.as_deref() == Some(&row))
                    .map(message::problem)
            })
        }
    };
    let title = {
        let row = row.clone();
        move || name_of(editor, group, &row, place)
    };
    let when = {
        let row = row.clone();
        move || span(editor, group, &row)
    };
    let what = title.clone();
    let conflict = conflict::conflict(editor, Key::in_row(group.id, &row));
    let id = format!("{}-{row}", group.id);
    view! {
        <li class="rows__item" id=id tabindex="-1">
            <h3>{title}</h3>
            <p class="field__note">{when}</p>
            {conflict}
            {move || (open() > 0).then(|| view! { <p class="field__error">{first()}</p> })}
            <div class="cluster">
                <a href=move || nav::href(&page)>{move || t(key::CHANGE)}
                    <span class="visually-hidden">" "{what}</span></a>
                {remove_button(editor, group, row, place, removed)}
            </div>
        </li>
    }
    .into_any()
}

/// The months of a row, where it has such.
fn span(editor: Editor, group: &'static Group, row: &str) -> String {
    use permit::question::Kind;
    editor.copy.with(|copy| {
        let months = group
            .questions
            .iter()
            .filter(|question| matches!(question.kind, Kind::Month(_)));
        let said: Vec<String> = months
            .filter_map(|question| message::answer(&copy.draft, question, Some(row)))
            .collect();
        said.join(" – ")
    })
}

/// The problems of a row itself and of the group, for the summary.
pub fn is_in_row(problem: &Problem, row: &str) -> bool {
    problem.key.row.as_deref() == Some(row)
}
