//! A session ends when nobody uses it: when that is said, and when it is asked for. Which is done about it is each program's.

use crate::platform::{self, Timer};
use permit::api::{session, staff};
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

/// When a session ends.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The seconds without use.
    idle: i64,
    /// Use is not written down each time: the session may end so many seconds earlier.
    margin: i64,
}

impl Limits {
    /// Those of the staff.
    pub const STAFF: Limits = Limits {
        idle: staff::IDLE_SECONDS,
        margin: 60,
    };

    /// A person's, on a computer that others use, or not. A session begins with what the browser said of that; the server
    /// knows it for certain, and is asked in the end.
    pub const fn person(shared: bool) -> Limits {
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

/// How long before the end it is said, in seconds.
const WARNING: i64 = 120;

/// How a session stands that the server last heard of some time ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It goes on; to be looked at in so many seconds.
    Well(i64),
    /// It ends soon: to be looked at again in so many seconds.
    Ending(i64),
    /// It is over.
    Over,
}

/// `heard`: when the server last heard of this tab, in seconds since 1970 UTC.
pub fn stands(heard: i64, limits: Limits) -> Stands {
    after(platform::now_seconds() - heard, limits)
}

fn after(idle: i64, limits: Limits) -> Stands {
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

/// Looks again in so many seconds, and not when that was said before; `None`: not any more.
pub fn look_again(seconds: Option<i64>, look: impl FnOnce() + 'static) {
    let wait = |seconds: i64| u32::try_from(seconds.max(1)).unwrap_or(60).saturating_mul(1_000);
    // A timer that is replaced goes: not while it is the one that calls.
    let call = move || spawn_local(async move { look() });
    NEXT.set(seconds.map(|seconds| platform::set_timeout(wait(seconds), call)));
}

#[cfg(test)]
mod tests {
    use super::{Limits, Stands, after};

    #[test]
    fn it_is_said_before_the_session_can_end_and_asked_after_it_must_have() {
        assert_eq!(after(0, Limits::STAFF), Stands::Well(720));
        assert_eq!(after(719, Limits::STAFF), Stands::Well(1));
        assert_eq!(after(720, Limits::STAFF), Stands::Ending(240));
        assert_eq!(after(959, Limits::STAFF), Stands::Ending(1));
        assert_eq!(after(960, Limits::STAFF), Stands::Over);
        let shared = Limits::person(true);
        assert_eq!(after(0, shared), Stands::Well(1_380));
        assert_eq!(after(1_380, shared), Stands::Ending(720));
        assert_eq!(after(2_100, shared), Stands::Over);
    }
}
