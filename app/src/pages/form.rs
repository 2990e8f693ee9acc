//! A page of the form: a few questions, what is wrong with them after "Continue", and the preview beside them.

use crate::app::App;
use crate::components::error_summary::{error_summary, line};
use crate::components::field::field;
use crate::components::rows::{self, rows};
use crate::components::save_state::save_state;
use crate::components::{names, timeline};
use crate::editor::Editor;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t, t_opt};
use permit::forms::{self, Section, declarations, identity, work};
use permit::judge;

/// The page.
pub fn html(app: App, draft: &str, id: &str, checking: bool, h: &mut Html) {
    let editor = app.editor;
    let Some((section, page)) = forms::pages().find(|(_, page)| page.id == id) else {
        super::not_found(h);
        return;
    };
    let back = previous(section, page, draft, checking);
    let page_of = |row: &str| Page::Row(draft.into(), id.into(), row.into(), checking);
    h.raw("<div class=\"columns\"><div>")
        .link("back-link", &nav::href(&back), &t(key::BACK));
    if app.asked.get() > 0 {
        editor.problems.with(|all| {
            let mine = all.iter().filter(|one| one.is_error() && judge::is_on(one, page));
            let lines: Vec<_> = mine
                .map(
                    |one| match rows::with_pages(&one.key.question).and(one.key.row.as_ref()) {
                        Some(row) => (
                            nav::href(&page_of(row)),
                            editor.copy.with(|copy| rows::problem(one, &copy.draft)),
                        ),
                        None => line(one),
                    },
                )
                .collect();
            error_summary(&lines, h);
        });
    }
    // The only page of a section is called like it.
    if section.pages.len() > 1 {
        h.p("caption", &t(&format!("section.{}.title", section.id)));
    }
    h.h1(&t(&format!("page.{}.title", page.id)));
    h.p(
        "lead",
        &t_opt(&format!("page.{}.lead", page.id)).unwrap_or_default(),
    );
    h.raw("<form novalidate data-act=\"continue\">");
    for question in page.questions {
        field(editor, question, None, h);
    }
    if page
        .questions
        .iter()
        .any(|question| question.id == identity::NATIVE_NAME.id)
    {
        editor.copy.with(|copy| names::names(&copy.draft, h));
    }
    if let Some(group) = page.group.filter(|group| {
        editor
            .copy
            .with(|copy| group.asked.holds(&copy.draft, None).is_yes())
    }) {
        if group.id == work::WORK.id {
            editor.copy.with(|copy| timeline::timeline(&copy.draft, h));
        }
        rows(app, group, &page_of, h);
    }
    h.raw("<div class=\"cluster\"><button class=\"button\">")
        .text(&t(key::CONTINUE))
        .raw("</button>");
    h.link(
        "",
        &nav::href(&Page::Tasks(draft.into())),
        &t(key::SAVE_AND_TASKS),
    )
    .raw("</div></form>");
    save_state(editor, h);
    h.raw("</div>");
    island::panel(draft, h);
    h.raw("</div>");
}

/// Where "Continue" leads: the next page of the section that asks anything, then the task list.
pub fn following(
    editor: Editor,
    section: &'static Section,
    page: &'static forms::Page,
    draft: &str,
    checking: bool,
) -> Page {
    if section.id == declarations::SECTION.id {
        return Page::Send(draft.into());
    }
    if checking {
        return Page::Check(draft.into());
    }
    let mut after = section
        .pages
        .iter()
        .skip_while(|other| other.id != page.id)
        .skip(1);
    let next = editor
        .copy
        .with(|copy| after.find(|page| page.is_asked(&copy.draft)).map(|page| page.id));
    next.map_or_else(
        || Page::Tasks(draft.into()),
        |next| Page::Form(draft.into(), next.into(), false),
    )
}

/// Where "Back" leads: the page before in this section, or where the person came from.
fn previous(section: &'static Section, page: &'static forms::Page, draft: &str, checking: bool) -> Page {
    if checking || section.id == declarations::SECTION.id {
        return Page::Check(draft.into());
    }
    let before = section
        .pages
        .iter()
        .take_while(|other| other.id != page.id)
        .last();
    before.map_or_else(
        || Page::Tasks(draft.into()),
        |before| Page::Form(draft.into(), before.id.into(), false),
    )
}
