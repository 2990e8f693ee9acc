//! Two scenarios side by side.

use super::{Case, panel, words};
use crate::html::Html;
use crate::text::t;
use permit::classify::reason;
use permit::truth::Truth;

/// The person's own answers, and those that are tried out.
pub fn page(own: &Case, tried: &Case, h: &mut Html) {
    h.raw("<div class=\"scenarios\">");
    for (case, title) in [(own, "preview.scenario_a"), (tried, "preview.scenario_b")] {
        h.raw("<section class=\"outcome\">").h2(&t(title));
        panel::head(case, h);
        let all = reason::reasons(&case.preview);
        let mut met = all.iter().filter(|one| one.truth == Truth::Yes).peekable();
        if met.peek().is_some() {
            h.raw("<h3>").text(&t("preview.met_title")).raw("</h3><ul>");
            for one in met {
                h.raw("<li>")
                    .text(&words::route(one.route.id))
                    .raw(" <span class=\"tag\">");
                h.text(&words::category(one.route.category)).raw("</span></li>");
            }
            h.raw("</ul>");
        }
        panel::table(case, h);
        panel::stamp(&case.preview, h);
        h.raw("</section>");
    }
    h.raw("</div>");
}
