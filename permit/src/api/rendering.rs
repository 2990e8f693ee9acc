//! The wire of Chinese renderings ([`crate::rendering`]).

use crate::answer::Key;
use crate::rendering::Rendering;
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use validator::Validate;

/// The renderings that an application needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Renderings {
    /// The application.
    pub application: String,
    /// The number a person reads over the phone.
    pub reference: String,
    /// The draft it came from.
    pub draft_id: String,
    /// Whether they can be written and answered now.
    pub open: bool,
    /// Whose turn it is: `employer`, `applicant`, or nobody's (empty).
    pub turn: String,
    /// All of them, in the order of the form; in answer to a `PATCH` those that were asked for.
    pub list: Vec<Rendering>,
}

/// A Chinese text for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct RenderingText {
    /// Which answer.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub key: Key,
    /// The applicant's text as whoever writes saw it: where it is another one by now, nothing is stored.
    #[cfg_attr(feature = "server", validate(length(max = 4000)))]
    pub original: String,
    /// The Chinese text.
    #[cfg_attr(feature = "server", validate(length(max = 4000)))]
    pub chinese: String,
}

/// The employer writes renderings; all of them are stored, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct RenderingsWrite {
    /// The texts.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 200), nested))]
    pub texts: Vec<RenderingText>,
}

/// What the applicant says to a rendering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct RenderingAnswer {
    /// Of which answer.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub key: Key,
    /// The Chinese text as they saw it: where it is another one by now, nothing is stored.
    #[cfg_attr(feature = "server", validate(length(max = 4000)))]
    pub chinese: String,
    /// Whether they confirm it; else it goes back to the employer.
    pub confirmed: bool,
    /// Why it goes back, in words.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 2000)))]
    pub remark: String,
}

/// The applicant answers renderings; all of it is stored, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct RenderingsAnswer {
    /// What they say to each.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 200), nested))]
    pub answers: Vec<RenderingAnswer>,
}
