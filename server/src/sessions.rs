//! One's own sessions: where somebody is signed in, and ending what they don't know.

use crate::error::Error;
use crate::state::Portal;
use crate::store::Person;
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
    Ok(Json(portal.store.sessions(&person, portal.now()).await?))
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
    portal.store.end_session(person, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of one's sessions but the one that asks.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(delete, tag = "session", path = permit::api::path::SESSIONS, responses(
    (status = 204), (status = 401, body = ErrorBody)))]
pub async fn end_other_sessions(State(portal): State<Portal>, person: Person) -> Result<StatusCode, Error> {
    portal.store.end_other_sessions(person).await?;
    Ok(StatusCode::NO_CONTENT)
}
