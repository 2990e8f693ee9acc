//! A session ends when nobody uses it: when that is said, and when it is asked for. What is done about it is each program's.

use crate::platform::{self, Timer};
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// How long before the end it is said, in seconds.
const WARNING: i64 = 120;

/// How the session stands, as far as this tab knows: another one may use it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It goes on; to be looked at in so many seconds.
    Well(i64),
    /// It ends soon: to be looked at again in so many seconds.
    Ending(i64),
    /// It is over, unless the server says otherwise.
    Over,
}

/// When a session ends.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    /// By the device's clock, in seconds since 1970 UTC.
    at: i64,
    /// For how many seconds it goes on that is used now.
    lasts: i64,
}

impl End {
    fn used(self, now: i64, seen: i64) -> Self {
        let at = self.at.max(now + self.lasts - seen);
        Self { at, ..self }
    }

    fn stands(self, now: i64) -> Stands {
        match self.at - now {
            left if left > WARNING => Stands::Well(left - WARNING),
            left if left > 0 => Stands::Ending(left),
            _ => Stands::Over,
        }
    }
}

thread_local! {
    static END: Cell<End> = const { Cell::new(End { at: 0, lasts: 0 }) };
    static NEXT: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

/// The server said how many seconds are left; `used`: by being asked, it goes on from now.
pub fn said(left: i64, used: bool) {
    let lasts = if used { left } else { END.get().lasts };
    let at = platform::now_seconds() + left;
    END.set(End { at, lasts });
}

/// The server answered: the session goes on from now. Use is written down at most every `seen` seconds: so much earlier it
/// may end.
pub fn used(seen: i64) {
    END.set(END.get().used(platform::now_seconds(), seen));
}

/// How the session stands.
pub fn stands() -> Stands {
    END.get().stands(platform::now_seconds())
}

/// Looks again in so many seconds, and not when that was said before.
pub fn look_again(seconds: i64, look: impl FnOnce() + 'static) {
    let wait = u32::try_from(seconds).unwrap_or(60).saturating_mul(1_000);
    // A timer that is replaced goes: not while it is the one that calls.
    let call = move || spawn_local(async move { look() });
    NEXT.set(Some(platform::set_timeout(wait, call)));
}

#[cfg(test)]
mod tests {
    use super::{End, Stands};

    #[test]
    fn it_is_said_two_minutes_before_and_use_moves_it_on() {
        let end = End {
            at: 1_800,
            lasts: 1_800,
        };
        assert_eq!(end.stands(0), Stands::Well(1_680));
        assert_eq!(end.stands(1_679), Stands::Well(1));
        assert_eq!(end.stands(1_680), Stands::Ending(120));
        assert_eq!(end.stands(1_799), Stands::Ending(1));
        assert_eq!(end.stands(1_800), Stands::Over);
        // What is used within five minutes is not written down.
        assert_eq!(end.used(200, 300).at, 1_800);
        assert_eq!(end.used(1_700, 300).at, 3_200);
        assert_eq!(end.used(1_700, 300).stands(1_700), Stands::Well(1_380));
        // The staff's is within one.
        assert_eq!(end.used(200, 60).at, 1_940);
    }

    #[test]
    fn of_what_was_never_asked_nothing_is_said() {
        assert_eq!(End::default().used(5_000, 60).stands(5_000), Stands::Over);
    }
}
