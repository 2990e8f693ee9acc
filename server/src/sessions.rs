//! One's own sessions: where somebody is signed in, and ending what they don't know.

use crate::error::Error;
use crate::state::Portal;
use crate::store::{Holder, Person, Staff};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use permit::api::ErrorBody;
use permit::api::session::OwnSession;

/// Lists one's sessions, the newest first.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, tag = "session", path = permit::api::path::SESSIONS, responses(
    (status = 200, body = Vec<OwnSession>), (status = 401, body = ErrorBody)))]
pub async fn list_sessions(
    State(portal): State<Portal>,
    person: Person,
) -> Result<Json<Vec<OwnSession>>, Error> {
    let (holder, now) = (Holder::person(&person.id), portal.now());
    let sessions = portal.store.sessions(&holder, &person.token_hash, now).await?;
    Ok(Json(sessions))
}

/// Ends one of one's sessions.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(delete, tag = "session", path = permit::api::path::OWN_SESSION, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn end_session(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    portal.store.end_session(Holder::person(&person.id), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of one's sessions but the one that asks.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(delete, tag = "session", path = permit::api::path::SESSIONS, responses(
    (status = 204), (status = 401, body = ErrorBody)))]
pub async fn end_other_sessions(State(portal): State<Portal>, person: Person) -> Result<StatusCode, Error> {
    let holder = Holder::person(&person.id);
    portal.store.end_other_sessions(holder, person.token_hash).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the sessions of the member of the staff who asks, the newest first.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, tag = "staff", path = permit::api::path::STAFF_SESSIONS, responses(
    (status = 200, body = Vec<OwnSession>), (status = 401, body = ErrorBody)))]
pub async fn list_staff_sessions(
    State(portal): State<Portal>,
    staff: Staff,
) -> Result<Json<Vec<OwnSession>>, Error> {
    let (holder, now) = (Holder::staff(&staff.id), portal.now());
    let sessions = portal.store.sessions(&holder, &staff.token_hash, now).await?;
    Ok(Json(sessions))
}

/// Ends one of them.
///
/// # Errors
/// [`Error::NotFound`], also when it is a colleague's.
#[utoipa::path(delete, tag = "staff", path = permit::api::path::STAFF_OWN_SESSION, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn end_staff_session(
    State(portal): State<Portal>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    portal.store.end_session(Holder::staff(&staff.id), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of them but the one that asks.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(delete, tag = "staff", path = permit::api::path::STAFF_SESSIONS, responses(
    (status = 204), (status = 401, body = ErrorBody)))]
pub async fn end_other_staff_sessions(
    State(portal): State<Portal>,
    staff: Staff,
) -> Result<StatusCode, Error> {
    let holder = Holder::staff(&staff.id);
    portal.store.end_other_sessions(holder, staff.token_hash).await?;
    Ok(StatusCode::NO_CONTENT)
}
