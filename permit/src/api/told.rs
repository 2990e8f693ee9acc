//! The wire of what an event tells beside its kind: the numbers that an applicant needs, what was decided, what was wished.

use crate::date;
use crate::lifecycle::correction::Wished;
use crate::lifecycle::decision::Decision;
use crate::lifecycle::outcome::{Outcome, Said};
use crate::lifecycle::{Detail, Record};
use serde::{Deserialize, Serialize};

/// What an event tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Told {
    /// Which event: its place among those that are told, from 0.
    pub event: u32,
    /// The number of the receipt: of acceptance (受理单), or of a filing or an acceptance in the official system.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub receipt: String,
    /// The day of what was done in the official system, ISO 8601.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on: String,
    /// The category of an approval: `A`, `B` or `C`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// Of an approval in the official system: the number of its Notification Letter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub letter: String,
    /// The last day of that letter, as printed, ISO 8601.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// The months for which it grants the permit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// The grounds of a refusal: `refusal.<name>`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<String>,
    /// Of a wish to correct: what, and how it should be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub wished: Vec<Wished>,
}

impl Told {
    /// Of a decision.
    #[must_use]
    pub fn decided(decision: &Decision) -> Self {
        match decision {
            Decision::Approve(category) => Self {
                category: category.letter().into(),
                ..Self::default()
            },
            Decision::Refuse(grounds) => Self {
                grounds: grounds.iter().map(|ground| ground.name().into()).collect(),
                ..Self::default()
            },
        }
    }

    /// Of what the official system says.
    fn recorded(outcome: &Outcome) -> Self {
        let told = match &outcome.said {
            Said::Accepted(number) => Self {
                receipt: number.clone(),
                ..Self::default()
            },
            Said::Approved(grant) => Self {
                category: grant.category.letter().into(),
                letter: grant.letter.clone(),
                until: date::iso(grant.valid_until),
                months: Some(grant.months),
                ..Self::default()
            },
            Said::Returned | Said::SentAgain | Said::Refused => Self::default(),
        };
        Self {
            on: date::iso(outcome.on),
            ..told
        }
    }

    /// Of what only some kinds of events have; `None` where it is shown in another way.
    #[must_use]
    pub fn of(detail: &Detail) -> Option<Self> {
        match detail {
            Detail::Receipt(number) => Some(Self {
                receipt: number.clone(),
                ..Self::default()
            }),
            Detail::Elsewhere(elsewhere) => Some(Self {
                receipt: elsewhere.receipt.clone(),
                on: date::iso(elsewhere.on),
                ..Self::default()
            }),
            Detail::Decision(decision) => Some(Self::decided(decision)),
            Detail::Outcome(outcome) => Some(Self::recorded(outcome)),
            Detail::Pins(wished) => Some(Self {
                wished: wished.clone(),
                ..Self::default()
            }),
            _ => None,
        }
    }

    /// Of all lines that somebody may see ([`Record::seen_by`]).
    #[must_use]
    pub fn all(seen: &[Record]) -> Vec<Self> {
        let told = |(record, event): (&Record, u32)| {
            Some(Self {
                event,
                ..Self::of(&record.detail)?
            })
        };
        seen.iter().zip(0_u32..).filter_map(told).collect()
    }
}
