//! The whole of the reasons: conditions, every route by category, the points, what would change it.

use super::{Case, change, need, panel, words};
use crate::html::Html;
use crate::original;
use crate::text::{pair, t};
use permit::classify::{CONDITIONS, Category, conditions, reason};
use permit::forms;
use permit::question::Question;
use permit::truth::Truth;

/// The page below its heading.
pub fn page(case: &Case, draft: &str, h: &mut Html) {
    let verdict = case.preview.standing().verdict();
    h.raw("<section class=\"outcome\">");
    panel::head(case, h);
    h.p("", &t(&format!("preview.verdict.{verdict}.detail")));
    panel::stamp(&case.preview, h);
    h.raw("</section>");
    change::changes(case, !draft.is_empty(), true, h);
    general(case, h);
    panel::table(case, h);
    routes(case, h);
}

/// What else counts, at the place of work, under the routes that a question offers.
pub fn local(case: &Case, question: &str, h: &mut Html) {
    let choices = forms::question(question).map_or(&[][..], Question::choices);
    for addition in choices
        .iter()
        .flat_map(|route| case.preview.rules.additions(route))
    {
        // The choice that it belongs to comes first.
        let rule = t(&format!("rule.{}", addition.id));
        need::local(&pair(&words::route(addition.to), &rule), &addition.wording, h);
    }
}

fn general(case: &Case, h: &mut Html) {
    h.h2(&t("preview.conditions_title"))
        .raw("<div data-zh><ul class=\"outcome__routes\">");
    for (name, truth) in CONDITIONS
        .iter()
        .zip(conditions(&case.preview.profile, &case.preview.rules))
    {
        h.raw("<li")
            .attr("data-truth", words::truth_name(truth))
            .raw("><div>");
        h.text(&t(&format!("condition.{name}")))
            .raw(" <span>")
            .text(&words::truth(truth))
            .raw("</span></div></li>");
    }
    h.raw("</ul>");
    original::close(h);
}

/// Category by category; in each what is met, what is open, and folded away what is not met.
fn routes(case: &Case, h: &mut Html) {
    let all = reason::reasons(&case.preview);
    for category in Category::ALL {
        h.h2(&words::category(category));
        let of = |truth: Truth| {
            all.iter()
                .filter(move |one| one.route.category == category && one.truth == truth)
        };
        for (truth, title) in [
            (Truth::Yes, "preview.met_title"),
            (Truth::Unknown, "preview.open_title"),
        ] {
            if of(truth).next().is_some() {
                h.raw("<h3>")
                    .text(&t(title))
                    .raw("</h3><ul class=\"outcome__routes outcome__routes--whole\">");
                of(truth).for_each(|one| need::whole(case, one, h));
                h.raw("</ul>");
            }
        }
        if of(Truth::No).next().is_some() {
            h.raw("<details class=\"field__more\"><summary>")
                .text(&t("preview.not_met_title"))
                .raw("</summary>");
            h.raw("<ul class=\"outcome__routes outcome__routes--whole\">");
            of(Truth::No).for_each(|one| need::whole(case, one, h));
            h.raw("</ul></details>");
        }
    }
}
