//! When to save to the server, and what may honestly be said about it. A pure state machine: time and outcomes come in,
//! at most one effect comes out. "Saved" is derived from acknowledgements alone.

/// Milliseconds of quiet before a save.
const QUIET: u32 = 1_000;
/// The first wait after a failure; doubles up to [`LONGEST`].
const FIRST_RETRY: u32 = 2_000;
/// The longest wait between two tries.
const LONGEST: u32 = 60_000;

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An answer changed on this device.
    Edited,
    /// The wait that was asked for is over.
    Waited,
    /// The server acknowledged; `left` tells whether something is still unsaved.
    Acknowledged {
        /// Whether answers changed since the request was sent.
        left: bool,
    },
    /// No answer came, or the server could not store for now.
    Unreachable,
    /// The server refused what was sent; sending the same again would not help.
    Refused,
    /// The browser says that there is a connection again.
    Online,
    /// Somebody signed in; `left` tells whether something is unsaved.
    SignedIn {
        /// Whether anything on the device is unsaved.
        left: bool,
    },
    /// Nobody is signed in (any more).
    SignedOut,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Raise [`Event::Waited`] after so many milliseconds; an earlier wait is void.
    Wait(u32),
    /// Send what is unsaved.
    Send,
}

/// How the server's copy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remote {
    /// Nobody is signed in: the device's copy is all there is.
    SignedOut,
    /// Everything was acknowledged.
    Saved,
    /// Something is on its way, or will be in a moment.
    Saving,
    /// No connection; trying again.
    Waiting,
    /// Refused.
    Refused,
}

/// The machine.
#[derive(Clone, Copy, Debug)]
pub struct Autosave {
    remote: Remote,
    in_flight: bool,
    edited_in_flight: bool,
    failures: u32,
}

impl Autosave {
    /// Before anybody signed in.
    pub const fn new() -> Self {
        Self {
            remote: Remote::SignedOut,
            in_flight: false,
            edited_in_flight: false,
            failures: 0,
        }
    }

    /// How the server's copy stands.
    pub const fn remote(&self) -> Remote {
        self.remote
    }

    /// Whether a request is on its way.
    pub fn is_sending(&self) -> bool {
        self.in_flight && self.remote != Remote::SignedOut
    }

    /// Takes an event and says what to do.
    pub fn on(&mut self, event: Event) -> Effect {
        match event {
            Event::SignedOut => {
                *self = Self {
                    in_flight: self.in_flight,
                    ..Self::new()
                };
                Effect::None
            }
            Event::SignedIn { left } => {
                self.failures = 0;
                if left { self.wait(0) } else { self.rest() }
            }
            _ if self.remote == Remote::SignedOut => {
                if matches!(
                    event,
                    Event::Acknowledged { .. } | Event::Unreachable | Event::Refused
                ) {
                    self.in_flight = false;
                }
                Effect::None
            }
            Event::Edited => {
                if self.in_flight {
                    self.edited_in_flight = true;
                    return Effect::None;
                }
                if self.remote == Remote::Waiting {
                    return Effect::None;
                }
                self.wait(QUIET)
            }
            Event::Waited | Event::Online => {
                let due = matches!(self.remote, Remote::Saving | Remote::Waiting);
                if self.in_flight || !due {
                    return Effect::None;
                }
                self.in_flight = true;
                self.edited_in_flight = false;
                Effect::Send
            }
            Event::Acknowledged { left } => {
                self.in_flight = false;
                self.failures = 0;
                if left { self.wait(QUIET) } else { self.rest() }
            }
            Event::Unreachable => {
                self.in_flight = false;
                self.remote = Remote::Waiting;
                let wait = FIRST_RETRY.saturating_mul(1 << self.failures.min(8)).min(LONGEST);
                self.failures = self.failures.saturating_add(1);
                Effect::Wait(wait)
            }
            Event::Refused => {
                self.in_flight = false;
                if self.edited_in_flight {
                    return self.wait(QUIET);
                }
                self.remote = Remote::Refused;
                Effect::None
            }
        }
    }

    fn wait(&mut self, milliseconds: u32) -> Effect {
        self.remote = Remote::Saving;
        Effect::Wait(milliseconds)
    }

    fn rest(&mut self) -> Effect {
        self.remote = Remote::Saved;
        Effect::None
    }
}

#[cfg(test)]
mod tests {
    use super::{Autosave, Effect, Event, Remote};

    fn signed_in() -> Autosave {
        let mut machine = Autosave::new();
        machine.on(Event::SignedIn { left: false });
        machine
    }

    #[test]
    fn one_request_after_a_second_of_quiet_and_one_at_a_time() {
        let mut machine = signed_in();
        assert_eq!(machine.on(Event::Edited), Effect::Wait(1_000));
        assert_eq!(machine.on(Event::Edited), Effect::Wait(1_000));
        assert_eq!(machine.on(Event::Waited), Effect::Send);
        assert_eq!(machine.on(Event::Edited), Effect::None);
        assert_eq!(machine.on(Event::Waited), Effect::None);
        assert_eq!(
            machine.on(Event::Acknowledged { left: true }),
            Effect::Wait(1_000)
        );
        assert_eq!(machine.remote(), Remote::Saving);
        assert_eq!(machine.on(Event::Waited), Effect::Send);
        assert_eq!(machine.on(Event::Acknowledged { left: false }), Effect::None);
        assert_eq!(machine.remote(), Remote::Saved);
    }

    #[test]
    fn saved_is_never_said_before_the_acknowledgement_of_the_last_edit() {
        let mut machine = signed_in();
        machine.on(Event::Edited);
        machine.on(Event::Waited);
        assert_ne!(machine.remote(), Remote::Saved);
        machine.on(Event::Unreachable);
        assert_eq!(machine.remote(), Remote::Waiting);
        machine.on(Event::Edited);
        assert_eq!(machine.remote(), Remote::Waiting);
    }

    #[test]
    fn without_a_connection_it_tries_again_ever_more_slowly_and_at_once_when_it_is_back() {
        let mut machine = signed_in();
        machine.on(Event::Edited);
        machine.on(Event::Waited);
        assert_eq!(machine.on(Event::Unreachable), Effect::Wait(2_000));
        assert_eq!(machine.on(Event::Waited), Effect::Send);
        assert_eq!(machine.on(Event::Unreachable), Effect::Wait(4_000));
        for _ in 0..20 {
            machine.on(Event::Waited);
            machine.on(Event::Unreachable);
        }
        machine.on(Event::Waited);
        assert_eq!(machine.on(Event::Unreachable), Effect::Wait(60_000));
        assert_eq!(machine.on(Event::Online), Effect::Send);
    }

    #[test]
    fn a_refusal_waits_for_the_next_edit_and_signing_out_stops_everything() {
        let mut machine = signed_in();
        machine.on(Event::Edited);
        machine.on(Event::Waited);
        assert_eq!(machine.on(Event::Refused), Effect::None);
        assert_eq!(machine.remote(), Remote::Refused);
        assert_eq!(machine.on(Event::Edited), Effect::Wait(1_000));
        machine.on(Event::SignedOut);
        assert_eq!(machine.on(Event::Edited), Effect::None);
        assert_eq!(machine.remote(), Remote::SignedOut);
        assert_eq!(machine.on(Event::SignedIn { left: true }), Effect::Wait(0));
        assert_eq!(machine.on(Event::Waited), Effect::Send);
    }
}
