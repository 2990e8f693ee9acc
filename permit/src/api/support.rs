//! The wire of the helpdesk: support codes, masked views, notes, and who looked at what.

use crate::answer::Key;
use crate::draft::Draft;
use serde::{Deserialize, Serialize};

/// A support code, told once: read out over the phone, for one member of the staff, for thirty minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SupportCode {
    /// The code.
    pub code: String,
    /// When it ends, in seconds since 1970 UTC.
    pub expires_at: i64,
}

/// Opens a draft, or an employer's part.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct OpenView {
    /// The support code; empty where a supervisor opens without one.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 40)))]
    pub code: String,
    /// Without a code: the draft, and why.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 36)))]
    pub draft: String,
    /// Without a code: why, in words; the applicant reads it.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 1000)))]
    pub why: String,
}

/// A draft, or an employer's part, as the helpdesk sees it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct View {
    /// The view's id.
    pub id: String,
    /// The draft's id; of an employer's part the invitation's.
    pub draft_id: String,
    /// Whether it is an employer's part: then nothing of the applicant's is in it.
    #[serde(default)]
    pub of_part: bool,
    /// When the view ends, in seconds since 1970 UTC.
    pub expires_at: i64,
    /// The language in which the applicant, or who takes care of it at the employer, reads, as far as the portal knows; else
    /// empty.
    pub locale: String,
    /// The revision of the last save.
    pub revision: u64,
    /// When it was last saved, in seconds since 1970 UTC.
    pub updated_at: i64,
    /// The application that it became, if it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// The answers to what is asked; a private one has only dots, also after it was revealed.
    pub draft: Draft,
    /// The keys of the answers that are masked.
    #[cfg_attr(feature = "server", schema(value_type = Vec<String>))]
    pub masked: Vec<Key>,
    /// What is wrong with the answers at the moment: judged on the server, which knows what is behind the dots.
    pub problems: Vec<super::WireProblem>,
    /// The notes that were pinned.
    pub notes: Vec<Note>,
}

/// Shows one masked answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct Reveal {
    /// Which.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub key: Key,
    /// Why, in words; whose answer it is reads that.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 1000)))]
    pub why: String,
}

/// The answer behind the dots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Revealed {
    /// As typed.
    pub value: String,
}

/// What a note says: `note.phrase.<name>`, so that everybody reads it in their language.
pub const PHRASES: &[&str] = &[
    "look_again",
    "as_in_passport",
    "missing",
    "not_needed",
    "see_text",
];

/// Pins a note to a question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct NoteRequest {
    /// To which answer.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub key: Key,
    /// One of `look_again`, `as_in_passport`, `missing`, `not_needed`, `see_text`.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 40)))]
    pub phrase: String,
    /// More, in words; not translated.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 1000)))]
    pub text: String,
    /// A suggested answer; empty for none.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 2000)))]
    pub value: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Note {
    /// Its id.
    pub id: String,
    /// The answer that it is pinned to.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub key: Key,
    /// One of `look_again`, `as_in_passport`, `missing`, `not_needed`, `see_text`.
    pub phrase: String,
    /// More, in words.
    pub text: String,
    /// A suggested answer; empty for none.
    pub value: String,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// `open`, `accepted` or `dismissed`.
    pub state: String,
}

/// What the applicant, or the employer, does with a note. (The answer itself is saved like any other.)
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct NoteAnswer {
    /// Whether they accept it; else it is dismissed.
    pub accepts: bool,
}

/// A line of the own access log of an applicant, or of an employer's part. Written in the transaction that reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Access {
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// In which role: `helpdesk`, `officer`, `supervisor`, `employer`.
    pub role: String,
    /// What: `view`, `reveal`, `case`, `file`, `package`, `search`, `recovery`, `address`: `access.what.<name>`.
    pub what: String,
    /// Of a revealed answer: its key; of a file: its id; else empty.
    pub key: String,
    /// Why, in words; may be empty.
    pub why: String,
    /// Of a file: the documents that it lay in when it was opened, `document.<name>.title`; else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Of a file that lay there with others: the name that its person gave it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Of a file that lay there with others: which of them it was, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
}

/// Finds applications and drafts; never a list of everybody.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct Search {
    /// A reference, a whole address, or a support code.
    #[cfg_attr(feature = "server", validate(length(min = 3, max = 254)))]
    pub what: String,
}

/// What was found. Of drafts and applications only what tells them apart: no answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Found {
    /// Applications.
    pub applications: Vec<FoundApplication>,
    /// Drafts that were not submitted.
    pub drafts: Vec<super::DraftSummary>,
    /// The newest letters to an exact address: when, and `queued`, `sent`, `bounced` or `gave_up`.
    pub letters: Vec<LetterState>,
    /// Whether it is the support code of an employer's part: there is nothing to tell apart, the code opens it.
    #[serde(default)]
    pub of_part: bool,
}

/// An application that was found, and how it can be opened: the authority sees it once it was filed; before, a supervisor
/// opens the draft that it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FoundApplication {
    /// What tells it apart.
    #[serde(flatten)]
    pub summary: super::ApplicationSummary,
    /// The draft it came from.
    pub draft_id: String,
    /// Whether it was ever filed.
    pub filed: bool,
}

/// How a letter stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LetterState {
    /// When it was written, in seconds since 1970 UTC.
    pub at: i64,
    /// `queued`, `sent`, `bounced` (the address takes none) or `gave_up` (there was no time left to try).
    pub state: String,
    /// How often it was tried.
    pub attempts: u32,
}
