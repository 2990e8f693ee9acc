//! Requests for help, as the helpdesk has them: a queue by waiting time, and threads.

use super::words;
use crate::error::Error;
use crate::json::Body;
use crate::mail;
use crate::staff::Helper;
use crate::state::Portal;
use crate::store::HelpShown;
use axum::Json;
use axum::extract::{Path, Query, State};
use permit::api::ErrorBody;
use permit::api::help::{HelpAct, HelpLine, HelpThread, HelpWrite};
use serde::Deserialize;

/// Which requests are listed.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Listed {
    /// `waiting` (also where nothing is said): longest first; `mine`, `answered`, `closed`.
    pub show: String,
    /// The page, from 1; fifty stand on one.
    pub page: u32,
}

/// The queue: who waits, since when, from which page, and who took it. Nothing of what was written.
///
/// # Errors
/// [`Error::Forbidden`] for officers; [`Error::InvalidRequest`] for a list that there is not.
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::HELPDESK_REQUESTS, params(Listed), responses(
    (status = 200, body = Vec<HelpLine>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 422, body = ErrorBody)))]
pub async fn list_requests(
    State(portal): State<Portal>,
    Helper(staff): Helper,
    Query(listed): Query<Listed>,
) -> Result<Json<Vec<HelpLine>>, Error> {
    let shown = match listed.show.as_str() {
        "" | "waiting" => HelpShown::Waiting,
        "mine" => HelpShown::Mine,
        "answered" => HelpShown::Answered,
        "closed" => HelpShown::Closed,
        _ => return Err(Error::InvalidRequest),
    };
    Ok(Json(portal.store.help_queue(&staff, shown, listed.page).await?))
}

/// A request, with what was carried along. Each time the person's log gets a row.
///
/// # Errors
/// [`Error::NotFound`], also when a colleague took it (supervisors read all); [`Error::Forbidden`] for officers.
#[utoipa::path(get, tag = "helpdesk", path = permit::api::path::HELPDESK_REQUEST, params(("id" = String, Path)), responses(
    (status = 200, body = HelpThread), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody)))]
pub async fn read_request(
    State(portal): State<Portal>,
    Helper(staff): Helper,
    Path(id): Path<String>,
) -> Result<Json<HelpThread>, Error> {
    Ok(Json(portal.store.read_help(id, staff, portal.now()).await?))
}

/// Answers, or asks for a support code; the person gets a letter that says nothing of it. Who answers takes it.
///
/// # Errors
/// As for reading; [`Error::InvalidRequest`] without words, unless a code is asked for; [`Error::TooMany`] in a thread of
/// two hundred messages.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELPDESK_REQUEST_MESSAGES, params(("id" = String, Path)),
    request_body = HelpWrite, responses((status = 200, body = HelpThread), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn answer_request(
    State(portal): State<Portal>,
    Helper(staff): Helper,
    Path(id): Path<String>,
    Body(mut request): Body<HelpWrite>,
) -> Result<Json<HelpThread>, Error> {
    request.text = match words(&request.text) {
        Err(_) if request.asks_code => String::new(),
        said => said?,
    };
    let letter = (mail::help_answered as _, portal.config.address());
    let thread = portal
        .store
        .answer_help(id, staff, request, letter, portal.now())
        .await?;
    portal.mailer.wake();
    Ok(Json(thread))
}

/// Takes a request, gives it back to all, or closes it.
///
/// # Errors
/// As for reading.
#[utoipa::path(post, tag = "helpdesk", path = permit::api::path::HELPDESK_REQUEST_STEPS, params(("id" = String, Path)),
    request_body = HelpAct, responses((status = 200, body = HelpThread), (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn step_request(
    State(portal): State<Portal>,
    Helper(staff): Helper,
    Path(id): Path<String>,
    Body(request): Body<HelpAct>,
) -> Result<Json<HelpThread>, Error> {
    let now = portal.now();
    Ok(Json(portal.store.step_help(id, staff, request.step, now).await?))
}
