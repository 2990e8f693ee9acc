//! Whether a receipt or a letter is genuine, for anybody who holds one: a number and a day, which stand on it too, and
//! nothing else. And the form for whoever has the paper, and no address of it.

use crate::components::error_summary::error_summary;
use crate::components::plain_field;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::platform::{self, property};
use crate::text::{key, t, t_opt, t_with};
use leptos::wasm_bindgen::JsValue;
use permit::api::Verified;
use permit::api::case::VerifiedLetter;
use permit::{date, reference};

/// The form below its heading. `missing` has the names of the fields that were left empty.
pub fn form(missing: &JsValue, h: &mut Html) {
    let fields = [
        ("number", key::VERIFY_PAPER, key::VERIFY_PAPER_HINT),
        ("code", key::VERIFY_CODE, key::VERIFY_CODE_HINT),
    ];
    let mut lines = Vec::new();
    for (name, label, _) in fields {
        if property(missing, name).is_truthy() {
            let words = t_with("problem.missing", &[("field", t(label))]);
            lines.push((format!("#verify-{name}"), words));
        }
    }
    error_summary(&lines, h);
    h.p("lead", &t(key::VERIFY_LEAD))
        .raw("<form novalidate data-act=\"verify\">");
    for (name, label, hint) in fields {
        let id = format!("verify-{name}");
        let wrong = lines.iter().find(|(href, _)| href.ends_with(&id));
        let wrong = wrong.map(|(_, words)| words.as_str());
        plain_field::begin(&id, &t(label), &t(hint), wrong, h);
        h.raw(
            "<input class=\"input\" type=\"text\" dir=\"ltr\" autocomplete=\"off\" autocapitalize=\"none\" ",
        )
        .raw("spellcheck=\"false\"");
        plain_field::end(&id, wrong.is_some(), h);
    }
    h.raw("<button class=\"button\">")
        .text(&t(key::VERIFY_GO))
        .raw("</button></form>");
}

/// The way from a paper to the next.
fn another(h: &mut Html) {
    let form = Page::Open("verify".into());
    h.raw("<p>")
        .link("", &nav::href(&form), &t(key::VERIFY_ANOTHER))
        .raw("</p>");
}

/// The page below its heading. `typed` is the reference of the address.
pub fn page(typed: &str, verified: &Verified, h: &mut Html) {
    if !verified.matches {
        h.raw("<div class=\"notice notice--warning\" role=\"status\">")
            .h2(&t(key::VERIFY_WRONG))
            .p("", &t(key::VERIFY_WRONG_TEXT))
            .raw("</div>");
        another(h);
        return;
    }
    h.raw("<div class=\"notice notice--success\" role=\"status\">")
        .h2(&t(key::VERIFY_GENUINE))
        .p("", &t(key::VERIFY_GENUINE_TEXT))
        .raw("</div>");
    let number = reference::read(typed).unwrap_or_else(|| typed.into());
    facts(
        [
            (key::VERIFY_NUMBER, number),
            (key::VERIFY_DAY, day(&verified.submitted_on)),
        ],
        h,
    );
    another(h);
}

/// The page of a Notification Letter, or of the work permit that it names, below its heading: whether it holds, and until
/// when the letter does.
pub fn letter(number: &str, verified: &VerifiedLetter, h: &mut Html) {
    let is_of_permit = !number.starts_with("NL");
    // What can be said of a permit alone has words of its own.
    let said = |tail: &str| {
        let of_permit = t_opt(&format!("permit.state.{}{tail}", verified.state));
        let of_permit = of_permit.filter(|_| is_of_permit);
        of_permit.unwrap_or_else(|| t(&format!("letter.state.{}{tail}", verified.state)))
    };
    let class = if verified.state == "valid" {
        "notice notice--success"
    } else {
        "notice notice--warning"
    };
    h.raw("<div role=\"status\"")
        .attr("class", class)
        .raw(">")
        .h2(&said(""))
        .p("", &said(".detail"))
        .raw("</div>");
    if verified.state != "unknown" {
        let (name, until) = if is_of_permit {
            (key::VERIFY_PERMIT, key::VERIFY_PERMIT_UNTIL)
        } else {
            (key::LETTER_NUMBER, key::LETTER_UNTIL)
        };
        let number = reference::read_letter(number);
        facts([(name, number), (until, day(&verified.valid_until))], h);
    }
    h.p("", &t(key::VERIFY_EITHER));
    another(h);
}

fn day(iso: &str) -> String {
    date::parse(iso).map_or_else(|_| iso.to_owned(), platform::date_text)
}

fn facts(facts: [(&str, String); 2], h: &mut Html) {
    h.raw("<dl class=\"summary\">");
    for (name, value) in facts {
        h.fact(&t(name), &value);
    }
    h.raw("</dl>").p("", &t(key::VERIFY_NO_MORE));
}
