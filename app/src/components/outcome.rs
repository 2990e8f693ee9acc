//! Where the person stands: the category in sight, the points with the answers that gave them, the routes. A preview.

use super::message;
use crate::editor::Editor;
use crate::html::Html;
use crate::platform;
use crate::text::{key, t, t_opt, t_with};
use permit::classify::points::{Line, Points};
use permit::classify::routes::{Criterion, Route};
use permit::classify::{Category, Preview};
use permit::draft::Draft;
use permit::policy;
use permit::question::Question;
use permit::truth::Truth;

/// The right end of the scale: the most that the table gives, with what the province may add.
const FULL: u32 = 120;

/// The panel beside the form; on a narrow screen a strip whose details open.
pub fn panel(editor: Editor, h: &mut Html) {
    let preview = editor.preview.read();
    let verdict = preview.verdict();
    h.raw("<aside class=\"columns__aside\" tabindex=\"0\" aria-labelledby=\"outcome-title\"><section class=\"outcome\">");
    h.raw("<h2 class=\"outcome__title\" id=\"outcome-title\">")
        .text(&t(key::PREVIEW_TITLE))
        .raw("</h2>");
    h.raw("<p class=\"outcome__verdict\" aria-live=\"polite\">")
        .text(&t(&format!("preview.verdict.{verdict}")));
    h.raw("</p>")
        .p("outcome__sum", &sum(&preview.points))
        .raw("<div class=\"outcome__bar\">");
    scale(&preview.points, h);
    h.raw("</div><details class=\"outcome__more\"><summary>")
        .text(&t(key::PREVIEW_MORE))
        .raw("</summary>");
    h.p("", &t(&format!("preview.verdict.{verdict}.detail")));
    editor.copy.with(|copy| details(&preview, &copy.draft, h));
    h.raw("</details></section></aside>");
}

/// The points in a sentence.
fn sum(points: &Points) -> String {
    let values = [("low", points.low.to_string()), ("high", points.high.to_string())];
    let key = if points.low == points.high {
        "preview.points_exact"
    } else {
        "preview.points"
    };
    let reach = match points.high_with_local() {
        _ if points.low >= policy::A_POINTS => None,
        high if high < policy::B_POINTS => t_opt("preview.reach_b"),
        high if high < policy::A_POINTS => t_opt("preview.reach_a"),
        _ => None,
    };
    [Some(t_with(key, &values)), reach]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The range on a line from 0 to 120, and where B and A begin. Its words stand beside it.
fn scale(points: &Points, h: &mut Html) {
    let x = |points: u32| points.min(FULL) * 300 / FULL;
    let bar = |class: &'static str, from: u32, to: u32, h: &mut Html| {
        h.raw("<rect y=\"10\" height=\"12\" rx=\"6\"")
            .attr("class", class)
            .attr("x", &from.to_string());
        h.attr("width", &(to - from).max(4).to_string()).raw("/>");
    };
    h.raw("<svg class=\"outcome__scale\" viewBox=\"0 0 300 46\" aria-hidden=\"true\">");
    bar("scale__track", 0, 300, h);
    bar(
        "scale__range scale__range--local",
        x(points.low),
        x(points.high_with_local()),
        h,
    );
    bar("scale__range", x(points.low), x(points.high), h);
    for (points, letter) in [(policy::B_POINTS, "B"), (policy::A_POINTS, "A")] {
        let at = x(points).to_string();
        h.raw("<line class=\"scale__mark\" y1=\"6\" y2=\"26\"")
            .attr("x1", &at)
            .attr("x2", &at)
            .raw("/>");
        h.raw("<text class=\"scale__text\" y=\"42\"")
            .attr("x", &at)
            .raw(">")
            .text(&format!("{letter} {points}"));
        h.raw("</text>");
    }
    h.raw("</svg>");
}

fn details(preview: &Preview, draft: &Draft, h: &mut Html) {
    let date = platform::date_text(preview.as_of);
    h.p(
        "outcome__stamp",
        &t_with(
            key::PREVIEW_STAMP,
            &[("rules", preview.rules.into()), ("date", date)],
        ),
    );
    h.raw("<table class=\"outcome__lines\"><caption>")
        .text(&t(key::PREVIEW_POINTS_TITLE))
        .raw("</caption>");
    h.raw("<thead class=\"visually-hidden\"><tr><th scope=\"col\">")
        .text(&t(key::PREVIEW_TABLE_GROUP));
    h.raw("</th><th scope=\"col\">")
        .text(&t(key::PREVIEW_TABLE_POINTS))
        .raw("</th></tr></thead><tbody>");
    for line in &preview.points.lines {
        points_line(line, draft, h);
    }
    h.raw("</tbody><tfoot><tr><th scope=\"row\">")
        .text(&t("points.local"));
    answer_note(&t(key::PREVIEW_LOCAL_NOTE), h);
    h.raw("</th><td>")
        .text(&range(0, policy::LOCAL_POINTS))
        .raw("</td></tr></tfoot></table>");
    h.raw("<h3>")
        .text(&t(key::PREVIEW_ROUTES_TITLE))
        .raw("</h3><ul class=\"outcome__routes\">");
    for one in &preview.routes {
        route(one, draft, h);
    }
    h.raw("</ul>");
}

/// The answers of these questions in words, and the names of those that are missing.
fn answers(questions: &[&'static Question], draft: &Draft) -> (Vec<String>, Vec<String>) {
    let (mut given, mut missing) = (Vec::new(), Vec::new());
    for question in questions {
        match message::answer(draft, question, None) {
            Some(answer) => given.push(format!(
                "{}: {}",
                message::name(question),
                answer.replace('\n', ", ")
            )),
            None => missing.push(message::name(question)),
        }
    }
    (given, missing)
}

fn answer_note(words: &str, h: &mut Html) {
    if !words.is_empty() {
        h.raw("<span class=\"outcome__answer\">")
            .text(words)
            .raw("</span>");
    }
}

fn from(given: &[String], h: &mut Html) {
    if !given.is_empty() {
        answer_note(&t_with(key::PREVIEW_FROM, &[("answers", given.join("; "))]), h);
    }
}

fn points_line(line: &Line, draft: &Draft, h: &mut Html) {
    let (given, missing) = answers(&line.from, draft);
    h.raw("<tr><th scope=\"row\">")
        .text(&t(&format!("points.{}", line.group)));
    from(&given, h);
    if line.low != line.high && !missing.is_empty() {
        answer_note(
            &t_with(
                key::PREVIEW_ANSWER_MISSING,
                &[("answers", platform::list_text(&missing))],
            ),
            h,
        );
    }
    h.raw("</th><td>")
        .text(&range(line.low, line.high))
        .raw("</td></tr>");
}

fn range(low: u32, high: u32) -> String {
    if low == high {
        return platform::number_text(low);
    }
    t_with(
        key::PREVIEW_UP_TO,
        &[
            ("low", platform::number_text(low)),
            ("high", platform::number_text(high)),
        ],
    )
}

fn truth_name(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    }
}

fn route(route: &Route, draft: &Draft, h: &mut Html) {
    let letter = match route.category {
        Category::A => "category.a",
        Category::B => "category.b",
        Category::C => "category.c",
    };
    let name = truth_name(route.truth());
    h.raw("<li")
        .attr("data-truth", name)
        .raw("><div><strong>")
        .text(&t(&format!("route.{}", route.id)));
    h.raw("</strong> <span class=\"tag\">")
        .text(&t(letter))
        .raw("</span> <span>")
        .text(&t(&format!("truth.{name}")));
    h.raw("</span>");
    answer_note(&t(&format!("route.{}.why", route.id)), h);
    for one in &route.criteria {
        criterion(one, draft, h);
    }
    h.raw("</div></li>");
}

fn criterion(criterion: &Criterion, draft: &Draft, h: &mut Html) {
    let values = message::criterion_values(&criterion.args, criterion.name.starts_with("salary"));
    let state = t(&format!("truth.{}", truth_name(criterion.truth)));
    // Where a figure is missing, the tail says why; the sentence would have a hole.
    let words = match criterion.open {
        Some(tail) if criterion.args.is_empty() => t(&format!("criterion.{}.{tail}", criterion.name)),
        _ => format!(
            "{}: {state}",
            t_with(&format!("criterion.{}", criterion.name), &values)
        ),
    };
    answer_note(&words, h);
    if let Some(tail) = criterion.open.filter(|_| !criterion.args.is_empty()) {
        answer_note(
            &t_with(&format!("criterion.{}.{tail}", criterion.name), &values),
            h,
        );
    }
    // For the points the table above says it already.
    if criterion.name != "points" {
        from(&answers(&criterion.from, draft).0, h);
    }
}
