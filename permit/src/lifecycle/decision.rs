//! A decision, and the four eyes on it.

use crate::classify::Category;
use serde::{Deserialize, Serialize};

/// Why an application is refused: `refusal.<name>`. From memory, the official wording is uncertain (domain.md 3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The conditions are not met.
    ConditionsNotMet,
    /// Still incomplete after the notice.
    IncompleteAfterNotice,
    /// False material.
    FalseMaterial,
    /// The post has no special need, or the pay is below the minimum.
    PostNotFit,
    /// Serious dishonesty of the employer.
    EmployerDishonest,
    /// Not fit for work in China.
    PersonNotFit,
    /// The quota is used up.
    QuotaUsedUp,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Ground; 7] = [
        Ground::ConditionsNotMet,
        Ground::IncompleteAfterNotice,
        Ground::FalseMaterial,
        Ground::PostNotFit,
        Ground::EmployerDishonest,
        Ground::PersonNotFit,
        Ground::QuotaUsedUp,
    ];

    /// The name in text keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Ground::ConditionsNotMet => "conditions_not_met",
            Ground::IncompleteAfterNotice => "incomplete_after_notice",
            Ground::FalseMaterial => "false_material",
            Ground::PostNotFit => "post_not_fit",
            Ground::EmployerDishonest => "employer_dishonest",
            Ground::PersonNotFit => "person_not_fit",
            Ground::QuotaUsedUp => "quota_used_up",
        }
    }
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Approved in a category.
    Approve(Category),
    /// Refused on these grounds.
    Refuse(Vec<Ground>),
}

impl Decision {
    /// Whether it takes two people (issue 5): a refusal, and an approval in a category that the preview did not name. A
    /// preview that leaves several categories open names none.
    #[must_use]
    pub fn needs_two(&self, previewed: Option<Category>) -> bool {
        match self {
            Decision::Approve(category) => previewed != Some(*category),
            Decision::Refuse(_) => true,
        }
    }
}

/// A decision that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is proposed.
    pub decision: Decision,
    /// Who proposed it: can't confirm it.
    pub person: String,
    /// The reason.
    pub why: String,
}
