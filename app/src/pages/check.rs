//! Check your answers: every section, what is still to put right, and the way to the declarations.

use crate::components::save_state::save_state;
use crate::components::summary::{Summary, problem_link};
use crate::editor::Editor;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t, t_with};
use permit::forms::{self, declarations};
use permit::judge;
use permit::problem::Problem;

/// The page.
pub fn html(editor: Editor, id: &str, h: &mut Html) {
    let declare = declarations::SECTION.pages;
    let problems = editor.problems.read();
    let declared = |one: &Problem| declare.iter().any(|page| judge::is_on(one, page));
    let open: Vec<&Problem> = problems
        .iter()
        .filter(|one| one.is_error() && !declared(one))
        .collect();
    h.link(
        "back-link",
        &nav::href(&Page::Tasks(id.into())),
        &t(key::SAVE_AND_TASKS),
    );
    h.h1(&t(key::CHECK_TITLE))
        .raw("<div class=\"narrow\">")
        .p("lead", &t(key::CHECK_LEAD));
    if open.is_empty() {
        h.p("notice notice--success", &t(key::CHECK_READY));
    } else {
        let count = open.len().to_string();
        h.raw("<div class=\"notice notice--warning\">")
            .h2(&t_with(key::CHECK_PROBLEMS, &[("count", count)]))
            .raw("<ul>");
        editor.copy.with(|copy| {
            for problem in open {
                problem_link(problem, &copy.draft, id, h);
            }
        });
        h.raw("</ul></div>");
    }
    h.p("", &t(key::CHECK_EMPLOYER_NOTE));
    editor.copy.with(|copy| {
        let summary = Summary {
            draft: &copy.draft,
            problems: &problems,
            change: Some(id),
        };
        for section in forms::SECTIONS
            .iter()
            .filter(|section| section.id != declarations::SECTION.id)
        {
            summary.section(section, h);
        }
    });
    let next = Page::Form(
        id.into(),
        declare.first().map_or("", |page| page.id).into(),
        false,
    );
    h.raw("<p>")
        .link("button", &nav::href(&next), &t(key::CHECK_CONTINUE))
        .raw("</p>");
    save_state(editor, h);
    h.raw("</div>");
}
