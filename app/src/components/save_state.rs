//! The true state of saving, in words, and announced.

use super::answer_links::answer_links;
use super::message;
use crate::editor::{Editor, SaveState};
use crate::html::Html;
use crate::platform;
use crate::text::{key, t, t_with};

/// One line under the questions. A button stands beside it where the person can do something.
pub fn save_state(editor: Editor, h: &mut Html) {
    let state = editor.state();
    let (name, words) = words(&state);
    h.raw("<div class=\"cluster\" id=\"saving\"><p class=\"save-state\" role=\"status\"")
        .attr("data-state", name)
        .raw(">");
    h.text(&words).raw("</p>");
    match state {
        SaveState::SignInAgain => {
            h.button("link-button", "sign-in", &t(key::SIGN_IN));
        }
        SaveState::Waiting | SaveState::WaitingInMemory | SaveState::Refused(_) => {
            h.button("link-button", "retry", &t(key::SAVE_TRY_NOW));
        }
        _ => {}
    }
    h.raw("</div>");
    if let Some(id) = editor.id.get() {
        answer_links(&editor.held_here(), &id, h);
    }
}

fn words(state: &SaveState) -> (&'static str, String) {
    match state {
        SaveState::Nothing => ("none", t(key::SAVE_NOTHING)),
        SaveState::Conflict => ("conflict", t(key::SAVE_CONFLICT)),
        SaveState::Refused(code) => (
            "failed",
            t_with(key::SAVE_REFUSED, &[("why", message::failure(code))]),
        ),
        SaveState::SignInAgain => ("waiting", t(key::SAVE_SIGN_IN_AGAIN)),
        SaveState::Waiting => ("waiting", t(key::SAVE_WAITING)),
        SaveState::WaitingInMemory => ("waiting", t(key::SAVE_WAITING_MEMORY)),
        SaveState::Saving => ("saving", t(key::SAVE_SAVING)),
        SaveState::Saved(at) if !platform::is_today(*at) => (
            "saved",
            t_with(key::SAVE_SAVED_ON, &[("when", platform::date_time_text(*at))]),
        ),
        SaveState::Saved(at) => (
            "saved",
            t_with(key::SAVE_SAVED, &[("time", platform::time_text(*at))]),
        ),
        SaveState::OnDevice => ("device", t(key::SAVE_ON_DEVICE)),
        SaveState::InMemory => ("device", t(key::SAVE_IN_MEMORY)),
        SaveState::DeviceFailed(code) => (
            "failed",
            t_with(key::SAVE_DEVICE_FAILED, &[("why", message::failure(code))]),
        ),
    }
}
