//! A session that nobody uses is about to end: the page says so and offers to go on.

use super::call::Failed;
use super::side::Kind;
use super::staff::help::Help;
use super::state::{self, Data, State};
use super::{listen, show};
use crate::idle::{Stands, look_again, stands};
use crate::platform::dom;
use crate::text::t;
use wasm_bindgen_futures::spawn_local;

/// Whether somebody is signed in on the side of the page.
fn is_in(state: &State) -> bool {
    match state.page.kind() {
        Kind::Staff => state.staff.is_some(),
        _ => state.person.is_some(),
    }
}

/// Whether the session ends soon.
pub fn is_ending(state: &State) -> bool {
    is_in(state) && matches!(stands(), Stands::Ending(_))
}

/// Watches from now on, for as long as somebody is signed in.
pub fn watch() {
    if !state::with(is_in) {
        return;
    }
    match stands() {
        Stands::Well(wait) | Stands::Ending(wait) => look_again(wait, || {
            show::draw();
            watch();
        }),
        // Another tab may have gone on with it: the server knows.
        Stands::Over => spawn_local(async {
            match recognise(false).await {
                Ok(()) if !state::with(is_in) => end(),
                _ => show::draw(),
            }
        }),
    }
}

/// Asks who is signed in; to ask may be to use the session.
async fn recognise(used: bool) -> Result<(), Failed> {
    let page = state::with(|state| state.page.clone());
    let asked = show::recognise(&page, used).await;
    if asked.is_err() {
        look_again(60, watch);
    }
    asked
}

/// It is over: nothing of an application stays on the screen.
fn end() {
    state::update(|state| {
        state.busy = false;
        state.data = Data::Nothing;
        state.help = Help::new();
        state.items.clear();
        state.said = t("account.idle_over");
    });
    show::draw();
    dom::focus_heading();
}

/// The person goes on.
pub async fn go_on() {
    let visit = listen::begin();
    match recognise(true).await {
        Ok(()) if state::with(is_in) => {
            listen::done(visit, |state| state.said = t("app.idle_on"));
            dom::focus_heading();
        }
        Ok(()) => end(),
        // The page stays, with all that was typed.
        Err(failed) => listen::failed(visit, failed),
    }
}
