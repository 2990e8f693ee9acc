//! Whom an organisation invites.

use super::{by, rows};
use crate::error::Error;
use crate::json::Body;
use crate::state::Portal;
use crate::store::Person;
use crate::store::organisation::{self, Correction, InviteWish};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use permit::api::ErrorBody;
use permit::api::employer::{InvitationPage, RemindRequest, Reminded};
use permit::api::organisation::{Invitation, InvitationChange, InviteRequest, Invited, JoinRequest};
use serde::Deserialize;

/// The largest list of people, in bytes: two hundred, each with duties of two thousand characters.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// Which invitations.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Wanted {
    /// Only those in these states: names with commas between them. All without it.
    pub state: String,
    /// Only those whose label or address has all of these words.
    pub search: String,
    /// The page, from 1; each has 50. One behind the last is the last one.
    pub page: u32,
}

/// Invites people, one or sixty: all, or nobody where a row has a problem. With `try_only` it is only looked at.
///
/// # Errors
/// [`Error::NotFound`], [`Error::TooMany`].
#[utoipa::path(post, tag = "organisation", path = permit::api::path::INVITATIONS, params(("id" = String, Path)), request_body = InviteRequest,
    responses((status = 200, body = Invited), (status = 201, body = Invited), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn invite(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(mut request): Body<InviteRequest>,
) -> Result<(StatusCode, Json<Invited>), Error> {
    rows::tidy(&mut request.people);
    let wish = InviteWish {
        by: by(&portal, person, id),
        people: request.people,
        try_only: request.try_only,
    };
    let invited = portal.store.invite(wish).await?;
    let status = if invited.ids.is_empty() {
        StatusCode::OK
    } else {
        portal.mailer.wake();
        StatusCode::CREATED
    };
    Ok((status, Json(invited)))
}

/// An organisation's invitations, newest first, fifty at a time.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::INVITATIONS, params(("id" = String, Path), Wanted), responses(
    (status = 200, body = InvitationPage), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn list_invitations(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<InvitationPage>, Error> {
    let states = wanted.state.split(',').map(str::trim);
    let wanted = organisation::Wanted {
        states: states
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        search: wanted.search,
        page: wanted.page,
    };
    let by = by(&portal, person, id);
    Ok(Json(portal.store.invitations(&by, &wanted).await?))
}

/// An invitation of an organisation of one's own.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::INVITATION, params(("id" = String, Path), ("invitation" = String, Path)),
    responses((status = 200, body = Invitation), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_invitation(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<Json<Invitation>, Error> {
    let by = by(&portal, person, id);
    Ok(Json(portal.store.invitation(&by, &invitation).await?))
}

/// Reminds people who have not answered, those that are named or all, each at most once a day, and says what came of each.
/// With `try_only` nothing is sent.
///
/// # Errors
/// [`Error::NotFound`], also where one that is named is not of this organisation: then nothing is sent.
#[utoipa::path(post, tag = "organisation", path = permit::api::path::REMINDERS, params(("id" = String, Path)), request_body = RemindRequest,
    responses((status = 200, body = Reminded), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 422, body = ErrorBody)))]
pub async fn remind_many(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<RemindRequest>,
) -> Result<Json<Reminded>, Error> {
    let reminded = portal.store.remind_many(by(&portal, person, id), request).await?;
    portal.mailer.wake();
    Ok(Json(reminded))
}

/// Puts an invitation right while nobody answered: address, label, language, answers to the questions that are named. Another
/// address gets a letter of its own. Once it is accepted, only the label. Nothing that somebody else changed since it was seen
/// is overwritten.
///
/// # Errors
/// [`Error::NotFound`], [`Error::InvitationClosed`], [`Error::InvalidAnswers`]; [`Error::InvalidRequest`] of a label that is
/// too long; [`Error::Conflict`] where it is not as the person saw it, of answers with what is newer.
#[utoipa::path(put, tag = "organisation", path = permit::api::path::INVITATION, params(("id" = String, Path), ("invitation" = String, Path)),
    request_body = InvitationChange, responses((status = 200, body = Invitation), (status = 401, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn correct_invitation(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
    Body(mut change): Body<InvitationChange>,
) -> Result<Json<Invitation>, Error> {
    rows::tidy(std::slice::from_mut(&mut change.to));
    if change.to.label.chars().count() > rows::LONGEST_LABEL {
        return Err(Error::InvalidRequest);
    }
    let wish = Correction {
        by: by(&portal, person, id),
        invitation,
        change,
    };
    let corrected = portal.store.correct_invitation(wish).await?;
    portal.mailer.wake();
    Ok(Json(corrected))
}

/// Sends an invitation's letter again, at most once a day; the link in the one before no longer works. Who has accepted
/// already is told that they are waited for, as long as they are.
///
/// # Errors
/// [`Error::NotFound`], [`Error::InvitationClosed`], [`Error::Denied`], [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "organisation", path = permit::api::path::INVITATION_LETTER,
    params(("id" = String, Path), ("invitation" = String, Path)), responses((status = 200, body = Invitation),
    (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody),
    (status = 429, body = ErrorBody)))]
pub async fn remind(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<Json<Invitation>, Error> {
    let invitation = portal.store.remind(by(&portal, person, id), invitation).await?;
    portal.mailer.wake();
    Ok(Json(invitation))
}

/// Ends an invitation, also one that was accepted, while no signature of the employer stands under the application, and once
/// that was refused, withdrawn or expired; the person gets a letter.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Denied`].
#[utoipa::path(delete, tag = "organisation", path = permit::api::path::INVITATION, params(("id" = String, Path), ("invitation" = String, Path)),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody)))]
pub async fn end_invitation(
    State(portal): State<Portal>,
    person: Person,
    Path((id, invitation)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    portal
        .store
        .end_invitation(by(&portal, person, id), invitation)
        .await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
}

/// Joins a draft, or the application it became, by the code that the applicant gave.
///
/// # Errors
/// [`Error::NotFound`], [`Error::CodeUnknown`], [`Error::TooManyRequests`] after twenty wrong ones in a day,
/// [`Error::AlreadyJoined`], [`Error::OwnEmployer`], [`Error::Denied`] once the application is over.
#[utoipa::path(post, tag = "organisation", path = permit::api::path::JOIN, params(("id" = String, Path)), request_body = JoinRequest, responses(
    (status = 201, body = Invitation), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn join(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<JoinRequest>,
) -> Result<(StatusCode, Json<Invitation>), Error> {
    let by = by(&portal, person, id);
    let joined = portal.store.join_by_code(by, request.code).await?;
    Ok((StatusCode::CREATED, Json(joined)))
}
