//! The steps that are still to come: who must do each, within what, by when.

use super::case::Case;
use super::clock::{Terms, Timed};
use super::road::Milestone;
use super::{Actor, State};
use crate::answer::Role;
use crate::calendar::{self, NotPublished};
use crate::date::{self, Date};

/// The names of all steps.
pub const NAMES: [&str; 17] = [
    "applicant_corrects",
    "employer_corrects",
    "employer_corrects_there",
    "employer_joins",
    "employer_signs",
    "employer_files",
    "owners_correct",
    "pre_review",
    "acceptance",
    "review",
    "letter",
    "visa",
    "get_visa",
    "enter",
    "register_address",
    "residence_permit",
    "show_originals",
];

/// A step that is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name in text keys: `step.<name>`; one of [`NAMES`].
    pub name: &'static str,
    /// Who must do it.
    pub who: Actor,
    /// The limit in Chinese working days, counted from the step before; `None` where no law sets one.
    pub working_days: Option<u32>,
    /// The limit in calendar days from entry, of the steps after it.
    pub calendar_days: Option<u32>,
    /// The last day, in Asia/Shanghai, once the clock runs: or why it can't be told.
    pub by: Option<Result<Date, NotPublished>>,
    /// Who may record here that it is done; nobody where the portal sees that by itself.
    pub recorders: &'static [Role],
}

const fn step(name: &'static str, who: Actor) -> Step {
    Step {
        name,
        who,
        working_days: None,
        calendar_days: None,
        by: None,
        recorders: &[],
    }
}

fn on_the_road(milestone: Milestone, entered: Option<Date>, terms: &Terms) -> Step {
    let days = milestone.calendar_days(terms.place, terms.on);
    let by = |days: u32, from: Date| Ok(date::plus_days(from, i32::try_from(days).unwrap_or(i32::MAX)));
    Step {
        calendar_days: days,
        by: days.zip(entered).map(|(days, from)| by(days, from)),
        recorders: milestone.recorders(),
        ..step(milestone.name(), milestone.owner())
    }
}

impl Case {
    /// The steps that are still to come; the first is the one that is on now. Dates are those of the clocks as they stand:
    /// while a correction is out the authority's steps have none.
    #[must_use]
    pub fn steps(&self, terms: &Terms, today: Date) -> Vec<Step> {
        let Some(state) = self.state() else {
            return Vec::new();
        };
        if state.is_terminal() {
            return Vec::new();
        }
        if state == State::Approved {
            return self.road_ahead(terms);
        }
        let mut steps = self.before_filing(state);
        if state == State::ReturnedForCorrection && self.corrections().is_none() {
            // What was returned in the official system.
            steps.push(step("employer_corrects_there", Actor::Employer));
        } else if state == State::ReturnedForCorrection {
            let due = self.corrections().and_then(super::Open::due);
            // From a history of which a side sees only its own items: the days of the others' are not known.
            steps.extend(self.must_act().into_iter().map(|who| Step {
                by: due.filter(|_| who != Actor::Owners).map(Ok),
                ..step("owners_correct", who)
            }));
        }
        steps.extend(self.authority_ahead(terms, today));
        steps.push(step("letter", Actor::Authority));
        steps.push(step("visa", Actor::Applicant));
        steps
    }

    /// What the two sides must do before filing.
    fn before_filing(&self, state: State) -> Vec<Step> {
        let corrects = |name, who| Step {
            by: self.corrections().and_then(super::Open::due).map(Ok),
            ..step(name, who)
        };
        let mut steps = Vec::new();
        match state {
            State::ReturnedToApplicant => steps.push(corrects("applicant_corrects", Actor::Applicant)),
            // Who was asked is gone; who comes begins with its own part.
            State::ReturnedToEmployer if !self.unjoined => {
                steps.push(corrects("employer_corrects", Actor::Employer));
            }
            _ => {}
        }
        if matches!(
            state,
            State::WaitingForEmployer | State::ReturnedToApplicant | State::ReturnedToEmployer
        ) {
            if self.unjoined {
                steps.push(step("employer_joins", Actor::Applicant));
            }
            steps.push(step("employer_signs", Actor::Employer));
        }
        if !steps.is_empty() || state == State::EmployerSigned {
            steps.push(step("employer_files", Actor::Employer));
        }
        steps
    }

    fn authority_ahead(&self, terms: &Terms, today: Date) -> Vec<Step> {
        let clock = self.clock(terms, today);
        let current = clock.map(|clock| clock.step);
        let mut from = None;
        let mut steps = Vec::new();
        for timed in [Timed::PreReview, Timed::Acceptance, Timed::Review] {
            let over = match current {
                Some(Timed::PreReview) | None => false,
                Some(Timed::Acceptance) => timed == Timed::PreReview,
                Some(Timed::Review) => timed != Timed::Review,
            };
            let limit = timed.limit(terms).map(|limit| limit.value);
            // Acceptance is on the spot where no place sets days for it: no step of its own then, unless it is on now.
            if over || (timed == Timed::Acceptance && limit.is_none() && current != Some(timed)) {
                continue;
            }
            let by: Option<Result<Date, NotPublished>> = if current == Some(timed) {
                // One that was late before it was returned knows its last day; nobody waits for that now.
                clock.filter(|clock| clock.runs).and_then(|clock| clock.last_day)
            } else {
                from.zip(limit)
                    .map(|(from, days): (Result<Date, NotPublished>, u32)| {
                        from.and_then(|from| calendar::plus_working_days(from, days))
                    })
            };
            from = by;
            steps.push(Step {
                working_days: limit,
                by,
                ..step(timed.name(), Actor::Authority)
            });
        }
        steps
    }

    fn road_ahead(&self, terms: &Terms) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.letter_until().is_none() {
            steps.push(step("letter", Actor::Authority));
        }
        let entered = self.milestone(Milestone::Entry);
        let is_done = |milestone: &Milestone| self.milestone(*milestone).is_some();
        let open = Milestone::ALL
            .into_iter()
            .filter(|milestone| !is_done(milestone) && !milestone.over_with().iter().any(is_done));
        steps.extend(open.map(|milestone| on_the_road(milestone, entered, terms)));
        steps
    }

    /// The steps after the approval that were recorded, in the order of the road, each with its day.
    #[must_use]
    pub fn passed(&self) -> Vec<(Milestone, Date)> {
        let passed = |milestone| self.milestone(milestone).map(|on| (milestone, on));
        Milestone::ALL.into_iter().filter_map(passed).collect()
    }
}
