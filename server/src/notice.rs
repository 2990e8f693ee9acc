//! Which e-mails a person wants about applications.

use crate::error::Error;
use crate::json::Body;
use crate::locales::all;
use crate::organisation::letters::Sender;
use crate::state::Portal;
use crate::store::Person;
use axum::Json;
use axum::extract::State;
use permit::api::ErrorBody;
use permit::api::notice::NoticeSettings;

/// Which e-mails one gets about applications, when, and in which language.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, path = permit::api::path::NOTICES, responses(
    (status = 200, body = NoticeSettings), (status = 401, body = ErrorBody)))]
pub async fn read_notices(
    State(portal): State<Portal>,
    person: Person,
) -> Result<Json<NoticeSettings>, Error> {
    Ok(Json(portal.store.notices(&person.id).await?))
}

/// Says which e-mails one wants. What waits for a daily letter goes out at once where none is wanted any more.
///
/// # Errors
/// [`Error::InvalidRequest`] of a language that there is not, and of what nobody can do without.
#[utoipa::path(put, path = permit::api::path::NOTICES, request_body = NoticeSettings, responses(
    (status = 200, body = NoticeSettings), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn choose_notices(
    State(portal): State<Portal>,
    person: Person,
    Body(mut wish): Body<NoticeSettings>,
) -> Result<Json<NoticeSettings>, Error> {
    let is_known = wish.locale.is_empty() || all().contains_key(wish.locale.as_str());
    if !is_known || wish.off.iter().any(|kind| !kind.can_be_off()) {
        return Err(Error::InvalidRequest);
    }
    wish.off.sort_by_key(|kind| kind.name());
    wish.off.dedup();
    let sender = Sender::of(&portal);
    let kept = portal
        .store
        .choose_notices(person.id, wish, sender, portal.now())
        .await?;
    portal.mailer.wake();
    Ok(Json(kept))
}
