//! What the authority decides about employers.

use super::letters::Sender;
use crate::error::Error;
use crate::file;
use crate::json::Body;
use crate::staff::Officer;
use crate::state::Portal;
use crate::store::organisation::{DecisionWish, Listed};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use permit::api::ErrorBody;
use permit::api::organisation::{Organisation, OrganisationDecision, OrganisationPage};
use permit::file::is_file_id;
use serde::Deserialize;

/// Which organisations.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Wanted {
    /// Only those in this state; all without it.
    pub state: String,
}

/// Which employers, a page at a time.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// Only those in this state; all without it, those that wait first.
    pub state: String,
    /// Only those whose name or credit code has all of these words.
    pub search: String,
    /// The page, from 1; each has 50. One behind the last is the last one.
    pub page: u32,
}

/// A page of the employers: who waits first, and of these who waits longest.
///
/// # Errors
/// [`Error::NotSignedIn`], [`Error::Forbidden`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::DESK_EMPLOYERS, params(Asked), responses(
    (status = 200, body = OrganisationPage), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn page_employers(
    State(portal): State<Portal>,
    _officer: Officer,
    Query(asked): Query<Asked>,
) -> Result<Json<OrganisationPage>, Error> {
    let listed = Listed {
        state: asked.state,
        search: asked.search,
        page: asked.page,
    };
    Ok(Json(portal.store.employers(&listed).await?))
}

/// Employers: those who wait longest first, the first 500.
///
/// # Errors
/// [`Error::NotSignedIn`], [`Error::Forbidden`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::DESK_ORGANISATIONS, params(Wanted), responses(
    (status = 200, body = Vec<Organisation>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list_employers(
    State(portal): State<Portal>,
    _officer: Officer,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Organisation>>, Error> {
    Ok(Json(portal.store.organisations_for_desk(&wanted.state).await?))
}

/// Approves an employer's registration, or returns it with a reason; who is in charge gets a letter.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`] where it is returned without a reason; [`Error::OrganisationChanged`] where it is
/// not as the officer saw it.
#[utoipa::path(post, tag = "organisation", path = permit::api::path::DESK_ORGANISATION_DECISION, params(("id" = String, Path)),
    request_body = OrganisationDecision, responses((status = 200, body = Organisation), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub async fn decide_employer(
    State(portal): State<Portal>,
    Officer(officer): Officer,
    Path(id): Path<String>,
    Body(decision): Body<OrganisationDecision>,
) -> Result<Json<Organisation>, Error> {
    let wish = DecisionWish {
        organisation: id,
        officer: officer.id,
        approved: decision.approved,
        why: decision.why,
        seen: decision.seen,
        now: portal.now(),
        sender: Sender::of(&portal),
    };
    let organisation = portal.store.decide_organisation(wish).await?;
    portal.mailer.wake();
    Ok(Json(organisation))
}

/// A file that proves an employer's registration, to be saved; with `view=1` to be looked at.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::DESK_ORGANISATION_FILE,
    params(("id" = String, Path), ("file" = String, Path), ("view" = Option<String>, Query)), responses(
    (status = 200, content((Vec<u8> = "application/pdf"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))),
    (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn employer_file(
    State(portal): State<Portal>,
    _officer: Officer,
    Path((id, name)): Path<(String, String)>,
    Query(wanted): Query<file::Wanted>,
) -> Result<Response, Error> {
    if !is_file_id(&name) {
        return Err(Error::NotFound);
    }
    let found = portal.store.organisation_file(&id, &name).await?;
    file::served(&portal, &found, wanted.view == "1").await
}
