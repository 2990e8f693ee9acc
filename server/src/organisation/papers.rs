//! The papers of an organisation's registration: files that its people uploaded like any other, and what each is.

use super::by;
use crate::error::Error;
use crate::file;
use crate::json::Body;
use crate::state::Portal;
use crate::store::Person;
use crate::store::organisation::PaperWish;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use permit::api::ErrorBody;
use permit::api::employer::PaperRequest;
use permit::api::organisation::Organisation;
use permit::file::is_file_id;

/// A paper of one's organisation, to be saved; with `view=1` to be looked at.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::ORGANISATION_FILE,
    params(("id" = String, Path), ("file" = String, Path), ("view" = Option<String>, Query)), responses(
    (status = 200, content((Vec<u8> = "application/pdf"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))),
    (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_paper(
    State(portal): State<Portal>,
    person: Person,
    Path((id, name)): Path<(String, String)>,
    Query(wanted): Query<file::Wanted>,
) -> Result<Response, Error> {
    if !is_file_id(&name) {
        return Err(Error::NotFound);
    }
    let found = portal.store.paper(&by(&portal, person, id), &name).await?;
    file::served(&portal, &found, wanted.view == "1").await
}

/// Makes a file of one's own a paper of the organisation, says what it is, or puts it in another's place. A registration
/// that was returned waits for the authority again.
///
/// # Errors
/// [`Error::NotFound`], also of a file that is somebody else's, or was refused; [`Error::Forbidden`] to agents;
/// [`Error::TooMany`] beyond ten.
#[utoipa::path(put, tag = "organisation", path = permit::api::path::ORGANISATION_FILE,
    params(("id" = String, Path), ("file" = String, Path)), request_body = PaperRequest, responses(
    (status = 200, body = Organisation), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn put_paper(
    State(portal): State<Portal>,
    person: Person,
    Path((id, file)): Path<(String, String)>,
    Body(to): Body<PaperRequest>,
) -> Result<Json<Organisation>, Error> {
    let by = by(&portal, person, id);
    Ok(Json(portal.store.put_paper(PaperWish { by, file, to }).await?))
}

/// Takes a paper away; the file stays its person's.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] to agents.
#[utoipa::path(delete, tag = "organisation", path = permit::api::path::ORGANISATION_FILE,
    params(("id" = String, Path), ("file" = String, Path)), responses((status = 200, body = Organisation),
    (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn remove_paper(
    State(portal): State<Portal>,
    person: Person,
    Path((id, file)): Path<(String, String)>,
) -> Result<Json<Organisation>, Error> {
    let by = by(&portal, person, id);
    Ok(Json(portal.store.remove_paper(by, file).await?))
}
