//! What happens to an application: its history, and the state, the next step and the clocks that are read from it.
//!
//! In law the employer files (domain.md 4 and 5). The applicant's submit means "my part is ready"; only filing starts
//! the authority's clocks.
//!
//! The tour: an [`Event`] with its detail is a line ([`record`]) of a [`Case`]. The one way to add a line is
//! [`Case::perform`]: `table` says which role may do what in which state, `barred` and `apply` what else must hold, and
//! [`Denied`] why not. [`state()`] is a fold over the events; `facts` folds the rest: the list of [`correction`]s, a
//! [`decision`] that waits for a second person, the letter, the [`road`] after an approval. [`clock`] counts the
//! authority's working days, [`steps`] says what is still to come, [`hears()`] who is written to.

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
mod facts;
mod hears;
pub mod open;
pub mod record;
pub mod road;
mod state;
pub mod steps;
mod table;

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
pub use state::{State, state};
pub use steps::{Step, steps_ahead};

#[cfg(test)]
mod tests {
    use super::{Actor, Event, EventKind, State, state, steps_ahead};
    use crate::answer::Role;
    use crate::calendar::NotPublished;
    use crate::date::{Date, parse};

    fn today() -> Date {
        Date::constant(2026, 11, 23)
    }

    #[test]
    fn a_city_s_own_limits_count_there() {
        let review = |place| {
            let steps = steps_ahead(State::Filed, None, place, today());
            steps
                .iter()
                .filter_map(|step| step.working_days)
                .collect::<Vec<_>>()
        };
        assert_eq!(review(None), [5, 10]);
        assert_eq!(review(Some("110000")), [3, 5]);
        assert_eq!(review(Some("510000")), [5, 10]);
    }

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

    #[test]
    fn the_clocks_run_from_filing_only() {
        let names = |state| {
            let steps = steps_ahead(state, None, None, today());
            assert!(steps.iter().all(|step| step.by.is_none()));
            steps.into_iter().map(|step| step.name).collect::<Vec<_>>()
        };
        let later = ["pre_review", "review", "letter", "visa"];
        assert_eq!(
            names(State::WaitingForEmployer),
            [&["employer_signs", "employer_files"][..], &later].concat()
        );
        assert_eq!(
            names(State::EmployerSigned),
            [&["employer_files"][..], &later].concat()
        );
        assert_eq!(names(State::Filed), later);
        // Filed before Spring Festival: five working days later, then ten more.
        let steps = steps_ahead(State::Filed, parse("2026-02-12").ok(), None, today());
        let by: Vec<_> = steps.iter().map(|step| step.by).collect();
        let day = |raw| Some(Ok(parse(raw).unwrap()));
        assert_eq!(by, [day("2026-02-26"), day("2026-03-11"), None, None]);
    }

    #[test]
    fn beyond_the_calendar_each_step_says_so() {
        let steps = steps_ahead(State::Filed, parse("2026-12-29").ok(), None, today());
        let unknown = Some(Err(NotPublished { year: 2027 }));
        assert_eq!(
            steps.iter().map(|step| step.by).take(2).collect::<Vec<_>>(),
            [unknown, unknown]
        );
    }
}
