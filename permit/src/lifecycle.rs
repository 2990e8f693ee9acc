//! What happens to an application: events, and the state, the next step and the clocks that are read from them.
//!
//! In law the employer files (domain.md 4 and 5). The applicant's submit means "my part is ready"; only filing starts
//! the authority's clocks.

use crate::answer::Role;
use crate::calendar::{self, NotPublished};
use crate::date::Date;
use crate::policy;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The applicant's part was submitted and frozen. Since the portal asks, the applicant has looked at what the employer
    /// receives before, and agreed to exactly that (`agreed`).
    ApplicantReady,
    /// The employer signed its part.
    EmployerSigned,
    /// The employer filed with the authority; its clocks run from here.
    Filed,
}

/// An event: written once, in the transaction that does what it records, and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Who did it, in which role.
    pub by: Role,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// Why, in the words of whoever did it; empty where no reason is needed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Of `applicant_ready`: the applicant saw what the employer receives, and agreed at this time. `false` of
    /// applications from before the portal asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agreed: bool,
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The applicant's part is ready; the employer must do its part.
    WaitingForEmployer,
    /// The employer signed and must file.
    EmployerSigned,
    /// Filed with the authority.
    Filed,
}

impl State {
    /// Every state, in the order in which an application goes through them.
    pub const ALL: [State; 3] = [State::WaitingForEmployer, State::EmployerSigned, State::Filed];

    /// The name on the wire and in text keys: `state.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            State::WaitingForEmployer => "waiting_for_employer",
            State::EmployerSigned => "employer_signed",
            State::Filed => "filed",
        }
    }

    /// Who must act for the next step.
    #[must_use]
    pub const fn who_acts(self) -> Actor {
        match self {
            State::WaitingForEmployer | State::EmployerSigned => Actor::Employer,
            State::Filed => Actor::Authority,
        }
    }
}

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The foreigner.
    Applicant,
    /// The employer in China.
    Employer,
    /// The authority.
    Authority,
}

impl Actor {
    /// The name in text keys: `actor.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Actor::Applicant => "applicant",
            Actor::Employer => "employer",
            Actor::Authority => "authority",
        }
    }
}

/// The state after these events; `None` before the first.
#[must_use]
pub fn state(events: &[Event]) -> Option<State> {
    events.last().map(|event| match event.kind {
        EventKind::ApplicantReady => State::WaitingForEmployer,
        EventKind::EmployerSigned => State::EmployerSigned,
        EventKind::Filed => State::Filed,
    })
}

/// A step that is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name in text keys: `step.<name>`.
    pub name: &'static str,
    /// Who must do it.
    pub who: Actor,
    /// The limit in Chinese working days, counted from the step before; `None` where no law sets one.
    pub working_days: Option<u32>,
    /// The last day, in Asia/Shanghai, once the clock runs: or why it can't be told.
    pub by: Option<Result<Date, NotPublished>>,
}

/// The steps that are still to come. `filed_on` is the day of filing in Asia/Shanghai, if it was filed; the limits are
/// those of the place (six digits of GB/T 2260, if known) on the day `on`.
#[must_use]
pub fn steps_ahead(state: State, filed_on: Option<Date>, place: Option<&str>, on: Date) -> Vec<Step> {
    let step = |name, who| Step {
        name,
        who,
        working_days: None,
        by: None,
    };
    let mut steps = Vec::new();
    if state == State::WaitingForEmployer {
        steps.push(step("employer_signs", Actor::Employer));
    }
    if state != State::Filed {
        steps.push(step("employer_files", Actor::Employer));
    }
    let mut from = filed_on.map(Ok);
    for name in ["pre_review", "review"] {
        let days = policy::limit(&format!("{name}_days"), place, on);
        let by = from.map(|from| from.and_then(|from| calendar::plus_working_days(from, days)));
        from = by;
        steps.push(Step {
            name,
            who: Actor::Authority,
            working_days: Some(days),
            by,
        });
    }
    steps.push(step("letter", Actor::Authority));
    steps.push(step("visa", Actor::Applicant));
    steps
}

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
