//! Answers shown back, section by section: to check them, and as they were sent.

use super::message;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use leptos::prelude::*;
use permit::draft::Draft;
use permit::forms::{self, Group, Section};
use permit::problem::Problem;
use permit::question::Question;

/// Where the "Change" links lead: the draft's id; without it there are none.
pub type ChangeIn = Option<String>;

/// The answers of these sections, with headings.
pub fn summary(draft: &Draft, problems: &[Problem], change: &ChangeIn, skip: &str) -> AnyView {
    let sections = forms::SECTIONS.iter().filter(|section| section.id != skip);
    sections
        .map(|section| section_view(section, draft, problems, change))
        .collect_view()
        .into_any()
}

fn section_view(
    section: &'static Section,
    draft: &Draft,
    problems: &[Problem],
    change: &ChangeIn,
) -> AnyView {
    let mut parts: Vec<AnyView> = Vec::new();
    for page in section.pages.iter().filter(|page| page.is_asked(draft)) {
        let rows: Vec<AnyView> = page
            .questions
            .iter()
            .filter(|question| question.is_asked(draft, None))
            .map(|question| row_view(question, None, page.id, draft, problems, change))
            .collect();
        if !rows.is_empty() {
            parts.push(view! { <dl class="summary">{rows}</dl> }.into_any());
        }
        if let Some(group) = page.group.filter(|group| group.asked.holds(draft, None).is_yes()) {
            parts.push(group_view(group, page.id, draft, problems, change));
        }
    }
    view! { <section><h2>{t(&format!("section.{}.title", section.id))}</h2>{parts}</section> }.into_any()
}

fn group_view(
    group: &'static Group,
    page: &str,
    draft: &Draft,
    problems: &[Problem],
    change: &ChangeIn,
) -> AnyView {
    let title = t(&format!("group.{}.title", group.id));
    let whole = problems.iter().filter(|problem| problem.key.question == group.id);
    let whole = whole
        .map(|problem| note(problem, change.is_some()))
        .collect_view();
    let rows = group.rows(draft);
    let empty = rows.is_empty().then(|| view! { <p>{t(key::NOT_PROVIDED)}</p> });
    let lists: Vec<AnyView> = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| {
            let asked = group
                .questions
                .iter()
                .filter(|question| question.is_asked(draft, Some(row)));
            let answers: Vec<AnyView> = asked
                .map(|question| row_view(question, Some(row), page, draft, problems, change))
                .collect();
            view! {
                <h4>{message::row_name(draft, group, row, place + 1)}</h4>
                <dl class="summary">{answers}</dl>
            }
            .into_any()
        })
        .collect();
    let link = change
        .as_ref()
        .map(|id| change_link(Page::Form(id.clone(), page.into(), true), &title));
    view! { <h3>{title.clone()}" "{link}</h3>{whole}{empty}{lists}" " }.into_any()
}

fn row_view(
    question: &'static Question,
    row: Option<&str>,
    page: &str,
    draft: &Draft,
    problems: &[Problem],
    change: &ChangeIn,
) -> AnyView {
    let key = question.key(row);
    let mine: Vec<&Problem> = problems.iter().filter(|problem| problem.key == key).collect();
    let error = change.is_some() && mine.iter().any(|problem| problem.is_error());
    let value = message::answer(draft, question, row).unwrap_or_else(|| t(key::NOT_PROVIDED));
    let notes = mine
        .into_iter()
        .map(|problem| note(problem, change.is_some()))
        .collect_view();
    let link = change.as_ref().map(|id| {
        let page = match row {
            // A group of one question is changed on the group's own page.
            Some(row) if forms::group_of(question.id).is_some_and(|group| group.questions.len() > 1) => {
                Page::Row(id.clone(), page.into(), row.into(), true)
            }
            _ => Page::Form(id.clone(), page.into(), true),
        };
        view! { <dd class="summary__action">{change_link(page, &message::name(question))}</dd> }
    });
    view! {
        <div class="summary__row" class:summary__row--problem=error>
            <dt class="summary__key">{message::name(question)}</dt>
            <dd class="summary__value"><span dir="auto">{value}</span>{notes}</dd>
            {link}
        </div>
    }
    .into_any()
}

fn note(problem: &Problem, shown: bool) -> AnyView {
    let class = if problem.is_error() {
        "field__error"
    } else {
        "field__warning"
    };
    shown
        .then(|| view! { <p class=class>{message::problem(problem)}</p> })
        .into_any()
}

fn change_link(page: Page, what: &str) -> AnyView {
    view! {
        <a href=nav::href(&page)>{t(key::CHANGE)}<span class="visually-hidden">" "{what.to_owned()}</span></a>
    }
    .into_any()
}
