//! The last step: "my part is ready". However often the button is pressed, it is sent once.

use crate::app::App;
use crate::components::answer_links::problem_link;
use crate::components::save_state::save_state;
use crate::editor::SaveState;
use crate::html::Html;
use crate::nav;
use crate::page::Page;
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
        h.raw("<div class=\"notice notice--warning\">")
            .p("", &t(key::SEND_PROBLEMS))
            .raw("<ul>");
        app.editor.copy.with(|copy| {
            for problem in open {
                problem_link(problem, &copy.draft, id, h);
            }
        });
        h.raw("</ul></div>");
    } else if app.is_signed_in() {
        let saved = matches!(app.editor.state(), SaveState::Saved(_));
        let busy = app.busy.get();
        if !saved {
            h.p("", &t(key::SEND_UNSAVED));
        }
        h.raw("<p><button type=\"button\" class=\"button\" id=\"send\" data-act=\"send\"");
        if busy || !saved {
            h.attr("aria-disabled", "true");
        }
        h.raw(">")
            .text(&t(if busy { key::SEND_SENDING } else { key::SEND_BUTTON }))
            .raw("</button></p>");
    } else {
        h.p("", &t(key::SEND_SIGN_IN))
            .raw("<p>")
            .button("button", "sign-in", &t(key::SIGN_IN))
            .raw("</p>");
    }
    save_state(app.editor, h);
    h.raw("</div>");
}
