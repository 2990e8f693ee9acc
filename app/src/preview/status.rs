//! An application after sending: the reference number, what has happened, what happens next, who must act, by when.

use super::handover::made;
use super::summary::Summary;
use super::to_do;
use crate::components::{steps, told};
use crate::html::Html;
use crate::original;
use crate::platform;
use crate::text::{key, t, t_with};
use permit::api::{Application, path};
use permit::date;
use permit::forms;
use permit::lifecycle::{self, Actor, State};

/// The page below its heading.
pub fn page(application: &Application, h: &mut Html) {
    let state = lifecycle::state(&application.events);
    to_do::corrections(application, h);
    let lacks_employer = to_do::employer(application, h);
    panel(&application.reference, h);
    h.p("", &t(key::STATUS_MAIL_SENT));
    if let Some(letter) = &application.letter {
        to_do::letter(letter, &application.id, h);
    }
    papers(&application.id, h);
    super::access::link(&application.draft_id, h);
    h.h2(&t(key::STATUS_STATE));
    if let Some(state) = state {
        let recorded = lifecycle::is_recorded(&application.events);
        h.raw("<div data-zh><p><strong>")
            .text(&t(&format!("state.{}", state.name())))
            .raw("</strong></p>");
        if recorded {
            h.p("", &t(key::RECORDED_ELSEWHERE));
        }
        // It speaks of what an employer does next, or of a list: what was returned in the official system has none here.
        let is_there = recorded && state == State::ReturnedForCorrection;
        if !is_there && (!lacks_employer || state.who_acts() != Actor::Employer) {
            h.p("", &t(&format!("state.{}.detail", state.name())));
        }
        h.p("", &acting(application, state.who_acts()));
        original::close(h);
    }
    to_do::own(application, h);
    h.h2(&t(key::STATUS_HAPPENED)).raw("<ol class=\"timeline\">");
    for (event, place) in application.events.iter().zip(0_u32..) {
        h.raw("<li class=\"timeline__event\"><h3>")
            .text(&t(&format!("event.{}", event.kind.name())))
            .raw("</h3>");
        if event.agreed {
            h.p("", &t(key::STATUS_AGREED));
        }
        if let Some(what) = application.told.iter().find(|what| what.event == place) {
            told::html(what, h);
        }
        if !event.why.is_empty() {
            h.raw("<p><q>").text(&event.why).raw("</q></p>");
        }
        h.p("timeline__when", &platform::date_time_text(event.at))
            .raw("</li>");
    }
    h.raw("</ol>");
    steps::list(&application.steps, own, h);
    h.p("field__hint", &t(key::STATUS_TIMES_NOTE))
        .h2(&t(key::STATUS_ANSWERS));
    let judged =
        date::parse(&application.judged_on).map_or(application.judged_on.clone(), platform::date_text);
    let version = application.draft.form_version.to_string();
    h.p(
        "",
        &t_with(
            key::STATUS_FROZEN,
            &[
                ("date", judged),
                ("form", version),
                ("rules", application.rules.clone()),
            ],
        ),
    );
    let summary = Summary {
        draft: &application.draft,
        problems: &[],
        change: None,
    };
    for section in forms::SECTIONS {
        summary.section(section, h);
    }
}

/// What an applicant is told: the portal's own words.
fn own(group: &str, name: &str) -> String {
    t(&format!("{group}.{name}"))
}

fn panel(reference: &str, h: &mut Html) {
    h.raw("<div class=\"panel\">").p("", &t(key::STATUS_REFERENCE));
    h.raw("<p class=\"panel__reference\" id=\"reference\" dir=\"ltr\">")
        .text(reference)
        .raw("</p>")
        .p("", &t(key::STATUS_REFERENCE_HINT));
    h.raw("<div class=\"cluster no-print\">").button(
        "button button--secondary",
        "print",
        &t(key::STATUS_PRINT),
    );
    h.button("button button--secondary", "copy", &t(key::STATUS_COPY))
        .raw("</div></div>");
}

/// What was sent, to keep and to hand on; nothing on paper, where nobody can follow a link.
fn papers(id: &str, h: &mut Html) {
    h.raw("<div class=\"no-print\">")
        .h2(&t(key::STATUS_PAPERS))
        .raw("<ul>");
    for (path, words) in [
        (path::APPLICATION_FORM, key::HANDOVER_FORM),
        (path::APPLICATION_RECEIPT, key::STATUS_RECEIPT),
        (path::APPLICATION_PACKAGE, key::STATUS_PACKAGE),
    ] {
        h.raw("<li>");
        made(path, id, &t(words), h);
        h.raw("</li>");
    }
    h.raw("</ul></div>");
}

/// Who must act, by name where the server knows it more exactly than the state.
fn acting(application: &Application, by_state: Actor) -> String {
    let names: Vec<String> = application
        .acts
        .iter()
        .map(|actor| t(&format!("actor.{actor}")))
        .collect();
    if names.is_empty() {
        who_acts(by_state)
    } else {
        t_with(key::STATUS_WHO_ACTS, &[("who", platform::list_text(&names))])
    }
}

fn who_acts(actor: Actor) -> String {
    t_with(
        key::STATUS_WHO_ACTS,
        &[("who", t(&format!("actor.{}", actor.name())))],
    )
}
