//! The other side of an invitation: who was invited, and the applicant whose draft is joined.

use super::Reader;
use super::letters::Sender;
use crate::error::Error;
use crate::guard::token_hash;
use crate::json::Body;
use crate::state::Portal;
use crate::store::Person;
use crate::store::organisation::AnswerWish;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use permit::api::ErrorBody;
use permit::api::organisation::{DraftEmployer, InvitedAnswer, InvitedTo};

/// An invitation by the secret in its letter: who invites, and to what. Nothing of who is invited. To who is signed in also
/// the drafts with which they can accept it.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::INVITED, params(("secret" = String, Path)), responses(
    (status = 200, body = InvitedTo), (status = 404, body = ErrorBody)))]
pub async fn read_invited(
    State(portal): State<Portal>,
    person: Option<Person>,
    Path(secret): Path<String>,
) -> Result<Json<InvitedTo>, Error> {
    let who = person.as_ref().map(|person| person.id.as_str());
    Ok(Json(portal.store.invited(&token_hash(&secret), who).await?))
}

/// Accepts an invitation with a draft (one of one's own, or a new one of this id), or declines it. The same again changes
/// nothing and tells with which draft it was accepted.
///
/// # Errors
/// [`Error::NotFound`], also where somebody else answered; [`Error::InvitationClosed`], [`Error::AlreadyJoined`],
/// [`Error::OwnEmployer`], [`Error::TooManyDrafts`].
#[utoipa::path(post, tag = "organisation", path = permit::api::path::INVITED_ANSWER, params(("secret" = String, Path)), request_body = InvitedAnswer,
    responses((status = 200, body = InvitedAnswer), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn answer_invitation(
    State(portal): State<Portal>,
    person: Person,
    Path(secret): Path<String>,
    Body(answer): Body<InvitedAnswer>,
) -> Result<Json<InvitedAnswer>, Error> {
    let wish = AnswerWish {
        secret_hash: token_hash(&secret),
        person,
        answer,
        sender: Sender::of(&portal),
        now: portal.now(),
    };
    let answered = portal.store.answer_invitation(wish).await?;
    portal.mailer.wake();
    Ok(Json(answered))
}

/// The employer that is joined to one's draft, with its answers; empty while there is none.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, tag = "organisation", path = permit::api::path::DRAFT_EMPLOYER, params(("id" = String, Path)), responses(
    (status = 200, body = DraftEmployer), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn read_draft_employer(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<DraftEmployer>, Error> {
    Ok(Json(portal.store.draft_employer(&id, &person.id).await?))
}

/// Makes a code by which an employer joins one's draft; it holds for seven days, the newest alone.
///
/// # Errors
/// [`Error::NotFound`], [`Error::AlreadyJoined`], [`Error::Denied`] once the application is over.
#[utoipa::path(post, tag = "organisation", path = permit::api::path::DRAFT_EMPLOYER, params(("id" = String, Path), Reader), responses(
    (status = 201, body = DraftEmployer), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody),
    (status = 409, body = ErrorBody)))]
pub async fn make_join_code(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Query(reader): Query<Reader>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<DraftEmployer>), Error> {
    let locale = reader.language(&headers);
    let made = portal
        .store
        .make_join_code(id, &person, locale, portal.now())
        .await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Ends what joins one's draft and an employer, while no signature of the employer stands under the application, and once
/// that was refused, withdrawn or expired; and a code that is out.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Denied`].
#[utoipa::path(delete, tag = "organisation", path = permit::api::path::DRAFT_EMPLOYER, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub async fn leave_employer(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let sender = Sender::of(&portal);
    portal
        .store
        .leave_employer(id, &person, sender, portal.now())
        .await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
}

/// Asks the employer of one's draft to do its part: who takes care of it gets a letter, at most one a day.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`] while there is no employer, and while the application does not wait for it;
/// [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "organisation", path = permit::api::path::DRAFT_EMPLOYER_LETTER, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody), (status = 409, body = ErrorBody),
    (status = 429, body = ErrorBody)))]
pub async fn ask_employer(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let sender = Sender::of(&portal);
    portal
        .store
        .ask_employer(id, person.id, sender, portal.now())
        .await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
}
