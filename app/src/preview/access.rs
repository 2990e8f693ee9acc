//! Help with a draft, and who looked at it: the codes that a person gives out, and the log of what came of them.

use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::platform;
use crate::text::{self, key, t, t_opt, t_with};
use crate::wire;
use leptos::wasm_bindgen::JsValue;
use permit::api::path;

/// The way there.
pub fn link(draft: &str, h: &mut Html) {
    let page = Page::Open(format!("drafts/{draft}/access"));
    h.raw("<p class=\"no-print\">")
        .link("", &nav::href(&page), &t(key::ACCESS_TITLE))
        .raw("</p>");
    away("employer", draft, key::YOUR_EMPLOYER, h);
}

/// A link into the program of a person's own things: another document.
pub fn away(rest: &str, id: &str, words: &str, h: &mut Html) {
    let page = Page::Open(["account/", rest, "/", id].concat());
    h.raw("<p class=\"no-print\"><a target=\"_self\"")
        .attr("href", &nav::href(&page))
        .raw(">")
        .text(&t(words))
        .raw("</a></p>");
}

/// The page below its heading: a code that was just made, or the log.
pub fn page(draft: &str, json: &JsValue, h: &mut Html) {
    let code = wire::text(json, "code");
    if !code.is_empty() {
        h.p("lead", &t(key::ACCESS_CODE));
        h.raw("<p class=\"panel__reference\" id=\"code\" dir=\"ltr\">")
            .text(&code)
            .raw("</p>");
        let ends = wire::number(json, "expires_at");
        if ends > 0 {
            h.p(
                "",
                &t_with(
                    key::ACCESS_CODE_UNTIL,
                    &[("time", platform::date_time_text(ends))],
                ),
            );
        } else {
            h.p("", &t(key::ACCESS_CODE_EMPLOYER));
        }
        h.raw("<p>")
            .button("button button--secondary", "again", &t(key::BACK))
            .raw("</p>");
        return;
    }
    h.p("lead", &t(key::ACCESS_LEAD)).raw("<p class=\"cluster\">");
    for (address, words) in [
        (path::DRAFT_SUPPORT_CODE, key::ACCESS_SUPPORT),
        (path::DRAFT_EMPLOYER, key::ACCESS_EMPLOYER),
    ] {
        h.button(
            "button button--secondary",
            &format!("show {} {{}}", path::with_id(address, draft)),
            &t(words),
        );
    }
    h.raw("</p><p><a target=\"_self\"")
        .attr("href", &["/", &text::locale(), "/account/notes/", draft].concat())
        .raw(">")
        .text(&t(key::ACCESS_NOTES))
        .raw("</a></p>")
        .h2(&t(key::ACCESS_LOG));
    let all = wire::list(json, Clone::clone);
    if all.is_empty() {
        h.p("", &t(key::ACCESS_NOBODY));
    }
    h.raw("<ol class=\"timeline\">");
    for one in &all {
        let (role, what) = (wire::text(one, "role"), wire::text(one, "what"));
        let values = [
            ("who", t(&format!("access.role.{role}"))),
            ("what", t_opt(&format!("access.what.{what}")).unwrap_or(what)),
        ];
        h.raw("<li class=\"timeline__event\"><h3>")
            .text(&t_with(key::ACCESS_LINE, &values))
            .raw("</h3>");
        let why = wire::text(one, "why");
        if !why.is_empty() {
            h.raw("<p><q>").text(&why).raw("</q></p>");
        }
        h.p(
            "timeline__when",
            &platform::date_time_text(wire::number(one, "at")),
        )
        .raw("</li>");
    }
    h.raw("</ol><p>")
        .link(
            "",
            &nav::href(&Page::Tasks(draft.into())),
            &t(key::SAVE_AND_TASKS),
        )
        .raw("</p>");
}
