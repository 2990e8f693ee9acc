//! The wire of the staff: signing in.

use crate::answer::Role;
use serde::{Deserialize, Serialize};

/// Seconds after which a session ends that nobody uses: staff see other people's passports.
pub const IDLE_SECONDS: i64 = 900;
/// Use is written down at most every so many seconds: so much earlier it may end.
pub const SEEN_SECONDS: i64 = 60;

/// What a member of the staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Helps applicants and employers; sees a draft with its support code only.
    Helpdesk,
    /// Works on applications at the authority's desk.
    Officer,
    /// An officer who may also open a draft without a code, with a written reason.
    Supervisor,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [StaffRole; 3] = [StaffRole::Helpdesk, StaffRole::Officer, StaffRole::Supervisor];

    /// The name on the wire, in the database and in text keys: `staff.role.<name>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            StaffRole::Helpdesk => "helpdesk",
            StaffRole::Officer => "officer",
            StaffRole::Supervisor => "supervisor",
        }
    }

    /// The role of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether somebody of this role works on applications.
    #[must_use]
    pub const fn is_of_the_desk(self) -> bool {
        matches!(self, StaffRole::Officer | StaffRole::Supervisor)
    }
}

impl From<StaffRole> for Role {
    /// In which role an action is done: who does not work on applications can do nothing there as an officer either, for
    /// the desk does not let them in.
    fn from(role: StaffRole) -> Role {
        match role {
            StaffRole::Supervisor => Role::Supervisor,
            StaffRole::Officer | StaffRole::Helpdesk => Role::Officer,
        }
    }
}

/// Signs a member of the staff in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct StaffSignIn {
    /// The address of the account.
    #[cfg_attr(feature = "server", validate(length(min = 3, max = 254)))]
    pub email: String,
    /// The password.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 256)))]
    pub password: String,
    /// The six digits of the authenticator (RFC 6238); blanks between them do no harm.
    #[cfg_attr(feature = "server", validate(length(min = 6, max = 16)))]
    pub code: String,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StaffSession {
    /// The account's id: what stands behind an event.
    pub id: String,
    /// The name, as colleagues read it.
    pub name: String,
    /// What they may do.
    pub role: StaffRole,
    /// When the session ends unless it is used, in seconds since 1970 UTC.
    pub expires_at: i64,
    /// In how many seconds that is: a device's clock may be wrong.
    pub seconds_left: i64,
}
