//! Files.

use crate::error::Error;
use crate::files::clean;
use crate::state::Portal;
use crate::store::{Person, StoredFile};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use permit::api::ErrorBody;
use permit::file::{FileInfo, FileState, is_file_id};
use serde::Deserialize;

/// Whoever opens a file gets no script run, whatever the browser takes it for.
const POLICY: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
);

/// How a file is wanted.
#[derive(Deserialize)]
pub struct Wanted {
    /// `1` to look at it in the browser.
    #[serde(default)]
    pub view: String,
}

/// One's files, newest first.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, path = permit::api::path::FILES, responses(
    (status = 200, body = Vec<FileInfo>), (status = 401, body = ErrorBody)))]
pub async fn list_files(State(portal): State<Portal>, person: Person) -> Result<Json<Vec<FileInfo>>, Error> {
    Ok(Json(portal.store.files(&person.id).await?))
}

/// The bytes of a file, to be saved; with `view=1` to be looked at.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's or was refused.
#[utoipa::path(get, path = permit::api::path::FILE, params(("id" = String, Path), ("view" = Option<String>, Query)), responses(
    (status = 200, content((Vec<u8> = "application/pdf"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))),
    (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 503, body = ErrorBody)))]
pub async fn read_file(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    if !is_file_id(&id) {
        return Err(Error::NotFound);
    }
    let file = portal.store.file(&person.id, &id).await?.ok_or(Error::NotFound)?;
    served(&portal, &file, wanted.view == "1").await
}

/// The answer with a file's bytes: to be saved, or to be looked at.
///
/// # Errors
/// [`Error::NotFound`] of one that was refused.
pub async fn served(portal: &Portal, file: &StoredFile, to_look_at: bool) -> Result<Response, Error> {
    let info = &file.info;
    if info.state == FileState::Refused {
        return Err(Error::NotFound);
    }
    let bytes = portal.files.objects().stream(&file.object).await?;
    let mut response = Body::from_stream(bytes.ok_or(Error::NotFound)?).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, info.bytes.into());
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(info.kind.media_type()),
    );
    let disposition = if to_look_at { "inline" } else { "attachment" };
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition));
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    Ok(response)
}

/// Deletes a file that no application has. Drafts that name it name nothing from then on.
///
/// # Errors
/// [`Error::NotFound`], [`Error::FileInUse`].
#[utoipa::path(delete, path = permit::api::path::FILE, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub async fn delete_file(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    if !is_file_id(&id) {
        return Err(Error::NotFound);
    }
    portal.store.delete_file(&person.id, &id, portal.now()).await?;
    // It no longer counts; bytes that can't be removed now go with the next cleaning.
    let _ = clean::erase(&portal).await;
    Ok(StatusCode::NO_CONTENT)
}
