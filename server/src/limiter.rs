//! How often a client may ask for what costs us work and needs no account.

use crate::error::Error;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::num::NonZeroU32;
use std::sync::Arc;

/// A bucket for each client: so many requests at once, refilled over a minute.
#[derive(Clone)]
pub struct Limiter(Arc<DefaultKeyedRateLimiter<String>>);

impl Limiter {
    /// So many requests a minute.
    #[must_use]
    pub fn per_minute(requests: NonZeroU32) -> Self {
        Self(Arc::new(DefaultKeyedRateLimiter::keyed(Quota::per_minute(
            requests,
        ))))
    }

    /// Lets a client's request in.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] with the seconds to wait.
    pub fn admit(&self, client: &str) -> Result<(), Error> {
        self.0.check_key(&client.to_owned()).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Error::TooManyRequests(i64::try_from(wait.as_secs()).unwrap_or(60).saturating_add(1))
        })
    }

    /// Forgets the clients that have not asked for a while.
    pub fn clean(&self) {
        self.0.retain_recent();
    }
}
