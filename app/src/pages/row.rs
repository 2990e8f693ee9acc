//! One row of a repeatable group: a school, a job, a relative.

use crate::app::App;
use crate::components::error_summary::{error_summary, line};
use crate::components::field::{conflict, field};
use crate::components::message;
use crate::components::save_state::save_state;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t};
use permit::answer::Key;
use permit::forms;
use permit::problem::Problem;

/// Which row.
pub struct Place<'a> {
    /// The draft.
    pub draft: &'a str,
    /// The group's page.
    pub page: &'a str,
    /// The row.
    pub row: &'a str,
    /// Whether the person comes from "check your answers".
    pub checking: bool,
}

/// The page.
pub fn html(app: App, place: &Place<'_>, h: &mut Html) {
    let found = forms::pages().find(|(_, page)| page.id == place.page);
    let Some((section, group)) = found.and_then(|(section, page)| Some((section, page.group?))) else {
        super::not_found(h);
        return;
    };
    let editor = app.editor;
    let list = nav::href(&Page::Form(place.draft.into(), place.page.into(), place.checking));
    let (number, name) = editor.copy.with(|copy| {
        let number = group.rows(&copy.draft).iter().position(|row| *row == place.row);
        (
            number,
            message::row_name(&copy.draft, group, place.row, number.unwrap_or(0) + 1),
        )
    });
    h.raw("<div class=\"columns\"><div>")
        .link("back-link", &list, &t(key::BACK));
    if app.asked.get() > 0 {
        editor.problems.with(|all| {
            let is_mine = |one: &&Problem| one.is_error() && one.key.row.as_deref() == Some(place.row);
            error_summary(&all.iter().filter(is_mine).map(line).collect::<Vec<_>>(), h);
        });
    }
    h.p("caption", &t(&format!("section.{}.title", section.id)))
        .h1(&name);
    editor
        .copy
        .with(|copy| conflict(copy, &Key::in_row(group.id, place.row), h));
    if number.is_none() {
        h.raw("<div class=\"notice notice--warning\" role=\"alert\">")
            .p("", &t(key::ROW_GONE))
            .raw("</div>");
    } else {
        h.raw("<form novalidate data-act=\"continue\">");
        for question in group.questions {
            field(editor, question, Some(place.row), h);
        }
        h.raw("<button class=\"button\">")
            .text(&t(key::ROW_DONE))
            .raw("</button></form>");
    }
    save_state(editor, h);
    h.raw("</div>");
    island::panel(place.draft, h);
    h.raw("</div>");
}
