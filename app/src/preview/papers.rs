//! What the person will need: the documents with what makes each acceptable, and the steps with their limits.

use super::{Case, panel, words};
use crate::components::message;
use crate::html::Html;
use crate::original;
use crate::platform;
use crate::text::{sentences, t, t_with};
use permit::classify::Category;
use permit::document::{Circumstances, DocumentCase, Needed, Note, Way, choice_of, documents, stages};
use permit::forms::plan::{PAPERS_CATEGORY, SITUATION};
use permit::policy::Confidence;
use permit::profile::Short;

/// The page below its heading and its questions.
pub fn page(case: &Case, h: &mut Html) {
    let around = Circumstances::of(&case.draft, &case.preview, platform::today_in_china());
    let possible = case.preview.standing().possible();
    if possible.len() > 1 {
        switch(&possible, h);
    }
    let title = t_with(
        "preview.documents_for",
        &[
            ("category", words::category(around.category)),
            ("situation", message::choice(&SITUATION, around.situation)),
        ],
    );
    h.h2(&title);
    if around.by_dates {
        h.p("", &t("preview.documents_by_dates"));
    }
    let why = match possible.len() {
        0 => "none",
        1 => "only",
        _ if around.chosen => "chosen",
        _ => "least",
    };
    h.p("", &t(&format!("preview.documents_why.{why}")));
    panel::stamp(&case.preview, h);
    let (needed, exempt): (Vec<Needed>, Vec<Needed>) = documents(&case.preview, &around)
        .into_iter()
        .partition(|one| one.exempt.is_none());
    h.raw("<ol class=\"papers\">");
    for one in &needed {
        paper(one, &around, h);
    }
    h.raw("</ol>");
    if !exempt.is_empty() {
        h.h2(&t("preview.documents_not_needed"))
            .raw("<ul class=\"papers\">");
        for one in &exempt {
            not_needed(one, h);
        }
        h.raw("</ul>");
    }
    steps(case, &around, h);
}

/// Which of the possible categories to prepare for.
fn switch(possible: &[Category], h: &mut Html) {
    let id = PAPERS_CATEGORY.id;
    h.raw("<div class=\"field\"><fieldset class=\"fieldset\"><legend class=\"field__label\">")
        .text(&message::label(&PAPERS_CATEGORY))
        .raw("</legend><div class=\"choices\">");
    for category in possible {
        let value = choice_of(*category);
        let own = format!("{id}-{value}");
        h.raw("<div class=\"choice\"><input type=\"radio\"")
            .attr("name", id)
            .attr("value", value);
        h.attr("id", &own)
            .attr("data-key", id)
            .raw("><label")
            .attr("for", &own);
        h.raw(">")
            .text(&message::choice(&PAPERS_CATEGORY, value))
            .raw("</label></div>");
    }
    h.raw("</div></fieldset></div>");
}

fn steps(case: &Case, around: &Circumstances, h: &mut Html) {
    h.h2(&t("preview.steps_title")).raw("<div data-zh>");
    if around.category == Category::A {
        h.p("", &t("stage.green_channel"));
    }
    h.raw("<ol class=\"steps\">");
    for stage in stages(&case.preview, around) {
        let figure = stage.figure();
        let days = figure.map(|figure| platform::number_text(figure.value));
        h.raw("<li>")
            .text(&t_with(&stage.key(), &[("days", days.unwrap_or_default())]));
        // A figure says how sure it is in any case, a step without one when it is not.
        if figure.is_some() {
            panel::note(&t(&format!("confidence.{}", stage.confidence().name())), h);
        } else {
            panel::note(&words::doubt(stage.confidence()).unwrap_or_default(), h);
        }
        h.raw("</li>");
    }
    h.raw("</ol>");
    original::close(h);
}

fn title(needed: &Needed, h: &mut Html) {
    h.raw("<li data-zh><h3>")
        .text(&t(&format!("document.{}.title", needed.rule.id)))
        .raw("</h3>");
}

fn doubt(confidence: Confidence, h: &mut Html) {
    if let Some(doubt) = words::doubt(confidence) {
        h.p("outcome__doubt", &doubt);
    }
}

fn paper(needed: &Needed, around: &Circumstances, h: &mut Html) {
    title(needed, h);
    about(needed, around, h);
    original::offer(h);
    h.raw("</li>");
}

/// Who supplies a document, what it is, and what makes it acceptable.
pub fn about(needed: &Needed, around: &Circumstances, h: &mut Html) {
    let rule = needed.rule;
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
        h.raw("<li>").text(&in_words(note, around));
        let sure = match note {
            Note::Case(case) => case.confidence,
            Note::Authentication { confidence, .. } => *confidence,
            Note::Translation(Some(here)) => here.confidence,
            _ => Confidence::Sourced,
        };
        panel::note(&words::doubt(sure).unwrap_or_default(), h);
        h.raw("</li>");
    }
    h.raw("</ul>");
    doubt(rule.confidence, h);
}

/// A document that nobody has to look for, and why.
fn not_needed(needed: &Needed, h: &mut Html) {
    let Some(exempt) = needed.exempt else { return };
    title(needed, h);
    because(exempt, h);
    original::offer(h);
    h.raw("</li>");
}

/// Why a document is not needed.
pub fn because(exempt: &DocumentCase, h: &mut Html) {
    let reason = t(&format!("document.case.{}", exempt.reason));
    h.p("", &t_with("preview.documents_because", &[("reason", reason)]));
    doubt(exempt.confidence, h);
}

fn in_words(note: &Note, around: &Circumstances) -> String {
    let filing = || ("filing", platform::date_text(around.filing));
    // Without a day of filing it is as if it were filed today.
    let dated = |key: &str| [key, if around.planned { "" } else { "_today" }].concat();
    match note {
        Note::Case(case) => t(&format!("document.case.{}", case.reason)),
        Note::Basis { route, met } => {
            let key = if *met { "basis" } else { "basis_perhaps" };
            t_with(&format!("document.note.{key}"), &[("route", words::route(route))])
        }
        Note::Proves { routes, met } => {
            let names: Vec<String> = routes.iter().map(|route| words::route(route)).collect();
            let key = if *met { "proves" } else { "proves_perhaps" };
            t_with(
                &format!("document.note.{key}"),
                &[("routes", platform::list_text(&names))],
            )
        }
        Note::Authentication {
            way,
            country,
            perhaps,
            ..
        } => authentication(*way, country.as_ref(), *perhaps),
        Note::Translation(here) => {
            let by = here.map(|here| t(&format!("document.translation.{}", here.by)));
            let sealed = t("document.note.translation");
            by.map_or_else(|| sealed.clone(), |by| sentences(&sealed, &by))
        }
        Note::IssuedFrom { months, from } => t_with(
            &dated("document.note.valid"),
            &[
                ("months", platform::number_text(*months)),
                filing(),
                ("from", platform::date_text(*from)),
            ],
        ),
        Note::ValidUntil { months, until } => t_with(
            &dated("document.note.passport"),
            &[
                ("months", platform::number_text(*months)),
                filing(),
                ("until", platform::date_text(*until)),
            ],
        ),
    }
}

fn authentication(way: Way, country: Option<&Short>, perhaps: bool) -> String {
    let name = country.map(|country| platform::country_name(country.as_str()));
    t_with(
        &way.key(country, perhaps),
        &[("country", name.unwrap_or_default())],
    )
}
