//! Links to the pages where answers are changed.

use super::{message, rows};
use crate::html::Html;
use crate::nav;
use crate::page::Page;
use permit::answer::Key;
use permit::draft::Draft;
use permit::forms;
use permit::problem::Problem;

/// Where an answer is changed.
pub fn page_of(id: &str, page: &str, row: Option<&str>, question: &str) -> Page {
    match row.filter(|_| rows::with_pages(question).is_some()) {
        Some(row) => Page::Row(id.into(), page.into(), row.into(), true),
        None => Page::Form(id.into(), page.into(), true),
    }
}

/// A problem as a link to the page where it can be put right.
pub fn problem_link(problem: &Problem, draft: &Draft, id: &str, h: &mut Html) {
    link(&problem.key, id, &rows::problem(problem, draft), h);
}

/// Answers that the server names, as links to their pages; nothing where it names none.
pub fn answer_links(keys: &[Key], draft: &str, h: &mut Html) {
    if keys.is_empty() {
        return;
    }
    h.raw("<ul>");
    for key in keys {
        link(key, draft, &message::name_of(key), h);
    }
    h.raw("</ul>");
}

fn link(key: &Key, id: &str, words: &str, h: &mut Html) {
    let Key { question, row } = key;
    let page = forms::page_of(question).map(|(_, page)| page_of(id, page.id, row.as_deref(), question));
    h.raw("<li>");
    match page {
        Some(page) => h.link("", &nav::href(&page), words),
        None => h.text(words),
    };
    h.raw("</li>");
}
