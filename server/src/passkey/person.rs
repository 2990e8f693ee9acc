//! Passkeys of applicants and employers: adding, naming, removing, and signing in with one.

use super::{Account, FRESH, ask, name, who_answered};
use crate::agent;
use crate::error::Error;
use crate::guard::{Client, token_hash};
use crate::json::Body;
use crate::sign_in::{COOKIE, cookie, session_cookie, token};
use crate::state::Portal;
use crate::store::{Holder, NewSession, Person};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use permit::api::passkey::{Challenge, NewPasskey, Passkey, PasskeyName, PasskeySignIn};
use permit::api::{ErrorBody, Session};

fn account(person: &Person) -> Account<'_> {
    Account {
        holder: Holder::person(&person.id),
        email: &person.email,
        shown: &person.email,
    }
}

/// Lists one's passkeys, oldest first.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, tag = "passkey", path = permit::api::path::PASSKEYS, responses(
    (status = 200, body = Vec<Passkey>), (status = 401, body = ErrorBody)))]
pub async fn list_passkeys(
    State(portal): State<Portal>,
    person: Person,
) -> Result<Json<Vec<Passkey>>, Error> {
    Ok(Json(portal.store.passkeys(&Holder::person(&person.id)).await?))
}

/// What to ask an authenticator for a new passkey.
///
/// # Errors
/// [`Error::SignInAgain`] more than 15 minutes after signing in; [`Error::TooMany`], [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "passkey", path = permit::api::path::PASSKEY_CREATION, responses(
    (status = 200, body = Challenge), (status = 401, body = ErrorBody), (status = 409, body = ErrorBody),
    (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn ask_creation(
    State(portal): State<Portal>,
    Client(client): Client,
    person: Person,
) -> Result<Json<Challenge>, Error> {
    if portal.now() >= person.created_at + FRESH {
        return Err(Error::SignInAgain);
    }
    account(&person).ask(&portal, client.as_deref()).await
}

/// Adds a passkey; its owner gets a letter.
///
/// # Errors
/// [`Error::PasskeyExpired`] where the challenge has run out or was answered, [`Error::PasskeyUnknown`] where this does not
/// answer it, [`Error::PasskeyUnusable`] where the authenticator kept none, [`Error::TooMany`].
#[utoipa::path(post, tag = "passkey", path = permit::api::path::PASSKEYS, request_body = NewPasskey, responses(
    (status = 201, body = Passkey), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn add_passkey(
    State(portal): State<Portal>,
    person: Person,
    Body(request): Body<NewPasskey>,
) -> Result<(StatusCode, Json<Passkey>), Error> {
    account(&person).add(&portal, &request).await
}

/// Gives a passkey another name.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(put, tag = "passkey", path = permit::api::path::PASSKEY, params(("id" = String, Path)), request_body = PasskeyName,
    responses((status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn name_passkey(
    State(portal): State<Portal>,
    person: Person,
    Path(id): Path<String>,
    Body(request): Body<PasskeyName>,
) -> Result<StatusCode, Error> {
    name(&portal, Holder::person(&person.id), id, &request).await
}

/// Removes a passkey: nobody signs in with it any more. Its owner gets a letter.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(delete, tag = "passkey", path = permit::api::path::PASSKEY, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn remove_passkey(
    State(portal): State<Portal>,
    person: Person,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    account(&person).remove(&portal, &headers, id).await
}

/// What to ask an authenticator whose user signs in; nobody says who they are.
///
/// # Errors
/// [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "passkey", path = permit::api::path::PASSKEY_REQUEST, responses(
    (status = 200, body = Challenge), (status = 409, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn ask_request(
    State(portal): State<Portal>,
    Client(client): Client,
) -> Result<Json<Challenge>, Error> {
    ask(&portal, client.as_deref(), Holder::person("")).await
}

/// Signs in with a passkey. A wrong one, a removed one and one that never was get the same answer.
///
/// # Errors
/// [`Error::PasskeyExpired`], [`Error::PasskeyUnknown`].
#[utoipa::path(post, tag = "passkey", path = permit::api::path::PASSKEY_SESSION, request_body = PasskeySignIn, responses(
    (status = 200, body = Session), (status = 422, body = ErrorBody)))]
pub async fn sign_in_with_passkey(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Body(request): Body<PasskeySignIn>,
) -> Result<Response, Error> {
    let (found, kept) = who_answered(&portal, &request, Holder::person("")).await?;
    let (token, now) = (token(), portal.now());
    let new = NewSession {
        token_hash: token_hash(&token),
        person: found.holder.id.clone(),
        shared: request.shared,
        passkey: true,
        agent: agent::of(&headers),
        old_token_hash: cookie(&headers, COOKIE).map(|old| token_hash(&old)),
        now,
    };
    let hash = new.token_hash.clone();
    portal.store.sign_in_with_passkey(found, kept, new).await?;
    let person = portal
        .store
        .person(&hash, true, now)
        .await?
        .ok_or(Error::Internal)?;
    let set = [(header::SET_COOKIE, session_cookie(&token, request.shared)?)];
    Ok((set, Json(person.session(now))).into_response())
}
