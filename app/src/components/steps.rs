//! The road of an application: what was recorded after an approval, then what is still to come: who must act, by when, and
//! who records it.

use crate::html::Html;
use crate::original;
use crate::platform;
use crate::text::{key, sentences, t, t_with};
use permit::api::step::StepLine;
use permit::date::{self, Date};

/// The list below its heading; nothing where nothing follows. `words` says a text of a group and a name as this reader is
/// spoken to.
pub fn list(steps: &[StepLine], words: fn(&str, &str) -> String, h: &mut Html) {
    let Some(first) = steps.first() else { return };
    let heading = if first.done_on.is_empty() {
        key::STATUS_NEXT
    } else {
        "step.after_approval"
    };
    h.h2(&t(heading)).raw("<div data-zh><ol class=\"timeline\">");
    // Until the employer has filed no clock runs.
    let filed = steps.iter().all(|step| step.name != "employer_files");
    for step in steps {
        let done = date::parse(&step.done_on);
        h.raw(if done.is_ok() {
            "<li class=\"timeline__event\"><h3>"
        } else {
            "<li class=\"timeline__event timeline__event--next\"><h3>"
        })
        .text(&words("step", &step.name))
        .raw("</h3>");
        if let Ok(on) = done {
            h.p("timeline__when", &dated("step.done_on", on));
        } else {
            ahead(step, filed, words, h);
        }
        h.raw("</li>");
    }
    h.raw("</ol>");
    original::close(h);
}

fn ahead(step: &StepLine, filed: bool, words: fn(&str, &str) -> String, h: &mut Html) {
    let who = words("actor", &step.who);
    h.p("", &words("step", &[step.name.as_str(), ".detail"].concat()))
        .p("timeline__who", &t_with(key::STATUS_WHO_ACTS, &[("who", who)]));
    if !step.recorded_by.is_empty() {
        let names: Vec<String> = step.recorded_by.iter().map(|who| words("actor", who)).collect();
        h.p(
            "timeline__who",
            &t_with("step.recorded_by", &[("who", platform::list_text(&names))]),
        );
    }
    h.p("timeline__when", &when(step, filed));
}

fn dated(key: &str, day: Date) -> String {
    t_with(key, &[("date", platform::date_text(day))])
}

/// Until when, as far as that is known.
fn when(step: &StepLine, filed: bool) -> String {
    if let Ok(by) = date::parse(&step.by) {
        return dated("step.by", by);
    }
    let Some(days) = step.working_days else {
        return match step.calendar_days {
            Some(days) => t_with("step.limit_calendar", &[("days", days.to_string())]),
            None => t("step.no_limit"),
        };
    };
    let limit = t_with("step.limit", &[("days", days.to_string())]);
    let then = match step.unpublished {
        Some(year) => t_with("step.calendar_unpublished", &[("year", year.to_string())]),
        None if filed => return limit,
        None => t("step.starts_at_filing"),
    };
    sentences(&limit, &then)
}
