//! Requests for help, as the person who asks has them.

use super::words;
use crate::error::Error;
use crate::json::Body;
use crate::locales::known;
use crate::organisation::by;
use crate::state::Portal;
use crate::store::Person;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use permit::api::ErrorBody;
use permit::api::help::{HelpAsk, HelpLine, HelpThread, HelpWrite};

/// One's requests for help, newest first.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::HELP, responses(
    (status = 200, body = Vec<HelpLine>), (status = 401, body = ErrorBody)))]
pub async fn list_help(State(portal): State<Portal>, person: Person) -> Result<Json<Vec<HelpLine>>, Error> {
    Ok(Json(portal.store.help_of(&person.id).await?))
}

/// Asks for help. Of what is carried along only what is the person's own is kept; the last save that was acknowledged is what
/// the server knows of it. The same question again within five minutes is the same request.
///
/// # Errors
/// [`Error::InvalidRequest`] without words; [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELP, request_body = HelpAsk, responses(
    (status = 201, body = HelpThread), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody),
    (status = 429, body = ErrorBody)))]
pub async fn ask_help(
    State(portal): State<Portal>,
    person: Person,
    Body(mut request): Body<HelpAsk>,
) -> Result<(StatusCode, Json<HelpThread>), Error> {
    request.text = words(&request.text)?;
    request.locale = known(&request.locale).into();
    let by = by(&portal, person, request.about.organisation.clone());
    let thread = portal.store.ask_help(by, request).await?;
    Ok((StatusCode::CREATED, Json(thread)))
}

/// A request with all that was written, and who of the helpdesk read it.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::HELP_THREAD, params(("id" = String, Path)), responses(
    (status = 200, body = HelpThread), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_help(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<HelpThread>, Error> {
    let now = portal.now();
    Ok(Json(portal.store.help_thread(&id, &person.id, now).await?))
}

/// Writes again; what was answered or closed is open again. The same words twice are written once.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's; [`Error::InvalidRequest`] without words; [`Error::TooManyRequests`];
/// [`Error::TooMany`] in a thread of two hundred messages.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELP_MESSAGES, params(("id" = String, Path)), request_body = HelpWrite,
    responses((status = 200, body = HelpThread), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn write_help(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<HelpWrite>,
) -> Result<Json<HelpThread>, Error> {
    let text = words(&request.text)?;
    let now = portal.now();
    Ok(Json(portal.store.write_help(id, person.id, text, now).await?))
}

/// Closes a request: the person needs no more. Writing again opens it.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELP_CLOSING, params(("id" = String, Path)), responses(
    (status = 200, body = HelpThread), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn close_help(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<HelpThread>, Error> {
    let now = portal.now();
    Ok(Json(portal.store.close_help(id, person.id, now).await?))
}
