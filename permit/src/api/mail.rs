//! The wire of the mail provider, which knows what became of a letter after it was taken.

use serde::{Deserialize, Serialize};

/// A letter came back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, validator::Validate))]
pub struct MailBounce {
    /// The `Message-ID` of the letter, with or without its angle brackets.
    #[cfg_attr(feature = "server", validate(length(min = 1, max = 300)))]
    pub message_id: String,
}
