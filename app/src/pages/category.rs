//! Where a draft stands under the standard, with every reason; and other answers tried out beside its own.

use crate::app::App;
use crate::components::field::field;
use crate::components::message;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t, t_with};
use permit::answer::Key;
use permit::forms::{self, category, post};
use permit::profile::Field;
use permit::question::Question;

/// All reasons.
pub fn html(id: &str, h: &mut Html) {
    h.link(
        "back-link",
        &nav::href(&Page::Tasks(id.into())),
        &t(key::TASKS_TITLE),
    )
    .raw("<div class=\"narrow\">")
    .h1(&t(key::PREVIEW_TITLE));
    island::place("", &format!("category {id}"), h);
    h.raw("<div class=\"cluster\">").link(
        "button button--secondary",
        &nav::href(&Page::WhatIf(id.into())),
        &t(key::WHATIF_TITLE),
    );
    h.button("button button--secondary", "print", &t(key::STATUS_PRINT))
        .raw("</div></div>");
}

/// What if?
pub fn what_if(app: App, id: &str, h: &mut Html) {
    h.link(
        "back-link",
        &nav::href(&Page::Category(id.into())),
        &t(key::PREVIEW_TITLE),
    )
    .h1(&t(key::WHATIF_TITLE))
    .raw("<div class=\"narrow\">")
    .p("lead", &t(key::WHATIF_LEAD))
    .raw("</div>");
    // It stays in view while answers are changed below it.
    island::place("scenarios-place", "compare", h);
    h.raw("<div class=\"narrow\" data-sandbox=\"trial\">");
    for question in questions() {
        field(app.trial, question, None, h);
        let own = app.editor.copy.with(|copy| {
            let asked = question.is_asked(&copy.draft, None);
            message::answer(&copy.draft, question, None).filter(|_| asked)
        });
        let tried = app
            .trial
            .copy
            .with(|copy| message::answer(&copy.draft, question, None));
        if own != tried {
            let own = own.unwrap_or_else(|| t(key::CONFLICT_EMPTY)).replace('\n', ", ");
            h.p("whatif__own", &t_with(key::WHATIF_OWN, &[("answer", own)]));
        }
    }
    h.raw("</div>");
    island::place("", "compare points", h);
    h.raw("<div class=\"cluster\">")
        .button("button button--secondary", "try", &t(key::WHATIF_RESET));
    h.button("button button--secondary", "print", &t(key::STATUS_PRINT))
        .raw("</div>");
}

/// The questions that the rules look at and that a person can answer otherwise.
fn questions() -> Vec<&'static Question> {
    let mut all: Vec<&'static Question> = Vec::new();
    for question in Field::ALL.iter().flat_map(|field| field.questions()) {
        let section = forms::page_of(question.id).map_or("", |(section, _)| section.id);
        let fixed = [
            &post::EMPLOYER_NAME,
            &post::OCCUPATION,
            &post::CONTRACT_START,
            &post::CONTRACT_END,
        ];
        if [category::SECTION.id, post::SECTION.id].contains(&section)
            && !fixed.iter().any(|other| other.id == question.id)
            && !all.iter().any(|other| other.id == question.id)
        {
            all.push(question);
        }
    }
    all
}

/// Takes the draft's answers as they are now; what was tried on the same draft before stays tried.
pub fn enter(app: App, id: &str) {
    let tried = app.trial_of.with(|of| match of {
        Some((draft, base)) if draft == id => app.trial.copy.with(|copy| {
            let entries = copy.draft.entries.iter();
            let changed = entries.filter(|(key, entry)| base.raw(key) != entry.value);
            changed
                .map(|(key, entry)| (key.clone(), entry.value.clone()))
                .collect()
        }),
        _ => Vec::new(),
    });
    imitate(app, id);
    app.trial.answer_all(tried);
}

fn imitate(app: App, id: &str) {
    let draft = app.editor.copy.with(|copy| copy.draft.clone());
    app.trial.imitate(draft.clone());
    app.trial_of.set(Some((id.to_owned(), draft)));
}

/// Tries answers out, `question=answer` each with commas between choices, beside what is tried already; without any,
/// goes back to the draft's own.
pub fn try_out(app: App, answers: &[&str]) {
    let Some(id) = app.editor.id.get() else { return };
    if answers.is_empty() {
        imitate(app, &id);
        return;
    }
    enter(app, &id);
    for (question, answer) in answers.iter().filter_map(|one| one.split_once('=')) {
        app.trial.answer(Key::new(question), answer.replace(',', "\n"));
    }
    app.go(Page::WhatIf(id));
}
