//! Check your answers: the preview program shows them, and what is still to put right.

use crate::components::save_state::save_state;
use crate::editor::Editor;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use permit::forms::declarations;

/// The page.
pub fn html(editor: Editor, id: &str, h: &mut Html) {
    h.link(
        "back-link",
        &nav::href(&Page::Tasks(id.into())),
        &t(key::SAVE_AND_TASKS),
    );
    h.h1(&t(key::CHECK_TITLE))
        .raw("<div class=\"narrow\">")
        .p("lead", &t(key::CHECK_LEAD));
    island::place("", &format!("check {id}"), h);
    let first = declarations::SECTION.pages.first().map_or("", |page| page.id);
    let next = Page::Form(id.into(), first.into(), false);
    h.raw("<p>")
        .link("button", &nav::href(&next), &t(key::CHECK_CONTINUE))
        .raw("</p>");
    save_state(editor, h);
    h.raw("</div>");
}
