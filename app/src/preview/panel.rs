//! The panel beside the form: the category in sight, the points, the next question, what would change it.

use super::{Case, change, need, words};
use crate::components::message;
use crate::html::Html;
use crate::nav;
use crate::original;
use crate::page::Page;
use crate::platform;
use crate::text::{t, t_opt, t_with};
use permit::classify::points::{Item, Points, is_left_to_the_city};
use permit::classify::reason::{self, NeedReason, RouteReason};
use permit::classify::{CONDITIONS, Category, Preview, ask, conditions, next};
use permit::forms;
use permit::policy::Test;
use permit::truth::Truth;

/// The right end of the scale: the most that the table gives, with what the province may add.
const FULL: u32 = 120;

/// The panel; on a narrow screen a strip whose details open. `draft` is where its links lead, empty in the sandbox.
pub fn panel(case: &Case, draft: &str, h: &mut Html) {
    let verdict = case.preview.standing().verdict();
    h.raw("<h2 class=\"outcome__title\" id=\"outcome-title\">")
        .text(&t("preview.title"))
        .raw("</h2>");
    head(case, h);
    h.raw("<details class=\"outcome__more\"><summary>")
        .text(&t("preview.more"))
        .raw("</summary>");
    h.p("", &t(&format!("preview.verdict.{verdict}.detail")));
    let all = reason::reasons(&case.preview);
    conditions_left(case, h);
    by_city(case, &all, h);
    next_question(case, draft, h);
    change::changes(case, !draft.is_empty(), false, h);
    stamp(&case.preview, h);
    table(case, h);
    routes(case, &all, draft, h);
    h.raw("</details>");
    if !draft.is_empty() {
        super::access::link(draft, h);
    }
}

/// The verdict, the points in a sentence, and as a picture.
pub fn head(case: &Case, h: &mut Html) {
    let verdict = case.preview.standing().verdict();
    h.raw("<p class=\"outcome__verdict\" aria-live=\"polite\">")
        .text(&t(&format!("preview.verdict.{verdict}")))
        .raw("</p>");
    h.p("outcome__sum", &sum(&case.preview))
        .raw("<div class=\"outcome__bar\">");
    scale(&case.preview, h);
    h.raw("</div>");
}

/// The points in a sentence.
fn sum(preview: &Preview) -> String {
    let Points { low, high, .. } = preview.points;
    let text = if low == high {
        t_with("preview.points_exact", &[("points", platform::number_text(low))])
    } else {
        t_with(
            "preview.points",
            &[
                ("low", platform::number_text(low)),
                ("high", platform::number_text(high)),
            ],
        )
    };
    let table = preview.rules.table();
    let reach = match high {
        high if high < table.b => t_opt("preview.reach_b"),
        high if high < table.a => t_opt("preview.reach_a"),
        _ => None,
    };
    [Some(text), reach]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The range on a line from 0 to 120, and where B and A begin. Its words stand beside it.
fn scale(preview: &Preview, h: &mut Html) {
    let x = |points: u32| points.min(FULL) * 300 / FULL;
    let bar = |class: &'static str, from: u32, to: u32, h: &mut Html| {
        h.raw("<rect y=\"10\" height=\"12\" rx=\"6\"")
            .attr("class", class)
            .attr("x", &from.to_string());
        h.attr("width", &(to - from).max(4).to_string()).raw("/>");
    };
    h.raw("<svg class=\"outcome__scale\" viewBox=\"0 0 300 46\" aria-hidden=\"true\">");
    bar("scale__track", 0, 300, h);
    bar("scale__range", x(preview.points.low), x(preview.points.high), h);
    let table = preview.rules.table();
    for (points, letter) in [(table.b, "B"), (table.a, "A")] {
        let at = x(points).to_string();
        h.raw("<line class=\"scale__mark\" y1=\"6\" y2=\"26\"")
            .attr("x1", &at)
            .attr("x2", &at)
            .raw("/>");
        h.raw("<text class=\"scale__text\" y=\"42\"")
            .attr("x", &at)
            .raw(">")
            .text(&format!("{letter} {points}"))
            .raw("</text>");
    }
    h.raw("</svg>");
}

/// The answer that settles most, with the way to its question.
fn next_question(case: &Case, draft: &str, h: &mut Html) {
    let Some(field) = next::question(&case.preview, &ask::asked(&case.draft, &[])) else {
        return;
    };
    let open = ask::open_questions(field, &case.draft);
    let Some(question) = open.first().or(field.questions().first()) else {
        return;
    };
    let words = t_with("preview.next", &[("question", message::name(question))]);
    match forms::page_of(question.id).filter(|_| !draft.is_empty()) {
        Some((_, page)) => {
            let to = Page::Form(draft.into(), page.id.into(), false);
            h.raw("<p>").link("", &nav::href(&to), &words).raw("</p>");
        }
        None => {
            h.p("", &words);
        }
    }
}

/// Whose rules, of which day, and that nobody has decided.
pub fn stamp(preview: &Preview, h: &mut Html) {
    let values = [
        ("rules", preview.rules.name()),
        ("date", platform::date_text(preview.profile.day())),
    ];
    h.p("outcome__stamp", &t_with("preview.stamp", &values));
}

/// The points table.
pub fn table(case: &Case, h: &mut Html) {
    h.raw("<div data-zh><table class=\"outcome__lines\"><caption>")
        .text(&t("preview.points_title"))
        .raw("</caption>");
    h.raw("<thead class=\"visually-hidden\"><tr><th scope=\"col\">")
        .text(&t("preview.item_column"));
    h.raw("</th><th scope=\"col\">")
        .text(&t("preview.points_column"))
        .raw("</th></tr></thead><tbody>");
    for item in &case.preview.points.items {
        line(case, item, h);
    }
    h.raw("</tbody></table>");
    original::close(h);
}

fn line(case: &Case, item: &Item, h: &mut Html) {
    h.raw("<tr><th scope=\"row\">")
        .text(&t(&format!("points.{}", item.id)));
    if item.id == "local" {
        note(&t("preview.local_note"), h);
    }
    if item.id == "place" && is_left_to_the_city(&case.preview.profile, case.preview.rules.table()) {
        note(&t("decides.city"), h);
    }
    let said = words::answers(case, item.from);
    if !said.is_empty() {
        note(
            &t_with("preview.from", &[("answers", platform::list_text(&said))]),
            h,
        );
    }
    let missing = words::missing(case, item.from);
    if item.low != item.high && !missing.is_empty() {
        note(
            &t_with("preview.missing", &[("answers", platform::list_text(&missing))]),
            h,
        );
    }
    h.raw("</th><td>")
        .text(&words::range(item.low, item.high))
        .raw("</td></tr>");
}

/// A line in small type below another.
pub fn note(words: &str, h: &mut Html) {
    if !words.is_empty() {
        h.raw("<span class=\"outcome__answer\">")
            .text(words)
            .raw("</span>");
    }
}

/// The conditions for everybody that nothing was said about yet: without them there is no category at all.
fn conditions_left(case: &Case, h: &mut Html) {
    let met = conditions(&case.preview.profile, &case.preview.rules);
    let open = CONDITIONS
        .iter()
        .zip(met)
        .filter(|(_, truth)| *truth == Truth::Unknown);
    let names: Vec<String> = open.map(|(name, _)| t(&format!("condition.{name}"))).collect();
    if !names.is_empty() {
        let values = [("conditions", platform::list_text(&names))];
        original::told("outcome__note", &t_with("preview.conditions_left", &values), h);
    }
}

/// Where only the pay could lead to A, and no figure is known for the place, the city can say.
fn by_city(case: &Case, all: &[RouteReason], h: &mut Html) {
    let standing = case.preview.standing();
    let open = |one: &&RouteReason| one.route.category == Category::A && one.truth == Truth::Unknown;
    let by_pay = |one: &RouteReason| {
        one.needs.iter().all(|need| {
            matches!(need, NeedReason::One(test) if test.truth == Truth::Yes
                || matches!(test.test, Test::SalaryTimes(_)) && test.decided_by.is_some())
        })
    };
    let mut open = all.iter().filter(open).peekable();
    let certain =
        standing.floor().is_some_and(|floor| floor > Category::A) && standing.is_possible(Category::A);
    if certain && open.peek().is_some() && open.all(by_pay) {
        original::told("outcome__note", &t("preview.a_by_city"), h);
    }
}

/// The routes that are met, and those by which answers may still lead to more; all of them have a page of their own.
fn routes(case: &Case, all: &[RouteReason], draft: &str, h: &mut Html) {
    let sure = all
        .iter()
        .filter(|one| one.truth == Truth::Yes)
        .map(|one| one.route.category)
        .min();
    let leads_on = |one: &RouteReason| {
        one.truth == Truth::Unknown
            && !one.route.only_claim
            && sure.is_none_or(|sure| one.route.category < sure)
    };
    let lists: [(&str, Vec<&RouteReason>); 2] = [
        (
            "preview.met_title",
            all.iter().filter(|one| one.truth == Truth::Yes).collect(),
        ),
        (
            "preview.open_title",
            all.iter().filter(|one| leads_on(one)).collect(),
        ),
    ];
    for (title, of_truth) in lists {
        if of_truth.is_empty() {
            continue;
        }
        h.raw("<h3>")
            .text(&t(title))
            .raw("</h3><ul class=\"outcome__routes\">");
        for one in of_truth {
            need::short(case, one, h);
        }
        h.raw("</ul>");
    }
    if !draft.is_empty() {
        h.raw("<ul class=\"outcome__links\">");
        let pages = [
            (Page::Category(draft.into()), "preview.reasons_title"),
            (Page::WhatIf(draft.into()), "preview.whatif_link"),
            (Page::Papers(draft.into()), "preview.documents_title"),
        ];
        for (page, text) in pages {
            h.raw("<li>").link("", &nav::href(&page), &t(text)).raw("</li>");
        }
        h.raw("</ul>");
    }
}
