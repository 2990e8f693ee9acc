//! The wire of the way back for who lost the mailbox they sign in with. `docs/recovery.md` says it for people.

use serde::{Deserialize, Serialize};

/// Seconds between two people's decision and the change: the owner of the old address has them to say no. A week, so that
/// somebody who looks into that mailbox on one day of the week only still can.
pub const WAIT_SECONDS: i64 = 7 * 86_400;

/// Asks for an account to be moved to a new address.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct RecoveryRequest {
    /// The address that is lost.
    #[cfg_attr(feature = "server", validate(length(min = 3, max = 254)))]
    pub old_email: String,
    /// The new one …
    #[cfg_attr(feature = "server", validate(length(min = 3, max = 254)))]
    pub new_email: String,
    /// … and the code that was sent to it.
    #[cfg_attr(feature = "server", validate(length(min = 6, max = 16)))]
    pub code: String,
    /// The number of the passport, as in the form; may be empty. Held against the drafts, and not kept.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 64)))]
    pub passport: String,
    /// The date of birth, ISO 8601; may be empty. Held against the drafts, and not kept.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 40)))]
    pub birth_date: String,
    /// The reference number of an application; may be empty. Not kept.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 40)))]
    pub reference: String,
    /// What happened, in words; the helpdesk reads it.
    #[serde(default)]
    #[cfg_attr(feature = "server", validate(length(max = 1000)))]
    pub words: String,
    /// The language of the letters.
    #[cfg_attr(feature = "server", validate(length(max = 35)))]
    pub locale: String,
}

/// Stops it from the old mailbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct RecoveryStop {
    /// The secret of the link in the letter.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 64)))]
    pub secret: String,
}

/// A request that runs against the account of who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OwnRecovery {
    /// When it was asked for, in seconds since 1970 UTC.
    pub created_at: i64,
    /// When the address changes unless somebody stops it; absent while two people have not decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
}

/// How something that the person said compares with what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// It is the same.
    Same,
    /// It is another, or nothing is kept to compare it with.
    Other,
    /// The person said nothing.
    NotSaid,
}

impl Fact {
    /// Every one.
    pub const ALL: [Fact; 3] = [Fact::Same, Fact::Other, Fact::NotSaid];

    /// The name on the wire, in the database and in text keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Fact::Same => "same",
            Fact::Other => "other",
            Fact::NotSaid => "not_said",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.name() == name)
    }
}

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecoveryState {
    /// Nobody of the staff has decided.
    Asked,
    /// One has proposed it; a supervisor, another one, confirms.
    Proposed,
    /// Two have decided; the waiting time runs.
    Waiting,
    /// The address was changed.
    Done,
    /// The owner of the account stopped it.
    Stopped,
    /// Somebody of the staff refused it.
    Refused,
    /// Nobody decided in time.
    Expired,
    /// The new address had got an account of its own meanwhile.
    Failed,
}

impl RecoveryState {
    /// Those in which something can still be done.
    pub const OPEN: [RecoveryState; 3] = [
        RecoveryState::Asked,
        RecoveryState::Proposed,
        RecoveryState::Waiting,
    ];

    /// The name on the wire, in the database and in text keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RecoveryState::Asked => "asked",
            RecoveryState::Proposed => "proposed",
            RecoveryState::Waiting => "waiting",
            RecoveryState::Done => "done",
            RecoveryState::Stopped => "stopped",
            RecoveryState::Refused => "refused",
            RecoveryState::Expired => "expired",
            RecoveryState::Failed => "failed",
        }
    }

    /// The open one of this name.
    #[must_use]
    pub fn open(name: &str) -> Option<Self> {
        Self::OPEN.into_iter().find(|state| state.name() == name)
    }
}

/// A request, as the helpdesk sees it: what the person said is held against what is kept, and neither is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Recovery {
    /// Its id.
    pub id: String,
    /// When it was asked for, in seconds since 1970 UTC.
    pub created_at: i64,
    /// The old address, masked.
    pub old_email: String,
    /// The new address, masked.
    pub new_email: String,
    /// The number of the passport.
    pub passport: Fact,
    /// The date of birth.
    pub birth_date: Fact,
    /// The reference number.
    pub reference: Fact,
    /// What happened, in the person's words.
    pub words: String,
    /// How far it is: `asked`, `proposed` or `waiting`.
    pub state: RecoveryState,
    /// Who proposed it, and why; empty where nobody has.
    pub proposed_by: String,
    /// Why, in words.
    pub proposed_why: String,
    /// Whether it was the one who asks: then another confirms.
    pub proposed_by_you: bool,
    /// When the address changes unless somebody stops it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
}

/// What somebody of the staff does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecoveryAction {
    /// The first of two says yes.
    Propose,
    /// The second, a supervisor, says yes.
    Confirm,
    /// One says no; that is enough.
    Refuse,
}

/// Decides.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct RecoveryDecision {
    /// What.
    pub action: RecoveryAction,
    /// Why, in words; the owner of the account reads it.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 1000)))]
    pub why: String,
}
