//! What happens to an application: its history, and the state, the next step and the clocks that are read from it.
//!
//! In law the employer files (domain.md 4 and 5). The applicant's submit means "my part is ready"; only filing starts
//! the authority's clocks.
//!
//! The tour: an [`Event`] with its detail is a line ([`record`]) of a [`Case`]. The one way to add a line is
//! [`Case::perform`]: `table` says which role may do what in which state, `barred` and `apply` what else must hold, and
//! [`Denied`] why not. [`state()`] is a fold over the events; `facts` folds the rest: the list of [`correction`]s, a
//! [`decision`] that waits for a second person, the letter, the [`road`] after an approval, the [`outcome`] of what was filed
//! in the official system. [`clock`] counts the authority's working days, [`steps`] says what is still to come, [`open`] what a
//! side may change, [`excused`] what does not keep it from answering, [`hears()`] who is written to, [`statistics`] what many
//! cases say together.

pub mod action;
mod actor;
mod apply;
mod barred;
mod case;
pub mod clock;
pub mod correction;
pub mod decision;
mod denied;
mod event;
pub mod excused;
mod facts;
mod hears;
pub mod open;
pub mod outcome;
pub mod record;
pub mod road;
mod state;
pub mod statistics;
pub mod steps;
mod table;
pub mod validity;

pub use action::{Action, ActionKind, By};
pub use actor::Actor;
pub use case::Case;
pub use clock::{Clock, Terms};
pub use correction::Open;
pub use denied::Denied;
pub use event::{Event, EventKind};
pub use hears::{Matter, hears, hears_of};
pub use record::{Detail, Record};
pub use road::Milestone;
pub use state::{State, is_recorded, state};
pub use steps::Step;

#[cfg(test)]
mod tests {
    use super::{Actor, Event, EventKind, State, state};
    use crate::answer::Role;

    #[test]
    fn the_last_event_says_where_it_stands_and_who_acts() {
        let mut events = Vec::new();
        assert_eq!(state(&events), None);
        for (kind, expected, who) in [
            (
                EventKind::ApplicantReady,
                State::WaitingForEmployer,
                Actor::Employer,
            ),
            (EventKind::EmployerSigned, State::EmployerSigned, Actor::Employer),
            (EventKind::Filed, State::Filed, Actor::Authority),
        ] {
            events.push(Event {
                kind,
                by: Role::Applicant,
                at: 0,
                why: String::new(),
                agreed: false,
            });
            assert_eq!(state(&events), Some(expected));
            assert_eq!(expected.who_acts(), who);
        }
    }
}
