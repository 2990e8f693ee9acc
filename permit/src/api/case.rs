//! The wire of cases: what the sides and the authority see of an application, and what they do with it.

use crate::answer::Key;
use crate::draft::Draft;
use crate::lifecycle::{Action, Record};
use crate::rendering::Rendering;
use serde::{Deserialize, Serialize};

/// Something to do with an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct ActionRequest {
    /// The number of lines of the history that the person has seen (internal ones too, where they see them): if it has
    /// grown since, nothing is done. So the same request twice is done once.
    pub seen: u32,
    /// What to do.
    #[cfg_attr(feature = "server", schema(value_type = Object))]
    pub action: Action,
    /// Why, in words; may be empty where no reason is needed.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 4000)))]
    pub why: String,
    /// With `ready` and `answer` of an applicant: the revision of the draft that they checked.
    #[serde(default)]
    pub revision: u64,
    /// With `ready` of an applicant: whether they agree to what the employer receives, as when it is submitted.
    #[serde(default)]
    pub agreed: bool,
}

/// An answer that the last round of changes made another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Changed {
    /// Which.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub key: Key,
    /// As it was; empty where there was none.
    pub before: String,
    /// As it is; empty where it was taken back.
    pub after: String,
}

/// An application as somebody may see it: its history as far as it is theirs to see, and the answers likewise. State,
/// clocks, steps and what can be done follow from these.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CaseDocument {
    /// The application's id.
    pub id: String,
    /// The number a person reads over the phone.
    pub reference: String,
    /// The draft it came from.
    pub draft_id: String,
    /// The rules it was judged under.
    pub rules: String,
    /// The day (in Asia/Shanghai) it was judged, ISO 8601.
    pub judged_on: String,
    /// The category that the preview names, if it names exactly one: `A`, `B` or `C`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// The place of work: six digits of GB/T 2260; empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Who asks, as the history names them.
    pub person: String,
    /// The answers, frozen; of the applicant's private ones none where the employer asks.
    pub draft: Draft,
    /// The employer's part, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<PartDocument>,
    /// The Chinese renderings of what the applicant wrote in another script; told to the authority alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renderings: Vec<Rendering>,
    /// Whose turn it is with them, `employer` or `applicant`; empty where nobody has to do anything about them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rendering: String,
    /// Who must act now, by name: exactly, for of a list a side sees in `records` only what is its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
    /// What the last correction changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Changed>,
    /// The history, oldest first.
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub records: Vec<Record>,
    /// How many lines it really has: what `seen` of an action takes.
    pub seen: u32,
    /// Which of its people did what on the employer's side, told to that employer alone: the place of a line in `records`,
    /// and the address of the member.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub by_name: Vec<(u32, String)>,
}

/// The employer's part of an application: its answers to the questions that are its own. They never overwrite the
/// applicant's, which are estimates to it; what counts in the end is the employer's.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PartDocument {
    /// The invitation that it belongs to.
    pub invitation: String,
    /// The employer.
    pub organisation: String,
    /// The employer's registered name.
    pub organisation_name: String,
    /// The revision of the last save.
    pub revision: u64,
    /// The answers.
    pub draft: Draft,
}

/// A save of the employer's part; the whole of what was changed, by question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct PartSave {
    /// The revision that it is based on; where one of these answers was changed since, nothing is stored.
    pub revision: u64,
    /// Answers as typed, by key; an empty one takes it back.
    #[cfg_attr(feature = "server", validate(length(max = 200)))]
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub answers: Vec<(Key, String)>,
}

/// Which page of a table, in which order. Everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "server", into_params(parameter_in = Query))]
#[serde(default)]
pub struct TableQuery {
    /// The page, from 1.
    pub page: u32,
    /// Only these states: names with commas between them.
    pub state: String,
    /// Only where this one must act: `applicant`, `employer` or `authority`.
    pub acts: String,
    /// Only this category: `A`, `B`, `C`, or `-` for those of which the preview names none.
    pub category: String,
    /// Only this place, or this province: the first digits of GB/T 2260.
    pub place: String,
    /// Only these references, or people of this name.
    pub search: String,
    /// By what: `category` (A first, then by due date; the default of the authority's queue), `due` (the default of an
    /// employer's table), `updated`, `name`, `state`, `expires`; with a `-` before it backwards.
    pub sort: String,
}

/// A row of a table of applications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CaseRow {
    /// The application's id.
    pub id: String,
    /// The number a person reads over the phone.
    pub reference: String,
    /// The applicant's name as in the passport.
    pub name: String,
    /// The employer's registered name, where it is joined, or was until the application was over.
    pub organisation: String,
    /// The state.
    pub state: String,
    /// The category that the preview names; empty for none.
    pub category: String,
    /// The place of work.
    pub place: String,
    /// Who must act: names with blanks between them.
    pub acts: String,
    /// Until when, ISO 8601; empty where no date is known.
    pub due_on: String,
    /// What runs out next (the letter, the permit, the contract), ISO 8601; empty where nothing does.
    pub expires_on: String,
    /// The last event's time, in seconds since 1970 UTC.
    pub updated_at: i64,
    /// Which date that is: `letter`, `permit`, `permit_estimated` or `contract`; empty where nothing runs out.
    #[serde(default)]
    pub expires_what: String,
    /// Until when an extension of the permit is to be filed, ISO 8601; empty before the letter was used.
    #[serde(default)]
    pub extend_by: String,
}

/// A page of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CasePage {
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// Which page it is, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// How many rows there are on all pages.
    pub total: u64,
    /// Of an employer's table: how many were invited, or prepare their part, and are in no row yet.
    #[serde(default)]
    pub preparing: u64,
}

/// Whether a Notification Letter, or the work permit that it names, is genuine and holds; nothing else is told to people who
/// ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct VerifiedLetter {
    /// `valid`, `used`, `expired`, `replaced`, `cancelled`, or `unknown`: no letter from here has this number and code. Of a
    /// permit's number it is the newest letter's, so never `replaced`; and `expired` once the last day that was recorded of
    /// the permit itself has passed.
    pub state: String,
    /// The last day, as printed on that letter, ISO 8601; empty of an unknown one.
    pub valid_until: String,
}
