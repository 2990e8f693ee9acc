//! Help with a draft, and who looked at it: the codes that a person gives out, and the log of what came of them.

use crate::components::access;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::platform::property;
use crate::text::{self, key, t};
use crate::wire;
use leptos::wasm_bindgen::JsValue;
use permit::api::path;
use permit::api::support::Access;

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
        let ends = wire::number(json, "expires_at");
        let is_support = ends > 0;
        let below = if is_support {
            access::until(ends)
        } else {
            t(key::ACCESS_CODE_EMPLOYER)
        };
        access::code(&code, &below, h);
        h.raw("<p class=\"cluster\">")
            .button("button button--secondary", "again", &t(key::BACK));
        if is_support {
            let address = path::with_id(path::DRAFT_SUPPORT_CODE, draft);
            h.button(
                "button button--secondary",
                &["end ", &address].concat(),
                &t(key::ACCESS_END),
            );
        }
        h.raw("</p>");
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
        .raw("</a></p>");
    access::log(&wire::list(json, look), h);
    h.raw("<p>")
        .link(
            "",
            &nav::href(&Page::Tasks(draft.into())),
            &t(key::SAVE_AND_TASKS),
        )
        .raw("</p>");
}

/// A line of the log.
fn look(one: &JsValue) -> Access {
    Access {
        at: wire::number(one, "at"),
        role: wire::text(one, "role"),
        what: wire::text(one, "what"),
        key: wire::text(one, "key"),
        why: wire::text(one, "why"),
        documents: wire::words(&property(one, "documents")),
        name: wire::text(one, "name"),
        place: u32::try_from(wire::number(one, "place"))
            .ok()
            .filter(|place| *place > 0),
    }
}
