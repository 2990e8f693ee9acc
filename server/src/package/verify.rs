//! Whether a receipt is of ours: a reference and a hash that stands for all that was sent.

use crate::clock::{day_in_china, hex};
use crate::error::Error;
use crate::guard::Client;
use crate::state::Portal;
use axum::Json;
use axum::extract::{Path, State};
use permit::api::{Application, ErrorBody, Verified};
use permit::{date, reference};
use sha2::{Digest, Sha256};

/// How much of the hash stands on a receipt and in its address: 128 bits, which nobody guesses.
pub const SHOWN: usize = 32;

/// SHA-256 over what was frozen: reference, form, rules, day and each answer with its key (the files' own hashes are
/// among them), each part ended by a zero. It does not depend on languages, fonts or versions of the portal, so that a
/// receipt can be checked for as long as the application is kept.
#[must_use]
pub fn hash(application: &Application) -> String {
    let mut hash = Sha256::new();
    let mut take = |part: &str| {
        hash.update(part.as_bytes());
        hash.update([0]);
    };
    take(&application.reference);
    take(&application.draft.form_version.to_string());
    take(&application.rules);
    take(&application.judged_on);
    for (key, entry) in application.draft.entries.iter() {
        take(&key.to_string());
        take(&entry.value);
    }
    hex(&hash.finalize())
}

/// The part of a hash that is shown.
#[must_use]
pub fn shown(hash: &str) -> &str {
    hash.get(..SHOWN).unwrap_or(hash)
}

/// Whether a receipt's reference and hash are of an application here. Anybody may ask; a reference that there is not and
/// a wrong hash look the same.
///
/// # Errors
/// [`Error::TooManyRequests`].
#[utoipa::path(get, tag = "package", path = permit::api::path::VERIFY,
    params(("reference" = String, Path), ("hash" = String, Path, description = "The 32 digits of the receipt")),
    responses((status = 200, body = Verified), (status = 429, body = ErrorBody)))]
pub async fn verify(
    State(portal): State<Portal>,
    Client(client): Client,
    Path((typed, given)): Path<(String, String)>,
) -> Result<Json<Verified>, Error> {
    portal.limiter.admit(client.as_deref().unwrap_or_default())?;
    let given = given.to_ascii_lowercase();
    let found = match reference::read(&typed) {
        Some(reference) if given.len() >= SHOWN => portal.store.sent(&reference).await?,
        _ => Vec::new(),
    };
    let matching = found
        .into_iter()
        .find(|application| hash(application).starts_with(&given));
    let sent_at = matching
        .as_ref()
        .and_then(|application| application.events.first());
    Ok(Json(Verified {
        matches: matching.is_some(),
        submitted_on: sent_at
            .map(|event| date::iso(day_in_china(event.at)))
            .unwrap_or_default(),
    }))
}
