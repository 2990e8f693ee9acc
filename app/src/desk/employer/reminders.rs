//! One list of reminders: first what would be sent, then what came of each.

use super::of;
use crate::desk::call::{self, Failed};
use crate::desk::listen::{self, Values};
use crate::desk::show;
use crate::desk::state;
use crate::html::Html;
use crate::platform;
use crate::text::{colon, t, t_with};
use permit::api::employer::{Outcome, RemindRequest, Reminded};
use permit::api::path;

fn count_of(reminded: &Reminded, outcome: Outcome) -> u32 {
    let rows = reminded.rows.iter().filter(|row| row.outcome == outcome);
    u32::try_from(rows.count()).unwrap_or(u32::MAX)
}

/// The list.
pub fn html(request: &RemindRequest, reminded: &Reminded, busy: bool, h: &mut Html) {
    let (outcome, words) = if request.try_only {
        (Outcome::Ready, "desk.remind_preview")
    } else {
        (Outcome::Sent, "desk.remind_result")
    };
    let count = count_of(reminded, outcome);
    let values = [("count", platform::number_text(count))];
    h.raw("<h2 tabindex=\"-1\" id=\"preview\">")
        .text(&t_with(words, &values))
        .raw("</h2>");
    if request.try_only {
        h.p("", &t("desk.remind_lead"));
    }
    h.raw("<ol>");
    for row in &reminded.rows {
        let when = [("when", platform::date_time_text(row.again_at))];
        h.raw("<li><bdi>")
            .text(&row.label)
            .raw("</bdi> &lt;<bdi>")
            .text(&row.email)
            .raw("</bdi>&gt;")
            .text(&colon())
            .text(&t_with(&format!("reminder.{}", row.outcome.name()), &when))
            .raw("</li>");
    }
    h.raw("</ol>");
    if reminded.more > 0 {
        let more = platform::number_text(u32::try_from(reminded.more).unwrap_or(u32::MAX));
        h.p("", &t_with("desk.remind_more", &[("count", more)]));
    }
    h.raw("<p class=\"cluster\">");
    if request.try_only && count > 0 {
        h.raw("<button type=\"button\" class=\"button\" data-act=\"remind-send\"")
            .flag("disabled", busy)
            .raw(">")
            .text(&t_with("desk.remind_send", &values))
            .raw("</button>");
    }
    let back = if request.try_only {
        "app.cancel"
    } else {
        "app.back"
    };
    h.button("button button--secondary", "forget", &t(back))
        .raw("</p>");
}

/// Shows what would be sent to those who were picked, or to all; or sends what was shown.
pub async fn act(organisation: &str, verb: &str, values: &Values) {
    let shown = state::with(|state| state.reminding.clone());
    let request = match (verb, shown) {
        ("remind-all", _) => RemindRequest {
            invitations: Vec::new(),
            all: true,
            try_only: true,
        },
        // Exactly those who were shown.
        ("remind-send", Some((_, reminded))) => RemindRequest {
            invitations: reminded
                .rows
                .into_iter()
                .filter(|row| row.outcome == Outcome::Ready)
                .map(|row| row.invitation)
                .collect(),
            all: false,
            try_only: false,
        },
        ("remind", _) => RemindRequest {
            invitations: values.all("pick").into_iter().map(str::to_owned).collect(),
            all: false,
            try_only: true,
        },
        _ => return,
    };
    let visit = listen::begin();
    if request.invitations.is_empty() && !request.all {
        return listen::failed(visit, Failed::denied("nobody_picked"));
    }
    match call::send::<Reminded>("POST", &of(path::REMINDERS, organisation), &request).await {
        Ok(reminded) => {
            listen::done(visit, |state| state.reminding = Some((request, reminded)));
            show::draw();
            platform::dom::focus_soon("preview");
        }
        Err(failed) => listen::failed(visit, failed),
    }
}
