//! The documents: the list of them, and a page for each. What is needed and how it stands, the preview program says; what
//! lies in a document and what is on its way, the documents program.

use crate::app::App;
use crate::components::field::field;
use crate::components::rows::removed;
use crate::components::save_state::save_state;
use crate::editor::Editor;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::page::Page;
use crate::text::{key, t, t_opt};
use permit::forms::documents::{DOC_ISSUED, DOC_SLOT, DOCUMENTS};

/// The list.
pub fn list(editor: Editor, id: &str, h: &mut Html) {
    head(Page::Tasks(id.into()), key::TASKS_TITLE, &t(key::FILES_TITLE), h);
    h.p("lead", &t(key::FILES_LEAD));
    save_state(editor, h);
    island::place("", &format!("slots {id}"), h);
    h.raw("<p>")
        .link("", &nav::href(&Page::Papers(id.into())), &t(key::PAPERS_TITLE))
        .raw("</p></div>");
}

/// One document.
pub fn slot(app: App, id: &str, slot: &str, h: &mut Html) {
    let title = t_opt(&format!("document.{slot}.title")).unwrap_or_else(|| t(key::FILES_TITLE));
    head(Page::Files(id.into()), key::FILES_TITLE, &title, h);
    island::place("", &format!("slot {slot}"), h);
    h.raw("<div tabindex=\"-1\"").attr("id", DOCUMENTS.id).raw(">");
    island::place("", &format!("files {id} {slot}"), h);
    removed(app, &DOCUMENTS, h);
    h.raw("</div>");
    let editor = app.editor;
    if island::ask(&format!("dated {slot}"), editor).is_some_and(|dated| !dated.is_empty()) {
        let rows: Vec<String> = editor.copy.with(|copy| {
            let mine = |row: &&str| copy.draft.raw(&DOC_SLOT.key(Some(row))) == slot;
            let rows = DOCUMENTS.rows(&copy.draft).into_iter();
            rows.filter(mine).map(str::to_owned).collect()
        });
        for row in rows {
            field(editor, &DOC_ISSUED, Some(&row), h);
        }
    }
    save_state(editor, h);
    h.raw("</div>");
}

fn head(back: Page, name: &str, title: &str, h: &mut Html) {
    h.link("back-link", &nav::href(&back), &t(name))
        .raw("<div class=\"narrow\">")
        .h1(title);
}
