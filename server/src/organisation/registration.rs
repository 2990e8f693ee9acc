//! What an organisation says of itself.

use super::{Reader, by};
use crate::clock::day_in_china;
use crate::error::Error;
use crate::json::Body;
use crate::state::Portal;
use crate::store::Person;
use crate::store::organisation::{By, ChangeWish, RegisterWish};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use permit::api::organisation::{Organisation, OrganisationChange, OrganisationRequest};
use permit::api::{ErrorBody, WireProblem};
use permit::check::credit_code::credit_code;
use permit::date;
use permit::file::is_file_id;

/// Tidied, or what is wrong with it: the same checks for a new organisation and for a change.
fn checked(about: OrganisationRequest) -> Result<OrganisationRequest, Error> {
    let mut problems = Vec::new();
    let mut wrong = |key: &str, code: &str| {
        problems.push(WireProblem {
            key: key.into(),
            code: code.into(),
        });
    };
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let code = credit_code(&about.credit_code).map_err(|code| wrong("credit_code", code.name()));
    let mut documents: Vec<String> = Vec::new();
    for id in about.documents {
        if !is_file_id(&id) {
            wrong("documents", "file_missing");
        } else if !documents.contains(&id) {
            documents.push(id);
        }
    }
    let about = OrganisationRequest {
        name: tidy(&about.name),
        credit_code: code.unwrap_or_default(),
        address: tidy(&about.address),
        phone: tidy(&about.phone),
        documents,
    };
    for (key, text) in [
        ("name", &about.name),
        ("address", &about.address),
        ("phone", &about.phone),
    ] {
        if text.is_empty() {
            wrong(key, "missing");
        }
    }
    if problems.is_empty() {
        Ok(about)
    } else {
        Err(Error::InvalidAnswers(problems))
    }
}

/// Registers an organisation; who does is in charge of it. The authority approves it.
///
/// # Errors
/// [`Error::OrganisationExists`] where the credit code is registered, [`Error::InvalidAnswers`] with what is wrong,
/// [`Error::TooMany`].
#[utoipa::path(post, tag = "organisation", path = permit::api::path::ORGANISATIONS, params(Reader), request_body = OrganisationRequest, responses(
    (status = 201, body = Organisation), (status = 401, body = ErrorBody), (status = 409, body = ErrorBody),
    (status = 422, body = ErrorBody)))]
pub async fn register_organisation(
    State(portal): State<Portal>,
    person: Person,
    Query(reader): Query<Reader>,
    headers: HeaderMap,
    Body(about): Body<OrganisationRequest>,
) -> Result<(StatusCode, Json<Organisation>), Error> {
    let wish = RegisterWish {
        by: by(&portal, person, String::new()),
        about: checked(about)?,
        locale: reader.language(&headers).into(),
    };
    let organisation = portal.store.register_organisation(wish).await?;
    Ok((StatusCode::CREATED, Json(organisation)))
}

/// One's organisations, by name.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::ORGANISATIONS, responses(
    (status = 200, body = Vec<Organisation>), (status = 401, body = ErrorBody)))]
pub async fn list_organisations(
    State(portal): State<Portal>,
    person: Person,
) -> Result<Json<Vec<Organisation>>, Error> {
    let today = date::iso(day_in_china(portal.now()));
    Ok(Json(portal.store.organisations(&person.id, &today).await?))
}

/// An organisation of one's own.
///
/// # Errors
/// [`Error::NotFound`], also where one is nobody's, or a mandate has ended.
#[utoipa::path(get, tag = "organisation", path = permit::api::path::ORGANISATION, params(("id" = String, Path)), responses(
    (status = 200, body = Organisation), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_organisation(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<Organisation>, Error> {
    let by: By = by(&portal, person, id);
    Ok(Json(portal.store.organisation(&by).await?))
}

/// Changes what an organisation says of itself. What was returned, and another name or code, waits for the authority again.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] to agents, [`Error::OrganisationExists`], [`Error::InvalidAnswers`],
/// [`Error::OrganisationChanged`] where it is not as the person saw it.
#[utoipa::path(put, tag = "organisation", path = permit::api::path::ORGANISATION, params(("id" = String, Path)), request_body = OrganisationChange,
    responses((status = 200, body = Organisation), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn change_organisation(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(change): Body<OrganisationChange>,
) -> Result<Json<Organisation>, Error> {
    let by: By = by(&portal, person, id);
    // What is not theirs is not there, whatever they say of it.
    portal.store.role_in(&by).await?;
    let wish = ChangeWish {
        by,
        about: checked(change.about)?,
        seen: change.seen,
    };
    Ok(Json(portal.store.change_organisation(wish).await?))
}
