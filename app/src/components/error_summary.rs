//! What is wrong on a page, at its top: it takes the focus, and each line leads to its field.

use super::field::field_id;
use super::message;
use crate::html::Html;
use crate::text::{key, t};
use permit::problem::Problem;

/// The summary; nothing where there is nothing to say. Each line is an element's id and its words.
pub fn error_summary(lines: &[(String, String)], h: &mut Html) {
    if lines.is_empty() {
        return;
    }
    h.raw("<div class=\"error-summary\" id=\"error-summary\" tabindex=\"-1\" role=\"group\" ");
    h.raw("aria-labelledby=\"error-summary-title\"><h2 class=\"error-summary__title\" id=\"error-summary-title\">");
    h.text(&t(key::SUMMARY_TITLE))
        .raw("</h2><ul class=\"error-summary__list\">");
    for (id, words) in lines {
        h.raw("<li>").link("", &format!("#{id}"), words).raw("</li>");
    }
    h.raw("</ul></div>");
}

/// The lines for problems.
pub fn lines(problems: &[&Problem]) -> Vec<(String, String)> {
    problems
        .iter()
        .map(|problem| (field_id(&problem.key), message::problem(problem)))
        .collect()
}
