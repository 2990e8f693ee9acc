//! "Check where you stand": one question after another, each the one that settles most, until nothing more would. All in
//! the sandbox, until the person carries it into a draft.

use crate::app::App;
use crate::components::field::{field, field_id};
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::platform::dom;
use crate::text::{key, t};
use permit::answer::Key;
use permit::draft::Draft;
use permit::forms::education::{EDU_DEGREE, EDUCATION};
use permit::forms::{self, category::HIGHEST_DEGREE};

/// The page.
pub fn html(app: App, h: &mut Html) {
    let asked = app.stand.read();
    h.raw("<div class=\"columns\" data-sandbox=\"stand\"><div>")
        .h1(&t(key::STAND_TITLE))
        .p("lead", &t(key::STAND_LEAD));
    h.raw("<form novalidate data-act=\"stand-next\">");
    let mut diploma = false;
    for key in asked.questions.iter() {
        if key.row.is_some() && !std::mem::replace(&mut diploma, true) {
            h.h2(&t("question.highest_degree.name"));
        }
        if let Some(question) = forms::question(&key.question) {
            field(app.sandbox, question, key.row.as_deref(), h);
        }
    }
    if asked.done {
        h.raw("</form><section class=\"notice notice--success\" tabindex=\"-1\" id=\"stand-done\">")
            .h2(&t(key::STAND_DONE))
            .p("", &t(key::STAND_DONE_TEXT));
        h.raw("<div class=\"cluster\">")
            .button("button", "carry", &t(key::STAND_CARRY));
        h.button("button button--secondary", "print", &t(key::STATUS_PRINT))
            .raw("</div></section>")
            .h2(&t(key::PAPERS_TITLE));
        super::papers::questions(app.sandbox, h);
        island::place("", "papers", h);
    } else if !asked.questions.is_empty() {
        h.raw("<button class=\"button\">")
            .text(&t(key::CONTINUE))
            .raw("</button></form>");
    } else {
        h.raw("</form>");
    }
    h.raw("<p>")
        .link("", &nav::href(&Page::Start), &t(key::STAND_SKIP))
        .raw("</p></div>");
    island::panel("", h);
    h.raw("</div>");
}

/// The questions that were asked so far, and whether another one would settle anything.
#[derive(Default)]
pub struct Asked {
    questions: Vec<Key>,
    done: bool,
}

/// Begins, or goes on where the person was.
pub fn enter(app: App) {
    if app.sandbox.id.with(Option::is_none) {
        app.sandbox.imitate(Draft::new(forms::VERSION));
    }
    if app.stand.with(|asked| asked.questions.is_empty()) {
        ask(app, false);
    }
}

/// "Continue": what is wrong is said first.
pub fn go_on(app: App) {
    let keys = app.stand.with(|asked| asked.questions.clone());
    app.sandbox.leave_all(keys.clone());
    let wrong = app.sandbox.problems.with(|all| {
        let mut mine = all.iter().filter(|one| one.is_error() && keys.contains(&one.key));
        mine.next().map(|one| one.key.clone())
    });
    match wrong {
        Some(key) => dom::focus_soon(&field_id(&key)),
        None => ask(app, true),
    }
}

/// Asks the next question; nothing until the preview program is there.
fn ask(app: App, focus: bool) {
    let Some(keys) = next(app) else { return };
    app.stand.update(|asked| {
        let new = keys.iter().filter(|key| !asked.questions.contains(key)).cloned();
        let new: Vec<Key> = new.collect();
        // What was asked and is still open is asked no more: there is nothing to learn.
        asked.done = new.is_empty();
        asked.questions.extend(new);
    });
    if focus {
        let id = match keys.first() {
            Some(key) if !app.stand.with(|asked| asked.done) => field_id(key),
            _ => "stand-done".into(),
        };
        dom::focus_soon(&id);
    }
}

fn next(app: App) -> Option<Vec<Key>> {
    let asked: Vec<String> = app.stand.with(|asked| {
        let keys = asked.questions.iter();
        keys.map(ToString::to_string).collect()
    });
    let named = island::ask(&format!("next {}", asked.join(" ")), app.sandbox)?;
    if named == EDUCATION.id {
        // A diploma is a row; the person need not know.
        let degree = app.sandbox.raw(&HIGHEST_DEGREE.key(None));
        app.sandbox.add_row(EDUCATION.id, &[(EDU_DEGREE.id, degree)]);
        return next(app);
    }
    Some(named.lines().filter_map(Key::parse).collect())
}

/// Carries the answers into a draft of their own.
pub fn carry(app: App) {
    let answers: Vec<(Key, String)> = app.sandbox.copy.with(|copy| {
        let entries = copy.draft.entries.iter();
        entries
            .map(|(key, entry)| (key.clone(), entry.value.clone()))
            .collect()
    });
    let first = super::start::first(app);
    app.editor.answer_all(answers);
    app.go(first);
    app.say(t(key::STAND_CARRIED));
}
