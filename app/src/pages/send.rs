//! The last step: "my part is ready". However often the button is pressed, it is sent once. What the employer receives,
//! the box by which the person agrees to it and the button are shown by the preview program, one with the other.

use crate::app::App;
use crate::components::answer_links::problem_link;
use crate::components::save_state::save_state;
use crate::editor::SaveState;
use crate::html::Html;
use crate::island;
use crate::nav;
use crate::original;
use crate::page::Page;
use crate::platform::dom;
use crate::text::{key, t};
use permit::problem::Problem;

/// The page.
pub fn html(app: App, id: &str, h: &mut Html) {
    let problems = app.editor.problems.read();
    let open: Vec<&Problem> = problems.iter().filter(|one| one.is_error()).collect();
    h.link("back-link", &nav::href(&Page::Check(id.into())), &t(key::BACK));
    h.raw("<div class=\"narrow\">").h1(&t(key::SEND_TITLE));
    super::failed(app, h);
    h.p("lead", &t(key::SEND_TEXT));
    if !open.is_empty() {
        h.raw("<div class=\"notice notice--warning\" data-zh>")
            .p("", &t(key::SEND_PROBLEMS))
            .raw("<ul>");
        app.editor.copy.with(|copy| {
            for problem in open {
                problem_link(problem, &copy.draft, id, h);
            }
        });
        h.raw("</ul>");
        original::close(h);
    } else if app.is_signed_in() {
        island::place("", &format!("handover {id}"), h);
    } else {
        h.p("", &t(key::SEND_SIGN_IN))
            .raw("<p>")
            .button("button", "sign-in", &t(key::SIGN_IN))
            .raw("</p>");
    }
    save_state(app.editor, h);
    h.raw("</div>");
}

/// The id of the box. It is named by the revision that the person looks at: once the draft has changed it is another box,
/// which nobody has ticked.
pub fn agree_id(app: App) -> String {
    app.editor.copy.with(|copy| format!("agree-{}", copy.known))
}

/// How this step stands, for the program that shows it: the box's id, and what holds.
pub fn standing(app: App) -> String {
    let mut words = agree_id(app);
    for (word, holds) in [
        (" agreed", dom::is_checked(&words)),
        (" asked", app.asked.get() > 0),
        (" unsaved", !matches!(app.editor.state(), SaveState::Saved(_))),
        (" busy", app.busy.get()),
    ] {
        if holds {
            words.push_str(word);
        }
    }
    words
}
