//! Whether a receipt or a letter is genuine, for anybody who holds one: a number and a day, which stand on it too, and
//! nothing else.

use crate::html::Html;
use crate::platform;
use crate::text::{key, t, t_opt};
use permit::api::Verified;
use permit::api::case::VerifiedLetter;
use permit::{date, reference};

/// The page below its heading. `typed` is the reference of the address.
pub fn page(typed: &str, verified: &Verified, h: &mut Html) {
    if !verified.matches {
        h.raw("<div class=\"notice notice--warning\" role=\"status\">")
            .h2(&t(key::VERIFY_WRONG))
            .p("", &t(key::VERIFY_WRONG_TEXT))
            .raw("</div>");
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
        facts([(name, number.into()), (until, day(&verified.valid_until))], h);
    }
    h.p("", &t(key::VERIFY_EITHER));
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
