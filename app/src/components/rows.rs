//! The rows of a repeatable group: a list to add to, to change and to take from; taking away can be undone.

use super::field::{conflict, field, note};
use super::message;
use crate::app::App;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t, t_with};
use permit::answer::Key;
use permit::draft::Draft;
use permit::forms::{self, Group};
use permit::problem::Problem;
use permit::question::Kind;

/// The group whose rows have a page each, if the question stands in such: rows of one question stand on the group's page.
pub fn with_pages(question: &str) -> Option<&'static Group> {
    forms::group_of(question).filter(|group| group.questions.len() > 1)
}

/// A problem in words away from its row's page: the row's name first, for two jobs can lack the same.
pub fn problem(problem: &Problem, draft: &Draft) -> String {
    let words = message::problem(problem);
    let Some((group, row)) = with_pages(&problem.key.question).zip(problem.key.row.as_deref()) else {
        return words;
    };
    let place = group.rows(draft).iter().position(|other| *other == row);
    let name = message::row_name(draft, group, row, place.unwrap_or(0) + 1);
    format!("{name} – {words}")
}

/// The rows of a group on its page; `page_of` gives the page of a row.
pub fn rows(app: App, group: &'static Group, page_of: &dyn Fn(&str) -> Page, h: &mut Html) {
    let copy = app.editor.copy.read();
    let ids = group.rows(&copy.draft);
    h.raw("<div tabindex=\"-1\"").attr("id", group.id).raw(">");
    if ids.is_empty() {
        h.p("empty", &t(&format!("group.{}.empty", group.id)));
    } else {
        h.raw("<ul class=\"rows\">");
        for (place, row) in ids.iter().enumerate() {
            let name = message::row_name(&copy.draft, group, row, place + 1);
            h.raw("<li class=\"rows__item\" tabindex=\"-1\"")
                .attr("id", &format!("{}-{row}", group.id))
                .raw(">");
            conflict(&copy, &Key::in_row(group.id, row), h);
            if let [only] = group.questions {
                field(app.editor, only, Some(row), h);
            } else {
                h.raw("<h2>")
                    .text(&name)
                    .raw("</h2>")
                    .p("field__note", &months(&copy.draft, group, row));
                app.editor.problems.with(|all| {
                    if let Some(first) = all
                        .iter()
                        .find(|one| one.is_error() && one.key.row.as_deref() == Some(row))
                    {
                        note(first, h);
                    }
                });
            }
            h.raw("<div class=\"cluster\">");
            if group.questions.len() > 1 {
                h.raw("<a")
                    .attr("href", &nav::href(&page_of(row)))
                    .raw(">")
                    .text(&t(key::CHANGE))
                    .hidden_text(&name);
                h.raw("</a>");
            }
            h.raw("<button type=\"button\" class=\"link-button\"")
                .attr("data-act", &format!("remove {} {row}", group.id));
            h.raw(">")
                .text(&t(key::REMOVE))
                .hidden_text(&name)
                .raw("</button></div></li>");
        }
        h.raw("</ul>");
    }
    // Removed here and edited elsewhere: it stands in no list, but the person must choose.
    for key in copy.conflicts.keys().filter(|key| key.question == group.id) {
        if key.row.as_deref().is_some_and(|row| !ids.contains(&row)) {
            conflict(&copy, key, h);
        }
    }
    removed(app, group, h);
    if ids.len() >= group.max {
        h.p("", &t_with(key::ROWS_AT_MOST, &[("max", group.max.to_string())]));
    } else {
        let act = format!("add {}", group.id);
        h.raw("<p>")
            .button(
                "button button--secondary",
                &act,
                &t(&format!("group.{}.add", group.id)),
            )
            .raw("</p>");
    }
    h.raw("</div>");
}

/// The row that was just removed, and a way to bring it back.
pub fn removed(app: App, group: &'static Group, h: &mut Html) {
    if let Some((_, _, name)) = app.removed.get().filter(|(of, ..)| of == group.id) {
        h.raw("<div class=\"notice cluster\" role=\"status\"><span>")
            .text(&t_with(key::REMOVED, &[("what", name)]));
        h.raw("</span><button type=\"button\" class=\"link-button\" id=\"undo\" data-act=\"undo\">")
            .text(&t(key::UNDO));
        h.raw("</button></div>");
    }
}

/// The months of a row, where it has such.
fn months(draft: &Draft, group: &'static Group, row: &str) -> String {
    let months = group
        .questions
        .iter()
        .filter(|question| matches!(question.kind, Kind::Month(_)));
    let said: Vec<String> = months
        .filter_map(|question| message::answer(draft, question, Some(row)))
        .collect();
    said.join(" – ")
}
