//! Uploads that survive a bad line: tus 1.0.0.

pub mod finish;
mod receive;
pub mod tus;

use crate::clock;
use crate::error::Error;
use crate::files::clean;
use crate::state::Portal;
use crate::store::{NewUpload, Person, Upload};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use permit::api::{ErrorBody, path};
use permit::file::Refusal;
use receive::Receiver;
use tus::{
    ALGORITHMS, EXTENSIONS, TUS_CHECKSUM_ALGORITHM, TUS_EXTENSION, TUS_MAX_SIZE, Tus, UPLOAD_EXPIRES,
    UPLOAD_FILE, UPLOAD_LENGTH, UPLOAD_METADATA, UPLOAD_OFFSET, UPLOAD_REFUSED,
};

/// More than was declared, or than a file may have.
fn too_large() -> Error {
    Error::Refused(
        Refusal::Size,
        "size: more bytes than a file may have, or than were declared",
    )
}

/// When an upload runs out that is touched now.
fn expiry(portal: &Portal) -> i64 {
    portal.now() + i64::from(portal.config.files.upload_keep_hours) * 3_600
}

/// What the server can.
#[utoipa::path(options, path = permit::api::path::UPLOADS, responses((status = 204, headers(
    ("Tus-Version" = String), ("Tus-Extension" = String), ("Tus-Max-Size" = u64), ("Tus-Checksum-Algorithm" = String)))))]
pub async fn upload_options(State(portal): State<Portal>) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(TUS_EXTENSION, EXTENSIONS);
    headers.insert(TUS_CHECKSUM_ALGORITHM, ALGORITHMS);
    headers.insert(TUS_MAX_SIZE, portal.config.files.file_max_bytes.into());
    response
}

/// Begins an upload, and takes its first piece if the body is one.
///
/// # Errors
/// [`Error::Refused`], [`Error::TooManyFiles`], [`Error::UploadVersion`], [`Error::UploadInvalid`], what a piece can meet.
#[utoipa::path(post, path = permit::api::path::UPLOADS,
    params(("Tus-Resumable" = String, Header), ("Upload-Length" = u64, Header), ("Upload-Metadata" = Option<String>, Header)),
    responses((status = 201, headers(("Location" = String), ("Upload-Expires" = String), ("Upload-Offset" = u64),
    ("Upload-File" = Option<String>))), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
    (status = 412, body = ErrorBody), (status = 413, body = ErrorBody), (status = 422, body = ErrorBody),
    (status = 460, body = ErrorBody), (status = 507, body = ErrorBody)))]
pub async fn create_upload(
    State(portal): State<Portal>,
    person: Person,
    tus: Tus,
    body: Body,
) -> Result<Response, Error> {
    let length = tus.number(&UPLOAD_LENGTH)?.ok_or(Error::UploadInvalid)?;
    if tus.wants_more() {
        return Err(Error::UploadInvalid);
    }
    if length == 0 {
        return Err(Error::Refused(Refusal::Empty, "empty: the file holds nothing"));
    }
    if length > portal.config.files.file_max_bytes {
        return Err(too_large());
    }
    let (metadata, sha256) = tus.metadata()?;
    let checksum = tus.checksum()?;
    let upload = Upload {
        id: clock::id(),
        person: person.id,
        bytes: length,
        received: 0,
        metadata,
        sha256,
        expires_at: expiry(&portal),
        file: None,
    };
    let new = NewUpload {
        id: upload.id.clone(),
        person: upload.person.clone(),
        bytes: upload.bytes,
        metadata: upload.metadata.clone(),
        sha256: upload.sha256.clone(),
        now: portal.now(),
        expires_at: upload.expires_at,
        most_bytes: portal.config.files.person_max_bytes,
    };
    portal.store.begin_upload(new).await?;
    let location = path::with_id(path::UPLOAD, &upload.id);
    let mut response = if tus.has_piece() {
        let id = upload.id.clone();
        match go_on(&portal, upload, checksum, body).await {
            Ok(response) => response,
            Err(error) => {
                // Nobody would go on with these; the others can be resumed, for the answer says where.
                if matches!(error, Error::UploadChecksum | Error::Refused(..)) {
                    clean::forget_upload(&portal, &id).await?;
                    return Err(error);
                }
                error.into_response()
            }
        }
    } else {
        told(&upload, None)
    };
    if response.status().is_success() {
        *response.status_mut() = StatusCode::CREATED;
    }
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// How far an upload is. One that has come whole and was not looked at, because the server was killed, is looked at now.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's; [`Error::UploadExpired`], [`Error::Refused`].
#[utoipa::path(head, path = permit::api::path::UPLOAD,
    params(("id" = String, Path), ("Tus-Resumable" = String, Header)),
    responses((status = 200, headers(("Upload-Offset" = u64), ("Upload-Length" = u64), ("Upload-Expires" = String),
    ("Upload-Metadata" = Option<String>), ("Upload-File" = Option<String>))), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 410, body = ErrorBody), (status = 412, body = ErrorBody),
    (status = 422, headers(("Upload-Refused" = String)))))]
pub async fn read_upload(
    State(portal): State<Portal>,
    person: Person,
    _: Tus,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let upload = portal.store.upload(&id, &person.id, portal.now()).await?;
    let metadata = HeaderValue::from_str(&upload.metadata)
        .ok()
        .filter(|said| !said.is_empty());
    let length = upload.bytes;
    let mut response = if upload.received == upload.bytes {
        match finish_apart(portal, upload).await {
            Ok(response) => response,
            Err(error @ Error::Refused(..)) => {
                let code = error.code();
                let mut response = error.into_response();
                let code = HeaderValue::from_static(code);
                response.headers_mut().insert(UPLOAD_REFUSED, code);
                return Ok(response);
            }
            Err(error) => return Err(error),
        }
    } else {
        told(&upload, None)
    };
    *response.status_mut() = StatusCode::OK;
    response.headers_mut().insert(UPLOAD_LENGTH, length.into());
    if let Some(metadata) = metadata {
        response.headers_mut().insert(UPLOAD_METADATA, metadata);
    }
    Ok(response)
}

/// Goes on with an upload. When its last byte has come it is looked at: a good one answers with its file, a refused one
/// is gone.
///
/// # Errors
/// [`Error::UploadOffset`], [`Error::UploadMediaType`], [`Error::UploadChecksum`], [`Error::UploadExpired`],
/// [`Error::NotFound`], [`Error::Refused`], [`Error::StorageFull`].
#[utoipa::path(patch, path = permit::api::path::UPLOAD, request_body(content_type = "application/offset+octet-stream"),
    params(("id" = String, Path), ("Tus-Resumable" = String, Header), ("Upload-Offset" = u64, Header),
    ("Upload-Checksum" = Option<String>, Header)),
    responses((status = 204, headers(("Upload-Offset" = u64), ("Upload-Expires" = String), ("Upload-File" = Option<String>))),
    (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 410, body = ErrorBody), (status = 412, body = ErrorBody),
    (status = 413, body = ErrorBody), (status = 415, body = ErrorBody), (status = 422, body = ErrorBody),
    (status = 460, body = ErrorBody), (status = 507, body = ErrorBody)))]
pub async fn continue_upload(
    State(portal): State<Portal>,
    person: Person,
    tus: Tus,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, Error> {
    if !tus.has_piece() {
        return Err(Error::UploadMediaType);
    }
    let offset = tus.number(&UPLOAD_OFFSET)?.ok_or(Error::UploadInvalid)?;
    let checksum = tus.checksum()?;
    let declared = tus.number(&header::CONTENT_LENGTH)?.unwrap_or(0);
    let upload = portal.store.upload(&id, &person.id, portal.now()).await?;
    if upload.received != offset {
        return Err(Error::UploadOffset);
    }
    if offset.saturating_add(declared) > upload.bytes {
        return Err(too_large());
    }
    go_on(&portal, upload, checksum, body).await
}

/// Ends an upload; what came of it is removed. A file that it became stays.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's; [`Error::UploadExpired`].
#[utoipa::path(delete, path = permit::api::path::UPLOAD,
    params(("id" = String, Path), ("Tus-Resumable" = String, Header)), responses((status = 204),
    (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 410, body = ErrorBody),
    (status = 412, body = ErrorBody)))]
pub async fn delete_upload(
    State(portal): State<Portal>,
    person: Person,
    _: Tus,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let upload = portal.store.upload(&id, &person.id, portal.now()).await?;
    clean::forget_upload(&portal, &upload.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes in a body and finishes what is whole. On a task of its own: a server may drop a request's work when its
/// connection or its stream is cut (HTTP/2 does), and what came would go with it.
async fn go_on(
    portal: &Portal,
    upload: Upload,
    checksum: Option<tus::Checksum>,
    body: Body,
) -> Result<Response, Error> {
    let portal = portal.clone();
    let work = tokio::spawn(async move {
        let upload = if upload.file.is_some() {
            upload
        } else {
            Receiver::new(portal.clone(), upload, checksum)
                .receive(body)
                .await?
        };
        answer(&portal, upload).await
    });
    work.await.map_err(|_| Error::Internal)?
}

/// The same without a body.
async fn finish_apart(portal: Portal, upload: Upload) -> Result<Response, Error> {
    let work = tokio::spawn(async move { answer(&portal, upload).await });
    work.await.map_err(|_| Error::Internal)?
}

async fn answer(portal: &Portal, upload: Upload) -> Result<Response, Error> {
    let file = if upload.received == upload.bytes {
        Some(finish::finish(portal, &upload).await?)
    } else {
        None
    };
    Ok(told(&upload, file))
}

/// An answer that says how far the upload is.
fn told(upload: &Upload, file: Option<String>) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let mut set = |name: HeaderName, value: HeaderValue| response.headers_mut().insert(name, value);
    set(UPLOAD_OFFSET, upload.received.into());
    set(UPLOAD_EXPIRES, tus::http_date(upload.expires_at));
    if let Some(Ok(file)) = file.map(|file| HeaderValue::from_str(&file)) {
        set(UPLOAD_FILE, file);
    }
    response
}
