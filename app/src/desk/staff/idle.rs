//! A session of the staff ends when nobody uses it. Two minutes before, the page says so and offers to go on.

use crate::desk::state::{self, Data};
use crate::desk::{listen, show};
use crate::platform::{self, Timer, dom};
use crate::text::t;
use permit::api::staff::IDLE_SECONDS;
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

/// Use is written down by the minute: the session may end so much earlier, in seconds.
const MARGIN: i64 = 60;
/// How long before the end it is said, in seconds.
const WARNING: i64 = 120;

/// How a session stands that the server last heard of some time ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// It goes on; to be looked at in so many seconds.
    Well(i64),
    /// It ends soon: to be looked at again in so many seconds.
    Ending(i64),
    /// It is over.
    Over,
}

/// `idle`: seconds since the server last heard of this tab.
fn stands(idle: i64) -> Stands {
    let end = IDLE_SECONDS - MARGIN;
    match idle {
        _ if idle < end - WARNING => Stands::Well(end - WARNING - idle),
        // Asked only once the server must have ended it: asking earlier would prolong it.
        _ if idle < IDLE_SECONDS + MARGIN => Stands::Ending(IDLE_SECONDS + MARGIN - idle),
        _ => Stands::Over,
    }
}

thread_local! {
    static NEXT: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

/// Watches from now on, for as long as somebody is signed in.
pub fn watch() {
    let (is_in, heard) = state::with(|state| (state.staff.is_some(), state.heard));
    if !is_in {
        NEXT.take();
        state::update(|state| state.ending = false);
        return;
    }
    let (wait, ending) = match stands(platform::now_seconds() - heard) {
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
    let wait = u32::try_from(wait.max(1)).unwrap_or(60).saturating_mul(1_000);
    // A timer that is replaced goes: not while it is the one that calls.
    let look = || spawn_local(async { watch() });
    NEXT.set(Some(platform::set_timeout(wait, look)));
}

/// Another tab may have gone on with it: the server knows. If it is over, nothing of an application stays on the screen.
async fn over() {
    super::recognise().await;
    if state::with(|state| state.staff.is_some()) {
        watch();
        return;
    }
    state::update(|state| {
        state.ending = false;
        state.data = Data::Nothing;
        state.help = super::help::Help::new();
        state.items.clear();
        state.said = t("account.idle_over");
    });
    show::draw();
    dom::focus_heading();
}

/// The person goes on.
pub async fn go_on() {
    let visit = listen::begin();
    super::recognise().await;
    listen::done(visit, |state| state.said = t("account.idle_on"));
    watch();
    dom::focus_heading();
}

#[cfg(test)]
mod tests {
    use super::{Stands, stands};

    #[test]
    fn it_is_said_before_the_session_can_end_and_asked_after_it_must_have() {
        assert_eq!(stands(0), Stands::Well(720));
        assert_eq!(stands(719), Stands::Well(1));
        assert_eq!(stands(720), Stands::Ending(240));
        assert_eq!(stands(959), Stands::Ending(1));
        assert_eq!(stands(960), Stands::Over);
    }
}
