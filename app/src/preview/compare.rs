//! Two scenarios side by side.

use super::{Case, panel, words};
use crate::html::Html;
use crate::text::t;
use permit::classify::reason;
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

/// The points of both, and by which rules they were counted.
pub fn points(own: &Case, tried: &Case, h: &mut Html) {
    side_by_side(own, tried, h, &|case, h| {
        panel::table(case, h);
        panel::stamp(&case.preview, h);
    });
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
