//! What every handler may use.

use crate::clock::Clock;
use crate::config::Config;
use crate::files::Files;
use crate::limiter::Limiter;
use crate::mail::Mailer;
use crate::package::Papers;
use crate::passkey::Passkeys;
use crate::store::Store;
use std::sync::Arc;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct Portal {
    /// The settings.
    pub config: Arc<Config>,
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// Wakes the sender of letters.
    pub mailer: Mailer,
    /// Files and uploads.
    pub files: Files,
    /// How often a client may have profiles judged.
    pub limiter: Limiter,
    /// Makes papers and packages.
    pub papers: Papers,
    /// What the portal is called by authenticators.
    pub passkeys: Passkeys,
}

impl Portal {
    /// Seconds since 1970 UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now()
    }
}
