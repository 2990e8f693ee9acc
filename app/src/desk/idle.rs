//! A session that nobody uses is about to end: the page says so and offers to go on.

use super::page::Page;
use super::side::Kind;
use super::staff::help::Help;
use super::state::{self, Data, State};
use super::{listen, show};
use crate::device::MEMORY_ONLY;
use crate::idle::{Limits, Stands, look_again, stands};
use crate::platform::{self, dom};
use crate::text::t;
use wasm_bindgen_futures::spawn_local;

/// The limits of whoever this page is for.
fn limits(page: &Page) -> Limits {
    match page.kind() {
        Kind::Staff => Limits::STAFF,
        _ => Limits::person(platform::browser_flag(MEMORY_ONLY)),
    }
}

/// Whether somebody is signed in on the side of the page.
fn is_in(state: &State) -> bool {
    match state.page.kind() {
        Kind::Staff => state.staff.is_some(),
        _ => state.person.is_some(),
    }
}

/// Watches from now on, for as long as somebody is signed in.
pub fn watch() {
    let (is_in, heard, limits) = state::with(|state| (is_in(state), state.heard, limits(&state.page)));
    if !is_in {
        look_again(None, watch);
        state::update(|state| state.ending = false);
        return;
    }
    let (wait, ending) = match stands(heard, limits) {
        Stands::Well(wait) => (wait, false),
        Stands::Ending(wait) => (wait, true),
        Stands::Over => {
            spawn_local(over());
            return;
        }
    };
    let before = state::update(|state| std::mem::replace(&mut state.ending, ending));
    if before != ending {
        show::draw();
    }
    look_again(Some(wait), watch);
}

/// Asks who is signed in, and watches on.
async fn recognise() {
    let page = state::with(|state| state.page.clone());
    show::recognise(&page).await;
}

/// Another tab may have gone on with it: the server knows. If it is over, nothing of an application stays on the screen.
async fn over() {
    recognise().await;
    if state::with(is_in) {
        return;
    }
    state::update(|state| {
        state.ending = false;
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
    recognise().await;
    listen::done(visit, |state| state.said = t("app.idle_on"));
    dom::focus_heading();
}
