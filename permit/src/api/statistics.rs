//! The wire of the statistics: what the events of a period say together. No person can be told from them.

use crate::lifecycle::EventKind;
use crate::lifecycle::correction::{Pin, Reason};
use serde::{Deserialize, Serialize};

/// Which period, and what of it. Everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(default)]
pub struct StatisticsQuery {
    /// The first day, in Asia/Shanghai, ISO 8601; the thirtieth before the last where it is left out.
    pub from: String,
    /// The last day; today where it is left out.
    pub until: String,
    /// Only this place, or this province: the first digits of GB/T 2260.
    pub place: String,
}

/// How often, by category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ByCategory {
    /// Of category A.
    pub a: u32,
    /// Of category B.
    pub b: u32,
    /// Of category C.
    pub c: u32,
    /// Where neither the decision nor the preview names one.
    pub none: u32,
}

impl ByCategory {
    /// All together.
    #[must_use]
    pub const fn total(&self) -> u32 {
        self.a + self.b + self.c + self.none
    }
}

/// How often something happened in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Happened {
    /// What.
    pub kind: EventKind,
    /// How often.
    pub by_category: ByCategory,
}

/// How long a step of the authority's took, where it ended in the period: in working days, without the time in which the
/// case waited for a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StepTimes {
    /// `pre_review`, `acceptance` or `review`.
    pub step: String,
    /// How often it ended.
    pub done: u32,
    /// Half of them took no longer.
    pub median: u32,
    /// Nine in ten took no longer.
    pub nine_in_ten: u32,
    /// The longest.
    pub longest: u32,
    /// Of how many there is a limit.
    pub limited: u32,
    /// How many of these took longer than it.
    pub late: u32,
}

/// How often something had to be corrected for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ForReason {
    /// The reason.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub reason: Reason,
    /// How often.
    pub count: u32,
}

/// How often a question or a document had to be corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OfPin {
    /// Which; of a question in a list, whatever the row.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub pin: Pin,
    /// How often.
    pub count: u32,
}

/// What the events of a period say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Statistics {
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// How often what happened.
    pub happened: Vec<Happened>,
    /// How long the steps took.
    pub steps: Vec<StepTimes>,
    /// How many were decided.
    pub decided: u32,
    /// How many of these were never returned for a correction.
    pub at_once: u32,
    /// Why items of the authority's lists had to be corrected, most often first.
    pub reasons: Vec<ForReason>,
    /// Which questions and documents these were, most often first.
    pub pins: Vec<OfPin>,
}
