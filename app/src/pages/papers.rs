//! What an application needs: the preview program says it, from the answers and the day on which one means to file.

use crate::components::field::field;
use crate::components::save_state::save_state;
use crate::editor::Editor;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use permit::forms::family::HAS_DEPENDANTS;
use permit::forms::plan::{FILING_DATE, SITUATION};

/// The page.
pub fn html(editor: Editor, id: &str, h: &mut Html) {
    h.link(
        "back-link",
        &nav::href(&Page::Tasks(id.into())),
        &t(key::TASKS_TITLE),
    )
    .raw("<div class=\"narrow\">")
    .h1(&t(key::PAPERS_TITLE))
    .p("lead", &t(key::PAPERS_LEAD));
    questions(editor, h);
    save_state(editor, h);
    island::place("", "papers", h);
    h.raw("<p>")
        .button("button button--secondary", "print", &t(key::STATUS_PRINT))
        .raw("</p></div>");
}

/// What the list depends on beside the category.
pub fn questions(editor: Editor, h: &mut Html) {
    for question in [&SITUATION, &FILING_DATE, &HAS_DEPENDANTS] {
        field(editor, question, None, h);
    }
}
