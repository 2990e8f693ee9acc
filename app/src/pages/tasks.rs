//! The task list of a draft: the sections, each with its state, in any order.

use crate::app::App;
use crate::components::save_state::save_state;
use crate::editor::{Account, Editor};
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t, t_with};
use permit::draft::Draft;
use permit::forms::{self, Section};
use permit::judge::{self, SectionState};
use permit::landing::SHARED;
use permit::problem::Problem;

/// The page.
pub fn html(app: App, id: &str, h: &mut Html) {
    let editor = app.editor;
    let problems = editor.problems.read();
    h.raw("<div class=\"columns\"><div>").h1(&t(key::TASKS_TITLE));
    super::failed(app, h);
    let notes = editor.notes.get();
    if notes > 0 {
        // Another document.
        let page = Page::Open(["account/notes/", id].concat());
        h.raw("<p class=\"notice\"><a target=\"_self\"")
            .attr("href", &nav::href(&page))
            .raw(">")
            .text(&t_with(key::TASKS_NOTES, &[("count", notes.to_string())]))
            .raw("</a></p>");
    }
    h.p("lead", &t(key::TASKS_LEAD));
    editor.copy.with(|copy| {
        let state = |section: &&'static Section| judge::section_state(section, &copy.draft, &problems);
        let done = forms::SECTIONS
            .iter()
            .filter(|section| state(section) == SectionState::Done)
            .count();
        let values = [
            ("done", done.to_string()),
            ("all", forms::SECTIONS.len().to_string()),
        ];
        h.raw("<p role=\"status\">")
            .text(&t_with(key::TASKS_PROGRESS, &values))
            .raw("</p><ol class=\"task-list\">");
        for section in forms::SECTIONS {
            item(
                section,
                state(section),
                id,
                entrance(section, &copy.draft, &problems),
                h,
            );
        }
    });
    h.raw("</ol>").h2(&t(key::FILES_TITLE));
    island::place("", "slot-count", h);
    h.raw("<p>")
        .link(
            "button button--secondary",
            &nav::href(&Page::Files(id.into())),
            &t(key::FILES_LINK),
        )
        .raw("</p><p>")
        .link(
            "button",
            &nav::href(&Page::Check(id.into())),
            &t(key::TASKS_CHECK),
        )
        .raw("</p>");
    h.p("field__hint", &t(key::TASKS_CHECK_HINT));
    save_state(editor, h);
    if *editor.account.read() == Account::Nobody {
        invitation(editor, h);
    }
    h.raw("<p>")
        .button("link-button", "ask-delete", &t(key::TASKS_DELETE))
        .raw("</p></div>");
    island::panel(id, h);
    h.raw("</div>");
}

fn item(section: &'static Section, state: SectionState, id: &str, page: &str, h: &mut Html) {
    let class = match state {
        SectionState::Done => "task-list__status task-list__status--done",
        SectionState::NotStarted => "task-list__status task-list__status--todo",
        SectionState::InProgress => "task-list__status task-list__status--progress",
        SectionState::Problem => "task-list__status task-list__status--problem",
    };
    let status = format!("{}-status", section.id);
    h.raw("<li class=\"task-list__item\"><div><a class=\"task-list__link\"")
        .attr("aria-describedby", &status);
    h.attr("href", &nav::href(&Page::Form(id.into(), page.into(), false)))
        .raw(">");
    h.text(&t(&format!("section.{}.title", section.id))).raw("</a>");
    h.p("field__note", &t(&format!("section.{}.hint", section.id)))
        .raw("</div><span")
        .attr("class", class);
    h.attr("id", &status)
        .raw(">")
        .text(&t(&format!("section_state.{}", state.name())))
        .raw("</span></li>");
}

/// The page at which a section is entered: once begun, the first with something open; otherwise the first.
fn entrance(section: &'static Section, draft: &Draft, problems: &[Problem]) -> &'static str {
    let begun = section.pages.iter().any(|page| {
        page.asked(draft)
            .iter()
            .any(|(question, row)| !draft.raw(&question.key(*row)).is_empty())
    });
    let is_open = |page: &&'static forms::Page| {
        problems
            .iter()
            .any(|one| one.is_error() && judge::is_on(one, page))
    };
    let open = section.pages.iter().filter(|_| begun).find(is_open);
    open.or(section.pages.first()).map_or("", |page| page.id)
}

/// Signing in is offered, not asked for, until something is to be sent.
fn invitation(editor: Editor, h: &mut Html) {
    h.raw("<section class=\"notice\">")
        .h2(&t(key::TASKS_SIGN_IN_TITLE))
        .p("", &t(key::TASKS_SIGN_IN_TEXT));
    h.raw("<p>")
        .button("button button--secondary", "sign-in", &t(key::SIGN_IN))
        .raw("</p>");
    shared_box(editor, h);
    h.raw("</section>");
}

/// "This is a shared computer", as it is.
pub fn shared_box(editor: Editor, h: &mut Html) {
    h.raw("<div class=\"choice\"><input type=\"checkbox\"")
        .attr("id", SHARED)
        .flag("checked", editor.in_memory_only.get());
    h.raw("><label")
        .attr("for", SHARED)
        .raw(">")
        .text(&t("landing.shared"))
        .raw("</label></div>");
}
