//! A support code that is read out, and who looked: the same for applicants and employers.

use super::message;
use crate::html::Html;
use crate::platform;
use crate::text::{key, t, t_opt, t_with};
use permit::answer::Key;
use permit::api::support::Access;

/// A code that was just made, and what stands below it.
pub fn code(code: &str, below: &str, h: &mut Html) {
    h.p("lead", &t(key::ACCESS_CODE));
    h.raw("<p class=\"panel__reference\" id=\"code\" dir=\"ltr\">")
        .text(code)
        .raw("</p>");
    h.p("", below);
}

/// Until when a support code works, and for whom.
pub fn until(ends: i64) -> String {
    t_with(
        key::ACCESS_CODE_UNTIL,
        &[("time", platform::date_time_text(ends))],
    )
}

/// Of a file: its documents, and where there are several which it was.
fn file(one: &Access, h: &mut Html) {
    if one.documents.is_empty() {
        return;
    }
    // Rules may drop a document that an older application still has.
    let title =
        |id: &String| t_opt(&["document.", id, ".title"].concat()).unwrap_or_else(|| t("slot.without_title"));
    let titles: Vec<String> = one.documents.iter().map(title).collect();
    h.p("", &platform::list_text(&titles));
    if let Some(place) = one.place {
        let which = if one.name.is_empty() {
            t_with("group.documents.row", &[("number", place.to_string())])
        } else {
            one.name.clone()
        };
        h.raw("<p><bdi>").text(&which).raw("</bdi></p>");
    }
}

/// Who looked at what, when, and why.
pub fn log(looks: &[Access], h: &mut Html) {
    h.h2(&t(key::ACCESS_LOG));
    if looks.is_empty() {
        h.p("", &t(key::ACCESS_NOBODY));
    }
    h.raw("<ol class=\"timeline\">");
    for one in looks {
        let what = t_opt(&format!("access.what.{}", one.what));
        let values = [
            ("who", t(&format!("access.role.{}", one.role))),
            ("what", what.unwrap_or_else(|| one.what.clone())),
        ];
        h.raw("<li class=\"timeline__event\"><h3>")
            .text(&t_with(key::ACCESS_LINE, &values))
            .raw("</h3>");
        // Which answer it was, or which document; of a file the key is only its id.
        if one.what == "reveal"
            && let Some(key) = Key::parse(&one.key)
        {
            h.p("", &message::name_of(&key));
        }
        file(one, h);
        if !one.why.is_empty() {
            h.raw("<p><q>").text(&one.why).raw("</q></p>");
        }
        h.p("timeline__when", &platform::date_time_text(one.at))
            .raw("</li>");
    }
    h.raw("</ol>");
}
