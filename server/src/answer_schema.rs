//! The answer of `POST /api/classify` as a schema. The answer itself is written by hand (`permit::classify::json`); a test
//! compares the two.

use crate::openapi::ProfileBody;
use utoipa::ToSchema;

/// A preview; never a decision.
#[derive(ToSchema)]
#[schema(as = Preview)]
pub struct PreviewBody {
    /// The category, when exactly one is possible.
    pub category: Option<Category>,
    /// The categories that some completion of the profile can still reach, best first.
    pub possible: Vec<Category>,
    /// The routes that are met and lead to the category.
    pub decided_by: Vec<String>,
    /// The points table.
    pub points: Points,
    /// Every route of the rules.
    pub criteria: Vec<Criterion>,
    /// The general conditions.
    pub conditions: Vec<Condition>,
    /// The field to ask for next: its answer can still remove a category.
    pub next_question: Option<String>,
    /// What would make a better category certain.
    pub changes: Vec<Change>,
    /// The rules that were applied.
    pub rules: Rules,
}

/// A category.
#[derive(ToSchema)]
pub enum Category {
    /// High-end.
    A,
    /// Professional.
    B,
    /// Other.
    C,
}

/// Whether something is met.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum Outcome {
    /// By the answers, it is.
    Met,
    /// No further answer can meet it.
    NotMet,
    /// Answers are missing, or somebody decides.
    Unknown,
}

/// How sure a rule is.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum Confidence {
    /// Seen in a source that is named.
    Sourced,
    /// From memory.
    Recalled,
    /// Doubtful, conflicting or local.
    Uncertain,
}

/// The points that some completion of the profile gives.
#[derive(ToSchema)]
pub struct Points {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// Item by item.
    pub items: Vec<PointsItem>,
}

/// An item of the points table.
#[derive(ToSchema)]
pub struct PointsItem {
    /// Its name.
    pub id: String,
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// The fields that gave it.
    pub because: Vec<String>,
}

/// A route to a category.
#[derive(ToSchema)]
pub struct Criterion {
    /// Its id in the standard.
    pub id: String,
    /// Whether it is open.
    pub outcome: Outcome,
    /// The fields that it used.
    pub because: Vec<String>,
    /// Where it stands: the text, its place there, and in brackets the addresses at which that was read.
    pub citation: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A condition for everybody.
#[derive(ToSchema)]
pub struct Condition {
    /// Its name.
    pub id: String,
    /// Whether it is met.
    pub outcome: Outcome,
}

/// Changes that make a category certain if all are done.
#[derive(ToSchema)]
pub struct Change {
    /// The category.
    pub to: Category,
    /// The fields with what they would be.
    #[schema(inline = false)]
    pub set: ProfileBody,
    /// The route that is met then.
    pub by: String,
}

/// The rules that were applied.
#[derive(ToSchema)]
pub struct Rules {
    /// The standard.
    pub id: String,
    /// Its version, and those of the place's own files.
    pub version: String,
    /// The place: six digits of GB/T 2260.
    pub jurisdiction: String,
}
