//! The wire: paths, requests, responses, and the shape of an error. Both sides use these types.
//!
//! Changes here only ever add: an old tab talks to a new server.

pub mod case;
pub mod employer;
pub mod event;
pub mod help;
pub mod history;
pub mod mail;
pub mod notice;
pub mod organisation;
pub mod passkey;
pub mod path;
pub mod recovery;
pub mod rendering;
pub mod session;
pub mod staff;
pub mod statistics;
pub mod step;
pub mod support;
pub mod told;

use crate::answer::Key;
use crate::draft::{Change, Draft};
use crate::entries::Entries;
use crate::lifecycle::{Event, Record};
use crate::question::FormVersion;
use serde::{Deserialize, Serialize};
use step::StepLine;
use told::Told;

/// The most changes that one save may carry.
pub const MAX_CHANGES: usize = 500;

/// Asks for a sign-in code. The answer never tells whether the address is known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct SignInCodeRequest {
    /// The address it goes to.
    #[cfg_attr(feature = "server", validate(length(min = 3, max = 254)))]
    pub email: String,
    /// The language of the e-mail, a tag such as `zh-Hans`.
    #[cfg_attr(feature = "server", validate(length(max = 35)))]
    pub locale: String,
}

/// Says how long the code holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SignInCodeSent {
    /// Seconds until the code runs out.
    pub valid_seconds: u32,
}

/// Signs in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct SignIn {
    /// The address the code went to.
    #[cfg_attr(feature = "server", validate(length(min = 3, max = 254)))]
    pub email: String,
    /// The six digits; blanks and hyphens between them do no harm.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 32)))]
    pub code: String,
    /// Whether others use this computer: the session then ends with the browser, or soon after its last use.
    #[serde(default)]
    pub shared: bool,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Session {
    /// The person's address.
    pub email: String,
    /// When the session ends unless it is used, in seconds since 1970 UTC.
    pub expires_at: i64,
    /// In how many seconds that is: a device's clock may be wrong.
    pub seconds_left: i64,
}

/// A line of the list of drafts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DraftSummary {
    /// The draft's id, chosen by the device that began it: a UUID of version 4.
    pub id: String,
    /// When it was last saved, in seconds since 1970 UTC.
    pub updated_at: i64,
    /// When it was begun.
    pub created_at: i64,
    /// The revision of the last save.
    pub revision: u64,
    /// The application it became, if it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
}

/// A whole draft.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DraftDocument {
    /// Its id.
    pub id: String,
    /// The revision of the last save.
    pub revision: u64,
    /// When it was last saved, in seconds since 1970 UTC.
    pub updated_at: i64,
    /// The application it became, if it was submitted; it can't be changed any more then, unless it is `open`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// Whether it was submitted and is open again: the applicant took it back, or has something to correct.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// While only some of it is open: errors that were there when it was sent, seen from today, and are not open. They keep
    /// nobody from sending it again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excused: Vec<WireProblem>,
    /// How many notes of the helpdesk on it wait for an answer.
    #[serde(default)]
    pub notes: u64,
    /// Its answers.
    pub draft: Draft,
}

/// Stores answers; creates the draft if nobody has one of this id and these are the first: there are some, and `known`
/// and every `base` are 0. The same request twice stores once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct SaveRequest {
    /// The version of the form the answers were given to.
    pub form_version: FormVersion,
    /// The newest revision this device has seen; the answer carries what is newer.
    pub known: u64,
    /// What to store.
    #[cfg_attr(feature = "server", validate(length(max = 500)))]
    pub changes: Vec<Change>,
}

/// What is stored now: the acknowledgement that the word "saved" rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SaveResponse {
    /// The revision of the draft after this save.
    pub revision: u64,
    /// When it was stored, in seconds since 1970 UTC.
    pub at: i64,
    /// Everything newer than the request's `known`, this save's own answers among it.
    #[cfg_attr(feature = "server", schema(value_type = std::collections::BTreeMap<String, crate::answer::Entry>))]
    pub entries: Entries,
}

/// Submits a draft as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct SubmitRequest {
    /// The revision that the person has checked; a newer one is refused.
    pub revision: u64,
    /// The language of the e-mail and the receipt.
    #[cfg_attr(feature = "server", validate(length(max = 35)))]
    pub locale: String,
    /// The version of the form in which the person checked it; tabs of the first version don't say. What is asked now
    /// may be more than they saw, so an older one is refused.
    #[serde(default = "first_version")]
    pub form_version: FormVersion,
    /// Whether the person looked at what the employer receives, at this revision, and agrees to exactly that. Nothing is
    /// sent without it.
    #[serde(default)]
    pub agreed: bool,
}

fn first_version() -> FormVersion {
    1
}

/// A line of the list of applications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ApplicationSummary {
    /// The application's id.
    pub id: String,
    /// The number a person reads over the phone.
    pub reference: String,
    /// The last event's time, in seconds since 1970 UTC.
    pub updated_at: i64,
    /// Its state, derived from its events.
    pub state: String,
}

/// An application: frozen answers and a growing history.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Application {
    /// Its id.
    pub id: String,
    /// The number a person reads over the phone.
    pub reference: String,
    /// The draft it came from.
    pub draft_id: String,
    /// The rules it was judged under: a standard, its version, and those of the place.
    pub rules: String,
    /// The day (in Asia/Shanghai) it was judged, ISO 8601.
    pub judged_on: String,
    /// What was submitted, frozen, with its form version.
    pub draft: Draft,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// What some of them tell beside that: numbers of receipts, what was decided and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
    /// The same with what only some kinds have, as far as the applicant may see it: the lists of corrections, the letter.
    #[serde(default)]
    #[cfg_attr(feature = "server", schema(value_type = Vec<Object>))]
    pub records: Vec<Record>,
    /// How many lines the history really has: what `seen` of an action takes.
    #[serde(default)]
    pub seen: u32,
    /// The category that the preview names, if it names exactly one: `A`, `B` or `C`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// The place of work by the answers that count: six digits of GB/T 2260; empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What the last correction changed, on both sides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<case::Changed>,
    /// Who must act now: names of `actor.<name>`; nobody at the end.
    #[serde(default)]
    pub acts: Vec<String>,
    /// Whether no employer is joined to it: before filing the applicant must act then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unjoined: bool,
    /// What the applicant can do now: names of `action.<name>`, of a step after the approval `record`.
    #[serde(default)]
    pub actions: Vec<String>,
    /// What the applicant has to correct now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// What passes when the last day of that goes by: `correction.if_late.<name>`; empty where nothing passes by itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub if_late: String,
    /// The Notification Letter that counts, of this authority or of the official system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<IssuedLetter>,
    /// The road: what was recorded after an approval, and what is still to come, as far as the applicant may see it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepLine>,
}

/// Something to correct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Correction {
    /// The answer; empty where it is a document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// The document, by its id in the rules; empty where it is an answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// Why: `correction.reason.<name>`.
    pub reason: String,
    /// More about it, in the words of whoever asks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The last day, in Asia/Shanghai, ISO 8601.
    pub due: String,
}

/// A Notification Letter: of this authority, or as the employer recorded it from the official system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct IssuedLetter {
    /// Its number.
    pub number: String,
    /// The number of the work permit: one person, one number for life. Empty where this authority did not issue the letter.
    pub permit: String,
    /// The last day, as printed, ISO 8601.
    pub valid_until: String,
    /// The code by which anybody can check it. Empty where this authority did not issue the letter: then nobody can check it
    /// here, and there is no PDF of it.
    pub code: String,
    /// The last day of the work permit, once somebody read it from that, ISO 8601.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub permit_until: String,
}

/// Whether a receipt is genuine; nothing else is told to people who ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Verified {
    /// Whether an application here has this reference and hash.
    pub matches: bool,
    /// The day (in Asia/Shanghai) on which it was submitted, ISO 8601; empty where nothing matches.
    pub submitted_on: String,
}

/// An error, as `application/problem+json` (RFC 9457). `code` is what programs and texts go by: `error.<code>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// A URI reference of the kind of error: `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short English title.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The name of the error.
    pub code: String,
    /// What to do, in English, for people who write clients. Never an internal sentence, never personal data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The request's id, to quote to the helpdesk.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request_id: String,
    /// On `conflict`: what is stored under the keys in conflict, and all else that is newer than `known`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    #[cfg_attr(feature = "server", schema(value_type = std::collections::BTreeMap<String, crate::answer::Entry>))]
    pub entries: Entries,
    /// On `conflict`: the keys in conflict. Nothing of the request was stored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "server", schema(value_type = Vec<String>))]
    pub conflicts: Vec<Key>,
    /// On `invalid_answers` and `not_ready` (submit, papers) and `unknown_question`, `too_long` … (save): what is wrong, and where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<WireProblem>,
    /// On `denied`: why, `denied.<name>`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub denied: String,
    /// On sign-in errors: the tries that are left. On `too_many_requests`: absent, see `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u32>,
}

/// A problem on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WireProblem {
    /// The answer it is about.
    pub key: String,
    /// The name of a problem, or `unknown_question`; of a file that can't be handed on `file_missing`, `file_waiting` or
    /// `file_refused`.
    pub code: String,
}
