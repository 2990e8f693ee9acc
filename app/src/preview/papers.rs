//! What the person will need: the documents with what makes each acceptable, and the steps with their limits.

use super::{Case, panel, words};
use crate::html::Html;
use crate::platform;
use crate::text::{t, t_with};
use permit::answer::Value;
use permit::classify::Category;
use permit::document::{Circumstances, Needed, Note, documents, stages};
use permit::forms::family::HAS_DEPENDANTS;
use permit::forms::plan::FILING_DATE;

/// The page below its heading and its two questions.
pub fn page(case: &Case, h: &mut Html) {
    let filing = case.draft.get(&FILING_DATE).and_then(|value| value.date());
    let around = Circumstances {
        category: panel::prepared(&case.preview),
        filing: filing.unwrap_or_else(platform::today_in_china),
        family: case.draft.get(&HAS_DEPENDANTS) == Some(Value::Choice("yes")),
    };
    let title = t_with(
        "preview.documents_for",
        &[("category", words::category(around.category))],
    );
    h.h2(&title);
    panel::stamp(&case.preview, h);
    h.raw("<ol class=\"papers\">");
    for one in documents(&case.preview, &around) {
        paper(&one, &around, h);
    }
    h.raw("</ol>").h2(&t("preview.steps_title"));
    if around.category == Category::A {
        h.p("", &t("stage.green_channel"));
    }
    h.raw("<ol class=\"steps\">");
    for stage in stages(&case.preview, &around) {
        let days = stage.days.map(platform::number_text).unwrap_or_default();
        h.raw("<li>")
            .text(&t_with(&format!("stage.{}", stage.name), &[("days", days)]))
            .raw("</li>");
    }
    h.raw("</ol>");
}

fn paper(needed: &Needed, around: &Circumstances, h: &mut Html) {
    let rule = needed.rule;
    h.raw("<li><h3>")
        .text(&t(&format!("document.{}.title", rule.id)))
        .raw("</h3>");
    h.p(
        "field__hint",
        &t_with(
            "preview.supplied_by",
            &[("who", t(&format!("supplier.{}", rule.supplier)))],
        ),
    );
    h.p("", &t(&format!("document.{}.text", rule.id)));
    h.raw("<ul>");
    for note in &needed.notes {
        h.raw("<li>").text(&in_words(note, around)).raw("</li>");
    }
    if needed.optional {
        h.raw("<li>").text(&t("document.note.optional")).raw("</li>");
    }
    h.raw("</ul>");
    if let Some(doubt) = words::doubt(rule.confidence) {
        h.p("outcome__doubt", &doubt);
    }
    h.raw("</li>");
}

fn in_words(note: &Note, around: &Circumstances) -> String {
    let country = |code: &permit::profile::Short| [("country", platform::country_name(code.as_str()))];
    match note {
        Note::Promise => t("document.note.promise"),
        Note::PromiseA => t("document.note.promise_a"),
        Note::Basis(route) => t_with("document.note.basis", &[("route", words::route(route))]),
        Note::Apostille(code) => t_with("document.note.apostille", &country(code)),
        Note::Authenticated(code) => t_with("document.note.authenticated", &country(code)),
        Note::Either => t("document.note.either"),
        Note::OriginalEnough => t("document.note.authenticated_china"),
        Note::Translation => t("document.note.translation"),
        Note::IssuedFrom { months, from } => t_with(
            "document.note.valid",
            &[
                ("months", platform::number_text(*months)),
                ("filing", platform::date_text(around.filing)),
                ("from", platform::date_text(*from)),
            ],
        ),
        Note::ValidUntil { months, until } => t_with(
            "document.note.passport",
            &[
                ("months", platform::number_text(*months)),
                ("until", platform::date_text(*until)),
            ],
        ),
        Note::PayPromised => t("document.note.when_salary"),
    }
}
