//! Applications.

use crate::clock::day_in_china;
use crate::error::Error;
use crate::json::Body;
use crate::locales::known;
use crate::organisation::letters::Sender;
use crate::state::Portal;
use crate::store::{NewApplication, Person};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use permit::api::{Application, ApplicationSummary, ErrorBody, SubmitRequest};
use permit::forms;

/// Submits a draft as it is stored, for the employer to receive: judged again, frozen, once. The first time 201, the same
/// again 200.
///
/// # Errors
/// [`Error::DraftChanged`], [`Error::FormOutdated`], [`Error::NotAgreed`], [`Error::InvalidAnswers`], [`Error::NotFound`];
/// [`Error::NotReady`] names the files that can't be handed on.
#[utoipa::path(post, path = permit::api::path::DRAFT_APPLICATION, params(("id" = String, Path)), request_body = SubmitRequest,
    responses((status = 201, body = Application), (status = 200, body = Application), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn submit_application(
    State(portal): State<Portal>,
    person: Person,
    Path(draft_id): Path<String>,
    Body(request): Body<SubmitRequest>,
) -> Result<(StatusCode, Json<Application>), Error> {
    if !(1..=forms::VERSION).contains(&request.form_version) {
        return Err(Error::InvalidRequest);
    }
    let now = portal.now();
    let wish = NewApplication {
        draft_id,
        person: person.id,
        email: person.email,
        revision: request.revision,
        form_version: request.form_version,
        agreed: request.agreed,
        locale: known(&request.locale).into(),
        sender: Sender::of(&portal),
        now,
        today: day_in_china(now),
    };
    let stored = portal.store.submit(wish).await?;
    portal.mailer.wake();
    let status = if stored.is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(stored.application)))
}

/// One's applications.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, path = permit::api::path::APPLICATIONS, responses(
    (status = 200, body = Vec<ApplicationSummary>), (status = 401, body = ErrorBody)))]
pub async fn list_applications(
    State(portal): State<Portal>,
    person: Person,
) -> Result<Json<Vec<ApplicationSummary>>, Error> {
    Ok(Json(portal.store.applications(&person.id).await?))
}

/// An application with its history.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(get, path = permit::api::path::APPLICATION, params(("id" = String, Path)), responses(
    (status = 200, body = Application), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_application(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<Application>, Error> {
    Ok(Json(portal.store.application(&id, &person.id).await?))
}
