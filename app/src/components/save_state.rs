//! The true state of saving, in words, and announced.

use super::message;
use crate::editor::{Editor, SaveState};
use crate::nav;
use crate::platform;
use crate::text::{key, t, t_with};
use leptos::prelude::*;

/// One line under the questions. A button stands beside it where the person can do something.
#[component]
pub fn SaveLine(
    /// The open draft.
    editor: Editor,
) -> impl IntoView {
    let nav = nav::nav();
    let line = Memo::new(move |_| words(&editor.state.get()));
    let action = Memo::new(move |_| match editor.state.get() {
        SaveState::SignInAgain => Some(key::SIGN_IN),
        SaveState::Waiting | SaveState::WaitingInMemory | SaveState::Refused(_) => Some(key::SAVE_TRY_NOW),
        _ => None,
    });
    view! {
        <div class="cluster">
            <p class="save-state" role="status" data-state=move || line.get().0>{move || line.get().1}</p>
            {move || action.get().map(|label| view! {
                <button type="button" class="link-button" on:click=move |_| {
                    if label == key::SIGN_IN { nav.sign_in() } else { editor.retry() }
                }>{move || t(label)}</button>
            })}
        </div>
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
