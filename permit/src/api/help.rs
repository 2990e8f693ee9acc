//! The wire of requests for help: threads between a person and the helpdesk.

use super::support::{Access, LetterState};
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use validator::Validate;

/// What is carried along: the person saw it, and may have taken it out. What is not theirs is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
#[serde(default)]
pub struct HelpAbout {
    /// The page, as the pattern of its address: without answers or ids.
    #[cfg_attr(feature = "server", validate(length(max = 120)))]
    pub page: String,
    /// The browser, in a few words.
    #[cfg_attr(feature = "server", validate(length(max = 120)))]
    pub browser: String,
    /// The version of the app.
    #[cfg_attr(feature = "server", validate(length(max = 60)))]
    pub version: String,
    /// The draft; also of an application.
    #[cfg_attr(feature = "server", validate(length(max = 36)))]
    pub draft: String,
    /// Where a member of an organisation asks: the organisation.
    #[cfg_attr(feature = "server", validate(length(max = 36)))]
    pub organisation: String,
    /// And the invitation that it is about.
    #[cfg_attr(feature = "server", validate(length(max = 36)))]
    pub invitation: String,
}

/// Asks for help.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct HelpAsk {
    /// The question, in words.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 4000)))]
    pub text: String,
    /// The language in which the person reads.
    #[cfg_attr(feature = "server", validate(length(max = 35)))]
    pub locale: String,
    /// What is carried along.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(nested))]
    pub about: HelpAbout,
}

/// Writes into a thread.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct HelpWrite {
    /// The words.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 4000)))]
    pub text: String,
    /// Of the helpdesk: asks for a support code, in the person's own language; then there need be no words.
    #[serde(default)]
    pub asks_code: bool,
}

/// What somebody of the helpdesk does with a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HelpStep {
    /// Takes care of it.
    Take,
    /// Gives it back to all.
    Release,
    /// Closes it.
    Close,
}

/// The same as a body.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, Validate))]
pub struct HelpAct {
    /// What.
    pub step: HelpStep,
}

/// A message of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct HelpMessage {
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// In which role: `applicant`, `employer`, `helpdesk`, `supervisor`.
    pub role: String,
    /// `ask_code`, or empty: `help.phrase.<name>`.
    pub phrase: String,
    /// The words.
    pub text: String,
}

/// A line of a list of threads: nothing of what was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct HelpLine {
    /// The thread.
    pub id: String,
    /// `open`, `answered` or `closed`.
    pub state: String,
    /// Who asks: `applicant` or `employer`.
    pub role: String,
    /// When it was asked, in seconds since 1970 UTC.
    pub created_at: i64,
    /// When the last message was written, or it was closed.
    pub updated_at: i64,
    /// Of an open one: since when the person waits. Else 0.
    pub waits_since: i64,
    /// The page from which it was asked.
    pub page: String,
    /// For staff: who took it, as colleagues read it; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub taken_by: String,
    /// For staff: whether that is who asks.
    #[serde(default)]
    pub mine: bool,
}

/// A thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct HelpThread {
    /// What the list says of it.
    pub line: HelpLine,
    /// What was carried along.
    pub about: HelpAbout,
    /// The reference number of the application that the draft became; else empty.
    pub reference: String,
    /// The last save of the draft that was acknowledged when it was asked: 0 where there was none.
    pub saved_revision: u64,
    /// When that was.
    pub saved_at: i64,
    /// The messages, oldest first.
    pub messages: Vec<HelpMessage>,
    /// For the person: who of the helpdesk read it.
    pub looks: Vec<Access>,
    /// For staff: how the newest letters to the person stand.
    pub letters: Vec<LetterState>,
    /// For staff: the language in which the person reads.
    pub locale: String,
}
