//! A draft, or an employer's part, as the helpdesk sees it: read only, private answers behind dots.

use super::{Ask, notes, problems};
use crate::components::message;
use crate::desk::answers::Answers;
use crate::desk::fields;
use crate::desk::languages;
use crate::desk::state::State;
use crate::html::Html;
use crate::original;
use crate::platform;
use crate::text::{t, t_with};
use permit::answer::Key;
use permit::api::support::View;
use permit::forms;

/// Where an answer stands on the page.
pub fn anchor(key: &Key) -> String {
    format!("a-{key}")
}

/// The page below its heading.
pub fn html(state: &State, view: &View, h: &mut Html) {
    about(view, h);
    let problems = problems::all(&view.problems, &view.draft);
    h.h2(&t("desk.problems"));
    if problems.is_empty() {
        h.p("", &t("desk.problems_none"));
    } else {
        h.raw("<div data-zh><ul class=\"error-summary__list\">");
        for (key, words, _) in &problems {
            h.raw("<li>")
                .link("", &format!("#{}", anchor(key)), words)
                .raw("</li>");
        }
        h.raw("</ul>");
        original::close(h);
    }
    h.h2(&t("desk.answers"));
    let more = |key: &Key, h: &mut Html| {
        for (_, words, is_error) in problems.iter().filter(|(at, ..)| at == key) {
            h.p(
                if *is_error {
                    "field__error"
                } else {
                    "field__warning"
                },
                words,
            );
        }
        at(state, view, key, h);
    };
    Answers {
        draft: &view.draft,
        part: None,
        of_employer: view.of_part,
        only_given: false,
        more: &more,
    }
    .html(h);
}

fn about(view: &View, h: &mut Html) {
    if view.of_part {
        h.p("lead", &t("desk.view_part"));
    }
    h.p("", &t("desk.view_lead")).raw("<dl class=\"summary\">");
    for (name, value) in [
        ("desk.view_until", platform::time_text(view.expires_at)),
        ("desk.view_saved", platform::date_time_text(view.updated_at)),
    ] {
        h.fact(&t(name), &value);
    }
    languages::fact(&t("desk.view_language"), &view.locale, h);
    h.raw("</dl>");
    if view.application.is_some() {
        h.p("", &t("desk.view_sent"));
    }
}

/// What stands with an answer: its name as the applicant reads it, what is behind the dots, notes, and what can be done.
fn at(state: &State, view: &View, key: &Key, h: &mut Html) {
    let name = message::name_of(key);
    h.raw("<div tabindex=\"-1\"").attr("id", &anchor(key)).raw(">");
    if let Some((theirs, words)) = state
        .help
        .theirs
        .as_ref()
        .and_then(|theirs| Some((theirs, theirs.name(key)?)))
    {
        h.raw("<p class=\"field__note\"")
            .attr("lang", &theirs.tag)
            .attr("dir", theirs.dir)
            .raw(">")
            .text(&words)
            .raw("</p>");
    }
    let shown = state.help.shown.iter().rfind(|(of, _)| of == key);
    if let Some((_, value)) = shown {
        let words = forms::question(&key.question)
            .map_or_else(|| value.clone(), |question| message::raw_answer(question, value));
        h.raw("<p dir=\"auto\"><strong>")
            .text(&words)
            .raw("</strong></p>");
    }
    for note in view.notes.iter().filter(|note| note.key == *key) {
        notes::html(note, h);
    }
    match &state.help.asking {
        Some((of, Ask::Reveal)) if of == key => reveal(key, state.busy, h),
        Some((of, Ask::Note)) if of == key => notes::form(key, state.busy, h),
        _ => {
            h.raw("<p class=\"cluster\">");
            if shown.is_none() && view.masked.contains(key) {
                button("reveal", key, &t("desk.show"), &name, h);
            }
            button("note", key, &t("desk.note_to"), &name, h);
            h.raw("</p>");
        }
    }
    h.raw("</div>");
}

fn button(what: &str, key: &Key, words: &str, name: &str, h: &mut Html) {
    h.raw("<button type=\"button\" class=\"link-button\"")
        .attr("data-act", &format!("help ask {what} {key}"))
        .raw(">")
        .text(words)
        .hidden_text(name)
        .raw("</button>");
}

fn reveal(key: &Key, busy: bool, h: &mut Html) {
    h.raw("<form class=\"box\"")
        .attr("data-form", &format!("help reveal {key}"))
        .raw(">")
        .p("", &t_with("desk.show_lead", &[("field", message::name_of(key))]));
    fields::why(true, h);
    h.raw("<div class=\"cluster\">");
    fields::submit(&t("desk.show"), busy, h);
    h.button("button button--secondary", "help leave", &t("app.cancel"))
        .raw("</div></form>");
}
