//! Two scenarios side by side.

use super::{Case, panel, words};
use crate::components::message;
use crate::html::Html;
use crate::text::t;
use permit::classify::reason;
use permit::profile::Field;
use permit::truth::Truth;

/// The person's own answers, and those that are tried out: where each leads.
pub fn page(own: &Case, tried: &Case, h: &mut Html) {
    side_by_side(own, tried, h, &|case, h| {
        panel::head(case, h);
        let all = reason::reasons(&case.preview);
        let mut met = all.iter().filter(|one| one.truth == Truth::Yes).peekable();
        if met.peek().is_some() {
            h.raw("<h3>")
                .text(&t("preview.met_title"))
                .raw("</h3><ul class=\"outcome__changes\">");
            for one in met {
                h.raw("<li>")
                    .text(&words::route(one.route.id))
                    .raw(" <span class=\"tag\">");
                h.text(&words::category(one.route.category)).raw("</span></li>");
            }
            h.raw("</ul>");
        }
    });
}

/// What was changed, the points of both, and by which rules they were counted.
pub fn points(own: &Case, tried: &Case, h: &mut Html) {
    differences(own, tried, h);
    side_by_side(own, tried, h, &|case, h| {
        panel::table(case, h);
        panel::stamp(&case.preview, h);
    });
}

/// The answers that differ, as a table: it says on paper what the fields say on the screen.
fn differences(own: &Case, tried: &Case, h: &mut Html) {
    let mut seen: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for question in Field::ALL.iter().flat_map(|field| field.questions()) {
        let said = [own, tried].map(|case| {
            let asked = question.is_asked(&case.draft, None);
            message::answer(&case.draft, question, None).filter(|_| asked)
        });
        let [one, other] = &said;
        if one != other && !seen.contains(&question.id) {
            seen.push(question.id);
            rows.push((message::name(question), said));
        }
    }
    if rows.is_empty() {
        return;
    }
    h.raw("<table class=\"outcome__lines\"><caption>")
        .text(&t("preview.differences_title"))
        .raw("</caption><thead><tr><td></td>");
    for title in ["preview.scenario_a", "preview.scenario_b"] {
        h.raw("<th scope=\"col\">").text(&t(title)).raw("</th>");
    }
    h.raw("</tr></thead><tbody>");
    for (name, said) in rows {
        h.raw("<tr><th scope=\"row\">").text(&name).raw("</th>");
        for answer in said {
            let words = answer.unwrap_or_else(|| "–".into()).replace('\n', ", ");
            h.raw("<td>").text(&words).raw("</td>");
        }
        h.raw("</tr>");
    }
    h.raw("</tbody></table>");
}

fn side_by_side(own: &Case, tried: &Case, h: &mut Html, inside: &dyn Fn(&Case, &mut Html)) {
    h.raw("<div class=\"scenarios\">");
    for (case, title) in [(own, "preview.scenario_a"), (tried, "preview.scenario_b")] {
        h.raw("<section class=\"outcome\">").h2(&t(title));
        inside(case, h);
        h.raw("</section>");
    }
    h.raw("</div>");
}
