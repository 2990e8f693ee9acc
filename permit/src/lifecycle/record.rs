//! An event with what only some kinds have, and with the person behind it: a line of the application's history as it is
//! kept. [`Event`] alone is what a timeline shows.

use super::correction::{Item, Round, Wished};
use super::decision::Decision;
use super::outcome::Outcome;
use super::{Event, EventKind};
use crate::answer::Role;
use crate::date::Date;
use serde::{Deserialize, Serialize};

/// A filing that was done in the official system (12333.gov.cn), and is recorded here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The day, in Asia/Shanghai.
    #[serde(with = "crate::date::written")]
    pub on: Date,
    /// The number that the official system gave.
    pub receipt: String,
}

/// A Notification Letter. What else stands in it (domain.md 4) is read from the application, as far as that can't change any
/// more; what can is kept here. A letter changes only by another one in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The letter's own number (编号); the server makes it where it is left empty.
    #[serde(default)]
    pub number: String,
    /// The number of the work permit: one person, one number for life; the server knows it where it is left empty.
    #[serde(default)]
    pub permit: String,
    /// The last day, as printed: the template says 6 months, one university says 3, so nothing is computed (domain.md 3.6).
    #[serde(with = "crate::date::written")]
    pub valid_until: Date,
    /// For how many months the permit is granted. 0 on letters from before it was asked: then those that were applied for.
    #[serde(default)]
    pub months: u32,
    /// The employer's registered name as it was then; the server says it. Empty on letters from before it was kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    /// The name of the authority that issued it; as the employer's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub authority: String,
}

/// What only some kinds of events have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Nothing.
    #[default]
    Nothing,
    /// Of a filing that was done elsewhere.
    Elsewhere(Elsewhere),
    /// Of a list of corrections.
    Round(Round),
    /// Of a wish to correct: what, and how it should be.
    Pins(Vec<Wished>),
    /// Of acceptance: the receipt number.
    Receipt(String),
    /// Of a proposal and of a decision.
    Decision(Decision),
    /// Of a letter.
    Letter(Letter),
    /// Of what the official system says of what was filed there.
    Outcome(Outcome),
    /// Of a step after the approval: its day, in Asia/Shanghai; of the work permit: its last one.
    On(#[serde(with = "crate::date::written")] Date),
}

/// A line of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What happened, who did it in which role, when, why.
    pub event: Event,
    /// Who did it: an id of whoever calls; empty of the system. Not for the eyes of the other sides.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// What only this kind has.
    #[serde(default)]
    pub detail: Detail,
}

impl Record {
    /// The line as this role may see it: the authority all of it; the sides no proposal, nobody's id, and of lists and
    /// wishes only what is theirs. The state that follows is the same.
    #[must_use]
    pub fn seen_by(&self, role: Role) -> Option<Record> {
        if !matches!(role, Role::Applicant | Role::Employer) {
            return Some(self.clone());
        }
        if self.event.kind.is_internal() {
            return None;
        }
        let theirs = |item: &&Item| item.owner.role() == role || self.event.by == role;
        let detail = match &self.detail {
            Detail::Round(round) => Detail::Round(Round {
                items: round.items.iter().filter(theirs).cloned().collect(),
                if_late: round.if_late,
            }),
            Detail::Pins(_) if self.event.by != role => Detail::Nothing,
            other => other.clone(),
        };
        let other_side = matches!(self.event.by, Role::Applicant | Role::Employer) && self.event.by != role;
        let mut event = self.event.clone();
        // What one side asks of the authority is between the two.
        if other_side && event.kind == EventKind::CorrectionAsked {
            event.why.clear();
        }
        Some(Record {
            event,
            person: String::new(),
            detail,
        })
    }
}
