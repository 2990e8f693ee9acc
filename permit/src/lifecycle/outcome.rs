//! What the official system (12333.gov.cn) says of an application that was filed there, as its employer records it: the
//! tracking goes on here where somebody else decides. No act of this authority comes of it: no letter, no number, nothing
//! that anybody can check.
//!
//! Told is what moves the application or its clock. That the preliminary review there passed is not: papers are accepted on
//! the spot where no place sets days for it, and with the acceptance it has passed.

use super::EventKind;
use super::record::{Detail, Record};
use crate::classify::Category;
use crate::date::Date;
use serde::{Deserialize, Serialize};

/// What the official system says, and of which day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The day, in Asia/Shanghai.
    #[serde(with = "crate::date::written")]
    pub on: Date,
    /// What it says.
    pub said: Said,
}

/// What the official system says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// It was returned for correction: there, where it is corrected. What is asked for, the reason says.
    Returned,
    /// It was corrected there, and sent again.
    SentAgain,
    /// It was accepted (受理), under this number; empty where that is the one of the filing.
    Accepted(String),
    /// It was approved (准予行政许可).
    Approved(Grant),
    /// It was refused (不予行政许可). Why, the reason says.
    Refused,
}

/// What stands in a Notification Letter of the official system, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The category.
    pub category: Category,
    /// The letter's own number (编号).
    pub letter: String,
    /// The letter's last day.
    #[serde(with = "crate::date::written")]
    pub valid_until: Date,
    /// For how many months the permit is granted.
    pub months: u32,
}

/// What the official system says, without what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in Said")]
pub enum OutcomeKind {
    Returned,
    SentAgain,
    Accepted,
    Approved,
    Refused,
}

impl Outcome {
    /// Without what it takes.
    #[must_use]
    pub const fn kind(&self) -> OutcomeKind {
        match self.said {
            Said::Returned => OutcomeKind::Returned,
            Said::SentAgain => OutcomeKind::SentAgain,
            Said::Accepted(_) => OutcomeKind::Accepted,
            Said::Approved(_) => OutcomeKind::Approved,
            Said::Refused => OutcomeKind::Refused,
        }
    }
}

impl OutcomeKind {
    /// Each, in the order in which they happen.
    pub const ALL: [OutcomeKind; 5] = [
        OutcomeKind::Returned,
        OutcomeKind::SentAgain,
        OutcomeKind::Accepted,
        OutcomeKind::Approved,
        OutcomeKind::Refused,
    ];

    /// The name in text keys and of forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            OutcomeKind::Returned => "returned",
            OutcomeKind::SentAgain => "sent_again",
            OutcomeKind::Accepted => "accepted",
            OutcomeKind::Approved => "approved",
            OutcomeKind::Refused => "refused",
        }
    }

    /// The event that records it.
    #[must_use]
    pub const fn event(self) -> EventKind {
        match self {
            OutcomeKind::Returned => EventKind::ReturnedElsewhere,
            OutcomeKind::SentAgain => EventKind::SentAgainElsewhere,
            OutcomeKind::Accepted => EventKind::AcceptedElsewhere,
            OutcomeKind::Approved => EventKind::ApprovedElsewhere,
            OutcomeKind::Refused => EventKind::RefusedElsewhere,
        }
    }
}

/// What a line says of the official system, and of which day: that it was filed there, and what was recorded since.
pub(super) fn there(record: &Record) -> Option<(EventKind, Date)> {
    let on = match &record.detail {
        Detail::Elsewhere(elsewhere) => elsewhere.on,
        Detail::Outcome(outcome) => outcome.on,
        _ => return None,
    };
    Some((record.event.kind, on))
}

#[cfg(test)]
mod tests {
    use super::{Grant, Outcome, OutcomeKind, Said};
    use crate::classify::Category;
    use crate::date::Date;

    #[test]
    fn what_is_said_is_called_the_same_on_the_wire() {
        let on = Date::constant(2026, 11, 27);
        let grant = Grant {
            category: Category::B,
            letter: "NL-1".into(),
            valid_until: on,
            months: 12,
        };
        let all = [
            Said::Returned,
            Said::SentAgain,
            Said::Accepted("R-1".into()),
            Said::Approved(grant),
            Said::Refused,
        ];
        for (said, kind) in all.into_iter().zip(OutcomeKind::ALL) {
            let outcome = Outcome { on, said };
            assert_eq!(outcome.kind(), kind);
            assert!(kind.event().is_elsewhere());
            let json = serde_json::to_value(&outcome).unwrap();
            let said = &json["said"];
            let name = said.as_str().map_or_else(
                || said.as_object().unwrap().keys().next().unwrap().clone(),
                str::to_owned,
            );
            assert_eq!(name, kind.name());
            assert_eq!(serde_json::from_value::<Outcome>(json).unwrap(), outcome);
        }
    }
}
