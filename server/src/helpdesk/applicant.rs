//! What an applicant has of the helpdesk: support codes, its notes, and who looked at what.

use crate::error::Error;
use crate::json::Body;
use crate::state::Portal;
use crate::store::Person;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use permit::api::ErrorBody;
use permit::api::support::{Access, Note, NoteAnswer, SupportCode};

/// Makes a support code for a draft; the code before it ends, and what was opened with it.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's; [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::DRAFT_SUPPORT_CODE, params(("id" = String, Path)), responses(
    (status = 201, body = SupportCode), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 429, body = ErrorBody)))]
pub async fn make_support_code(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<SupportCode>), Error> {
    let code = portal
        .store
        .make_support_code(id, person.id, portal.now())
        .await?;
    Ok((StatusCode::CREATED, Json(code)))
}

/// Ends the support code of a draft, and what was opened with it.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(delete, tag = "helpdesk", path = permit::api::path::DRAFT_SUPPORT_CODE, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn end_support_code(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    portal.store.end_support_code(id, person.id, portal.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who looked at a draft, or at the application that it became: newest first.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::DRAFT_ACCESS, params(("id" = String, Path)), responses(
    (status = 200, body = Vec<Access>), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_accesses(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<Vec<Access>>, Error> {
    Ok(Json(portal.store.accesses(&id, &person.id).await?))
}

/// The notes that the helpdesk pinned to a draft, oldest first.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::DRAFT_NOTES, params(("id" = String, Path)), responses(
    (status = 200, body = Vec<Note>), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_notes(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<Vec<Note>>, Error> {
    Ok(Json(portal.store.notes(&id, &person.id).await?))
}

/// Accepts or dismisses a note; the answer itself is saved like any other.
///
/// # Errors
/// [`Error::NotFound`], also when the draft is somebody else's, or the note another draft's.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::DRAFT_NOTE, params(("id" = String, Path), ("note" = String, Path)),
    request_body = NoteAnswer, responses((status = 200, body = Note), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody)))]
pub async fn answer_note(
    State(portal): State<Portal>,
    person: Person,
    Path((id, note)): Path<(String, String)>,
    Body(request): Body<NoteAnswer>,
) -> Result<Json<Note>, Error> {
    let now = portal.now();
    let answered = portal
        .store
        .answer_note(id, person.id, note, request.accepts, now)
        .await?;
    Ok(Json(answered))
}
