//! The wire of one's own sessions: where somebody is signed in.

use serde::{Deserialize, Serialize};

/// Seconds after which a person's session ends that nobody uses …
pub const IDLE_SECONDS: i64 = 12 * 3_600;
/// … and on a computer that others use: whoever comes next finds nobody signed in.
pub const IDLE_SHARED_SECONDS: i64 = 1_800;
/// Use is written down at most every so many seconds: so much earlier it may end.
pub const SEEN_SECONDS: i64 = 300;

/// The query of a request that is no use of the session that it comes with: a page asks so whether it has ended, when nobody
/// does anything.
pub const UNUSED: &str = "unused";

/// A session of whoever asks: a person, or somebody of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OwnSession {
    /// Names it; nobody can sign in with it.
    pub id: String,
    /// When it began, in seconds since 1970 UTC.
    pub created_at: i64,
    /// When it was last used, to five minutes (the staff's to one), in seconds since 1970 UTC.
    pub seen_at: i64,
    /// The browser, as far as it can be told: `Firefox`; else empty.
    pub browser: String,
    /// The system below it, as far as it can be told: `Windows`; else empty.
    pub system: String,
    /// Whether it was begun on a computer that others use; never so of the staff's, who are not asked.
    pub shared: bool,
    /// Whether it was begun with a passkey; else with a code from an e-mail, or by the staff with password and code.
    pub passkey: bool,
    /// Whether it is the one that asks.
    pub this: bool,
}
