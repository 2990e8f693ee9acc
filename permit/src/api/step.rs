//! The wire of steps: the road of an application as people see it.

use crate::calendar::NotPublished;
use crate::date::{self, Date};
use crate::lifecycle::{Actor, Case, Milestone, Step, Terms};
use serde::{Deserialize, Serialize};

/// A step: of those after an approval one that was recorded, or one that is still to come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StepLine {
    /// Which: `step.<name>`.
    pub name: String,
    /// Who must do it: `actor.<name>`.
    pub who: String,
    /// The day on which it was done, in Asia/Shanghai, ISO 8601; empty while it is to come.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done_on: String,
    /// The limit in Chinese working days, counted from the step before; absent where no law sets one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
    /// The limit in calendar days from entry, of the steps after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar_days: Option<u32>,
    /// The last day, in Asia/Shanghai, ISO 8601; empty while it can't be told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The year whose calendar of working days is not published, where it can't be told for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpublished: Option<i16>,
    /// Who may record here that it is done: `actor.<name>`; nobody where the portal sees that by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recorded_by: Vec<String>,
}

impl StepLine {
    /// Those after the approval that were recorded, then all that are still to come.
    #[must_use]
    pub fn all(case: &Case, terms: &Terms, today: Date) -> Vec<Self> {
        let passed = case.passed().into_iter().map(Self::done);
        let ahead = case.steps(terms, today).into_iter().map(Self::ahead);
        passed.chain(ahead).collect()
    }

    fn done((milestone, on): (Milestone, Date)) -> Self {
        Self {
            name: milestone.name().into(),
            who: milestone.owner().name().into(),
            done_on: date::iso(on),
            ..Self::default()
        }
    }

    fn ahead(step: Step) -> Self {
        let mut recorded_by: Vec<String> = Vec::new();
        for role in step.recorders {
            let who = Actor::of(*role).name().to_owned();
            if !recorded_by.contains(&who) {
                recorded_by.push(who);
            }
        }
        let (by, unpublished) = match step.by {
            Some(Ok(by)) => (date::iso(by), None),
            Some(Err(NotPublished { year })) => (String::new(), Some(year)),
            None => (String::new(), None),
        };
        Self {
            name: step.name.into(),
            who: step.who.name().into(),
            done_on: String::new(),
            working_days: step.working_days,
            calendar_days: step.calendar_days,
            by,
            unpublished,
            recorded_by,
        }
    }
}
