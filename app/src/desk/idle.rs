//! A session ends when nobody uses it. Two minutes before, the page says so and offers to go on.

use super::page::Page;
use super::side::Kind;
use super::staff::help::Help;
use super::state::{self, Data, State};
use super::{listen, show};
use crate::device::MEMORY_ONLY;
use crate::platform::{self, Timer, dom};
use crate::text::t;
use permit::api::{session, staff};
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

/// When a session ends.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// The seconds without use.
    idle: i64,
    /// Use is not written down each time: the session may end so many seconds earlier.
    margin: i64,
}

impl Limits {
    const STAFF: Limits = Limits {
        idle: staff::IDLE_SECONDS,
        margin: 60,
    };

    /// Those of whoever this page is for.
    fn of(page: &Page) -> Limits {
        if page.kind() == Kind::Staff {
            return Limits::STAFF;
        }
        // A session begins with what the browser said of the computer; the server knows it for certain (`over`).
        let shared = platform::browser_flag(MEMORY_ONLY);
        Limits {
            idle: if shared {
                session::IDLE_SHARED_SECONDS
            } else {
                session::IDLE_SECONDS
            },
            margin: session::SEEN_SECONDS,
        }
    }
}

/// Whether somebody is signed in on the side of the page.
fn is_in(state: &State) -> bool {
    match state.page.kind() {
        Kind::Staff => state.staff.is_some(),
        _ => state.person.is_some(),
    }
}

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
fn stands(idle: i64, limits: Limits) -> Stands {
    let end = limits.idle - limits.margin;
    let over = limits.idle + limits.margin;
    match idle {
        _ if idle < end - WARNING => Stands::Well(end - WARNING - idle),
        // Asked only once the server must have ended it: asking earlier would prolong it.
        _ if idle < over => Stands::Ending(over - idle),
        _ => Stands::Over,
    }
}

thread_local! {
    static NEXT: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

/// Watches from now on, for as long as somebody is signed in.
pub fn watch() {
    let (is_in, heard, limits) = state::with(|state| (is_in(state), state.heard, Limits::of(&state.page)));
    if !is_in {
        NEXT.take();
        state::update(|state| state.ending = false);
        return;
    }
    let (wait, ending) = match stands(platform::now_seconds() - heard, limits) {
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
    listen::done(visit, |state| state.said = t("account.idle_on"));
    dom::focus_heading();
}

#[cfg(test)]
mod tests {
    use super::{Limits, Stands, stands};
    use permit::api::session::{IDLE_SHARED_SECONDS, SEEN_SECONDS};

    #[test]
    fn it_is_said_before_the_session_can_end_and_asked_after_it_must_have() {
        assert_eq!(stands(0, Limits::STAFF), Stands::Well(720));
        assert_eq!(stands(719, Limits::STAFF), Stands::Well(1));
        assert_eq!(stands(720, Limits::STAFF), Stands::Ending(240));
        assert_eq!(stands(959, Limits::STAFF), Stands::Ending(1));
        assert_eq!(stands(960, Limits::STAFF), Stands::Over);
        let shared = Limits {
            idle: IDLE_SHARED_SECONDS,
            margin: SEEN_SECONDS,
        };
        assert_eq!(stands(0, shared), Stands::Well(1_380));
        assert_eq!(stands(1_380, shared), Stands::Ending(720));
        assert_eq!(stands(2_100, shared), Stands::Over);
    }
}
