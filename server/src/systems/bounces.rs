//! Letters that came back after the mail server had taken them: the provider says so, for the portal reads no mailbox.

use super::token::Bounces;
use crate::error::Error;
use crate::json::Body;
use crate::state::Portal;
use axum::extract::State;
use axum::http::StatusCode;
use permit::api::ErrorBody;
use permit::api::mail::MailBounce;

/// The id of a letter from its `Message-ID`, as [`crate::mail`] makes it.
fn letter_id(message_id: &str) -> &str {
    let plain = message_id.trim().trim_start_matches('<').trim_end_matches('>');
    plain.split_once('@').map_or(plain, |(id, _)| id)
}

/// Notes that a letter came back. Said again it changes nothing; of a letter that is no longer kept nothing is noted.
///
/// # Errors
/// [`Error::NotSignedIn`] without a token that holds; [`Error::Forbidden`] where it does not open this.
#[utoipa::path(post, tag = "system", path = permit::api::path::MAIL_BOUNCES, request_body = MailBounce,
    security(("token" = ["mail:bounce"])), responses((status = 204), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn note_bounce(
    State(portal): State<Portal>,
    _system: Bounces,
    Body(bounce): Body<MailBounce>,
) -> Result<StatusCode, Error> {
    let id = letter_id(&bounce.message_id).to_owned();
    portal.store.letter_bounced(id, portal.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::letter_id;

    #[test]
    fn a_letter_is_known_by_what_stands_before_the_domain() {
        for written in ["<0b9c@portal.example>", " 0b9c@portal.example ", "0b9c"] {
            assert_eq!(letter_id(written), "0b9c", "{written}");
        }
    }
}
