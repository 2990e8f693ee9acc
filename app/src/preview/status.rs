//! An application after sending: the reference number, what has happened, what happens next, who must act, by when.

use super::handover::made;
use super::summary::Summary;
use super::to_do;
use crate::html::Html;
use crate::platform;
use crate::text::{key, t, t_with};
use permit::api::{Application, path};
use permit::calendar::NotPublished;
use permit::date;
use permit::forms::{self, post};
use permit::lifecycle::{self, Actor, EventKind, Step};

/// The page below its heading.
pub fn page(application: &Application, h: &mut Html) {
    let state = lifecycle::state(&application.events);
    let filed = application
        .events
        .iter()
        .rfind(|event| event.kind == EventKind::Filed);
    let filed_on = filed.map(|event| platform::day_in_china(event.at));
    to_do::corrections(application, h);
    panel(&application.reference, h);
    h.p("", &t(key::STATUS_MAIL_SENT));
    if let Some(letter) = &application.letter {
        to_do::letter(letter, &application.id, h);
    }
    papers(&application.id, h);
    super::access::link(&application.draft_id, h);
    h.h2(&t(key::STATUS_STATE));
    if let Some(state) = state {
        h.raw("<p><strong>")
            .text(&t(&format!("state.{}", state.name())))
            .raw("</strong></p>");
        h.p("", &t(&format!("state.{}.detail", state.name())))
            .p("", &acting(application, state.who_acts()));
    }
    to_do::own(application, h);
    h.h2(&t(key::STATUS_HAPPENED)).raw("<ol class=\"timeline\">");
    for event in &application.events {
        h.raw("<li class=\"timeline__event\"><h3>")
            .text(&t(&format!("event.{}", event.kind.name())))
            .raw("</h3>");
        if event.agreed {
            h.p("", &t(key::STATUS_AGREED));
        }
        if !event.why.is_empty() {
            h.raw("<p><q>").text(&event.why).raw("</q></p>");
        }
        h.p("timeline__when", &platform::date_time_text(event.at))
            .raw("</li>");
    }
    h.raw("</ol>")
        .h2(&t(key::STATUS_NEXT))
        .raw("<ol class=\"timeline\">");
    let place = application.draft.raw(&post::WORK_PROVINCE.key(None));
    let on = date::parse(&application.judged_on).unwrap_or_else(|_| platform::today_in_china());
    for one in state
        .map(|state| lifecycle::steps_ahead(state, filed_on, Some(place), on))
        .unwrap_or_default()
    {
        step(&one, filed_on.is_some(), h);
    }
    h.raw("</ol>")
        .p("field__hint", &t(key::STATUS_TIMES_NOTE))
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
        t_with(key::STATUS_WHO_ACTS, &[("who", names.join(", "))])
    }
}

fn who_acts(actor: Actor) -> String {
    t_with(
        key::STATUS_WHO_ACTS,
        &[("who", t(&format!("actor.{}", actor.name())))],
    )
}

fn step(step: &Step, filed: bool, h: &mut Html) {
    let limit = |days: u32, then: String| {
        [t_with("step.limit", &[("days", days.to_string())]), then]
            .join(" ")
            .trim_end()
            .to_owned()
    };
    let when = match (step.working_days, step.by) {
        (None, _) => match step.calendar_days {
            Some(days) => t_with("step.limit_calendar", &[("days", days.to_string())]),
            None => t("step.no_limit"),
        },
        (Some(days), None) if filed => limit(days, String::new()),
        (Some(days), None) => limit(days, t("step.starts_at_filing")),
        (Some(_), Some(Ok(by))) => t_with("step.by", &[("date", platform::date_text(by))]),
        (Some(days), Some(Err(NotPublished { year }))) => limit(
            days,
            t_with("step.calendar_unpublished", &[("year", year.to_string())]),
        ),
    };
    h.raw("<li class=\"timeline__event timeline__event--next\"><h3>")
        .text(&t(&format!("step.{}", step.name)));
    h.raw("</h3>")
        .p("", &t(&format!("step.{}.detail", step.name)))
        .p("timeline__who", &who_acts(step.who));
    h.p("timeline__when", &when).raw("</li>");
}
