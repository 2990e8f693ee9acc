//! What an employer has of the helpdesk: support codes for its own part, the notes on it, and who looked at it.

use crate::error::Error;
use crate::json::Body;
use crate::organisation::by;
use crate::state::Portal;
use crate::store::Person;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use permit::api::ErrorBody;
use permit::api::support::{Access, Note, NoteAnswer, SupportCode};

/// Makes a support code for the employer's part; the code before it ends, and what was opened with it. It shows nothing of the
/// applicant's answers.
///
/// # Errors
/// [`Error::NotFound`], also when it is another organisation's; [`Error::InvitationClosed`]; [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::PART_SUPPORT_CODE, params(("id" = String, Path), ("invitation" = String, Path)),
    responses((status = 201, body = SupportCode), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn make_part_code(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<(StatusCode, Json<SupportCode>), Error> {
    let by = by(&portal, person, id);
    let code = portal.store.make_part_code(by, invitation).await?;
    Ok((StatusCode::CREATED, Json(code)))
}

/// Ends the support code of the employer's part, and what was opened with it.
///
/// # Errors
/// [`Error::NotFound`], also when it is another organisation's.
#[utoipa::path(delete, tag = "helpdesk", path = permit::api::path::PART_SUPPORT_CODE, params(("id" = String, Path), ("invitation" = String, Path)),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn end_part_code(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    let by = by(&portal, person, id);
    portal.store.end_part_code(by, invitation).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who of the staff looked at the employer's part: newest first.
///
/// # Errors
/// [`Error::NotFound`], also when it is another organisation's.
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::PART_ACCESS, params(("id" = String, Path), ("invitation" = String, Path)),
    responses((status = 200, body = Vec<Access>), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_part_accesses(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<Json<Vec<Access>>, Error> {
    let by = by(&portal, person, id);
    Ok(Json(portal.store.part_accesses(&by, &invitation).await?))
}

/// The notes that the helpdesk pinned to the employer's part, oldest first.
///
/// # Errors
/// [`Error::NotFound`], also when it is another organisation's.
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::PART_NOTES, params(("id" = String, Path), ("invitation" = String, Path)),
    responses((status = 200, body = Vec<Note>), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_part_notes(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<Json<Vec<Note>>, Error> {
    let by = by(&portal, person, id);
    Ok(Json(portal.store.part_notes(&by, &invitation).await?))
}

/// Accepts or dismisses a note; the answer itself is saved like any other.
///
/// # Errors
/// [`Error::NotFound`], also when the part is another organisation's, or the note another part's.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::PART_NOTE, params(("id" = String, Path), ("invitation" = String, Path),
    ("note" = String, Path)), request_body = NoteAnswer, responses((status = 200, body = Note), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody)))]
pub async fn answer_part_note(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation, note)): Path<(String, String, String)>,
    Body(request): Body<NoteAnswer>,
) -> Result<Json<Note>, Error> {
    let by = by(&portal, person, id);
    let answered = portal
        .store
        .answer_part_note(by, invitation, note, request.accepts)
        .await?;
    Ok(Json(answered))
}
