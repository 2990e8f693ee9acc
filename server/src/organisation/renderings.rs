//! Chinese renderings: the employer writes them, and the applicant confirms them or sends them back.

use super::by;
use super::letters::Sender;
use crate::error::Error;
use crate::json::Body;
use crate::state::Portal;
use crate::store::Person;
use axum::Json;
use axum::extract::{Path, State};
use permit::api::ErrorBody;
use permit::api::rendering::{Renderings, RenderingsAnswer, RenderingsWrite};

/// What of an application needs a Chinese rendering: the applicant's texts and no other answer. That it was looked at stands
/// in the applicant's own log.
///
/// # Errors
/// [`Error::NotFound`], also of another employer's.
#[utoipa::path(get, tag = "rendering", path = permit::api::path::EMPLOYER_RENDERINGS,
    params(("id" = String, Path), ("case" = String, Path)), responses((status = 200, body = Renderings),
    (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_owed_renderings(
    State(portal): State<Portal>,
    person: Person,
    Path((organisation, case)): Path<(String, String)>,
) -> Result<Json<Renderings>, Error> {
    let by = by(&portal, person, organisation);
    Ok(Json(portal.store.renderings_for_employer(by, case).await?))
}

/// Writes renderings; the same again changes nothing. Once all are written, the applicant gets a letter.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::CaseChanged`] where the applicant's text is another one by now; [`Error::InvalidAnswers`]
/// where there is no Chinese in one, or too much; [`Error::Denied`] once it is filed, unless a correction changed a text.
#[utoipa::path(patch, tag = "rendering", path = permit::api::path::EMPLOYER_RENDERINGS,
    params(("id" = String, Path), ("case" = String, Path)), request_body = RenderingsWrite,
    responses((status = 200, body = Renderings), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn write_renderings(
    State(portal): State<Portal>,
    person: Person,
    Path((organisation, case)): Path<(String, String)>,
    Body(request): Body<RenderingsWrite>,
) -> Result<Json<Renderings>, Error> {
    let by = by(&portal, person, organisation);
    let done = portal.store.propose_renderings(by, case, request).await?;
    portal.mailer.wake();
    Ok(Json(done))
}

/// The Chinese renderings of one's own words, with what is still owed.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "rendering", path = permit::api::path::APPLICATION_RENDERINGS, params(("id" = String, Path)),
    responses((status = 200, body = Renderings), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_renderings(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<Renderings>, Error> {
    Ok(Json(portal.store.renderings(&id, &person).await?))
}

/// Confirms renderings, or sends them back with a remark; the same again changes nothing. The employer gets a letter where
/// something goes back, and once all are confirmed.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::CaseChanged`] where a rendering is another one by now, or not to be answered;
/// [`Error::Denied`] without a remark, and once it is filed.
#[utoipa::path(patch, tag = "rendering", path = permit::api::path::APPLICATION_RENDERINGS, params(("id" = String, Path)),
    request_body = RenderingsAnswer, responses((status = 200, body = Renderings), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn answer_renderings(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<RenderingsAnswer>,
) -> Result<Json<Renderings>, Error> {
    let about = (Sender::of(&portal), portal.now());
    let done = portal.store.answer_renderings(id, person, request, about).await?;
    portal.mailer.wake();
    Ok(Json(done))
}
