//! What happened to an application, with who and why.

use super::items;
use crate::components::told;
use crate::desk::words;
use crate::html::Html;
use crate::platform;
use crate::text::t;
use permit::answer::Role;
use permit::api::case::CaseDocument;
use permit::api::told::Told;
use permit::lifecycle::{Detail, EventKind};

/// The history, oldest first.
pub fn html(document: &CaseDocument, role: Role, h: &mut Html) {
    h.h2(&t("app.status_happened")).raw("<ol class=\"timeline\">");
    for (place, record) in document.records.iter().enumerate() {
        let event = &record.event;
        h.raw("<li class=\"timeline__event\"><h3>")
            .text(&words::event(event.kind.name()))
            .raw("</h3>");
        if role != Role::Employer && !record.person.is_empty() {
            let by = if record.person == document.person {
                t("desk.you")
            } else {
                t(&format!("desk.role.{}", event.by.name()))
            };
            h.p("timeline__who", &by);
        } else {
            h.raw("<p class=\"timeline__who\">")
                .text(&t(&format!("desk.role.{}", event.by.name())));
            if let Some(name) = name(document, place) {
                h.raw(" · <bdi>").text(name).raw("</bdi>");
            }
            h.raw("</p>");
        }
        if let Some(what) = Told::of(&record.detail) {
            told::html(&what, h);
        }
        match &record.detail {
            Detail::On(on) => {
                h.p("", &platform::date_text(*on));
            }
            Detail::Letter(letter) => {
                h.p("", &letter.number);
            }
            _ => {}
        }
        if !event.why.is_empty() {
            h.raw("<p><q>").text(&event.why).raw("</q></p>");
        }
        if event.kind == EventKind::ReturnedForCorrection
            && let Detail::Round(round) = &record.detail
        {
            h.raw("<ul>");
            for item in &round.items {
                h.raw("<li>");
                items::words(item, h);
                h.raw("</li>");
            }
            h.raw("</ul>");
        }
        h.p("timeline__when", &platform::date_time_text(event.at))
            .raw("</li>");
    }
    h.raw("</ol>");
}

/// Which colleague of the employer who reads it did what stands at a place.
fn name(document: &CaseDocument, place: usize) -> Option<&str> {
    let mut named = document.by_name.iter();
    let found = named.find(|(at, _)| usize::try_from(*at) == Ok(place));
    found.map(|(_, name)| name.as_str())
}
