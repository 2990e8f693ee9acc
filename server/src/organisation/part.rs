//! The employer's part: its answers to the questions that are its own.

use super::by;
use crate::error::Error;
use crate::json::Body;
use crate::state::Portal;
use crate::store::Person;
use axum::Json;
use axum::extract::{Path, State};
use permit::api::case::{PartDocument, PartSave};
use permit::api::{ErrorBody, WireProblem};
use permit::part;

/// The employer's part of an invitation.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::PART, params(("id" = String, Path), ("invitation" = String, Path)), responses(
    (status = 200, body = PartDocument), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_part(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<Json<PartDocument>, Error> {
    let by = by(&portal, person, id);
    Ok(Json(portal.store.part(&by, &invitation).await?))
}

/// Stores answers of the employer's part; the same request twice stores once. As in a draft, what can't be read is kept.
///
/// # Errors
/// [`Error::NotFound`], [`Error::UnknownQuestion`] also of the applicant's own questions, [`Error::TooLong`],
/// [`Error::Conflict`] where one was changed meanwhile, [`Error::InvitationClosed`], [`Error::NotOpen`] once it is signed.
#[utoipa::path(patch, tag = "organisation", path = permit::api::path::PART, params(("id" = String, Path), ("invitation" = String, Path)),
    request_body = PartSave, responses((status = 200, body = PartDocument), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn save_part(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
    Body(request): Body<PartSave>,
) -> Result<Json<PartDocument>, Error> {
    let (mut unknown, mut long) = (Vec::new(), Vec::new());
    for (key, value) in &request.answers {
        let problem = |code: &str| WireProblem {
            key: key.to_string(),
            code: code.into(),
        };
        match part::question(key) {
            None => unknown.push(problem("unknown_question")),
            Some(question) if value.chars().count() > question.longest() => long.push(problem("too_long")),
            Some(_) => {}
        }
    }
    if !unknown.is_empty() {
        return Err(Error::UnknownQuestion(unknown));
    }
    if !long.is_empty() {
        return Err(Error::TooLong(long));
    }
    let by = by(&portal, person, id);
    Ok(Json(portal.store.save_part(by, invitation, request).await?))
}
