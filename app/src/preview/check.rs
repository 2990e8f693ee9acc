//! "Check your answers": what is still to put right, and every section.

use super::Case;
use super::summary::Summary;
use crate::components::answer_links::problem_link;
use crate::html::Html;
use crate::original;
use crate::platform;
use crate::text::{key, t, t_with};
use permit::forms::{self, declarations};
use permit::judge;
use permit::lifecycle::excused::counting;
use permit::problem::Problem;

/// The page below its heading; links lead to the pages of this draft. What is `excused` is nothing to put right.
pub fn page(case: &Case, id: &str, excused: &str, h: &mut Html) {
    let declare = declarations::SECTION.pages;
    let all = judge::judge(&case.draft, platform::today_in_china());
    let problems = counting(all, excused);
    let declared = |one: &Problem| declare.iter().any(|page| judge::is_on(one, page));
    let open: Vec<&Problem> = problems
        .iter()
        .filter(|one| one.is_error() && !declared(one))
        .collect();
    if open.is_empty() {
        h.p("notice notice--success", &t(key::CHECK_READY));
    } else {
        let count = open.len().to_string();
        h.raw("<div class=\"notice notice--warning\" data-zh>")
            .h2(&t_with(key::CHECK_PROBLEMS, &[("count", count)]))
            .raw("<ul>");
        for problem in open {
            problem_link(problem, &case.draft, id, h);
        }
        h.raw("</ul>");
        original::close(h);
    }
    h.p("", &t(key::CHECK_EMPLOYER_NOTE));
    let summary = Summary {
        draft: &case.draft,
        problems: &problems,
        change: Some(id),
    };
    for section in forms::SECTIONS
        .iter()
        .filter(|section| section.id != declarations::SECTION.id)
    {
        summary.section(section, h);
    }
}
