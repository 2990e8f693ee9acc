//! Passkeys of applicants and employers: adding, naming, removing, and signing in with one.

use super::{Answered, FRESH, answered, challenge, row, tidy};
use crate::agent;
use crate::error::Error;
use crate::guard::{Client, token_hash};
use crate::json::Body;
use crate::locales;
use crate::mail::{self, PasskeyNews};
use crate::sign_in::{COOKIE, cookie, session_cookie, token};
use crate::state::Portal;
use crate::store::{Holder, NewSession, Person};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use permit::api::passkey::{Challenge, NewPasskey, Passkey, PasskeyName, PasskeySignIn};
use permit::api::{ErrorBody, Session};

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
    let holder = Holder::person(&person.id);
    let known = portal.store.credential_ids(&holder).await?;
    let asked = portal
        .passkeys
        .create(&holder, &person.email, &person.email, &known)?;
    Ok(Json(challenge(&portal, holder, client.as_deref(), asked).await?))
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
    let name = tidy(&request.name)?;
    let holder = Holder::person(&person.id);
    let state = answered(&portal, &request.challenge, holder.clone()).await?;
    let kept = portal.passkeys.created(&request.credential, &state)?;
    let added = row(&name, portal.now());
    let url = portal.config.address();
    let letter = mail::passkey(&request.locale, &person.email, PasskeyNews::Added, &url);
    portal
        .store
        .add_passkey(holder, added.clone(), kept, letter, portal.now())
        .await?;
    portal.mailer.wake();
    Ok((StatusCode::CREATED, Json(added)))
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
    let name = tidy(&request.name)?;
    let holder = Holder::person(&person.id);
    portal.store.name_passkey(holder, id, name).await?;
    Ok(StatusCode::NO_CONTENT)
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
    let (locale, url) = (locales::of(&headers), portal.config.address());
    let letter = mail::passkey(locale, &person.email, PasskeyNews::Removed, &url);
    let holder = Holder::person(&person.id);
    portal
        .store
        .remove_passkey(holder, id, letter, portal.now())
        .await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
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
    let asked = portal.passkeys.request()?;
    let nobody = Holder::person("");
    Ok(Json(challenge(&portal, nobody, client.as_deref(), asked).await?))
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
    let answer = Answered::read(&request.credential)?;
    let state = answered(&portal, &request.challenge, Holder::person("")).await?;
    let found = portal.store.passkey(&answer.credential_id()).await?;
    let found = found.filter(|found| found.holder.is_person());
    let found = found.ok_or(Error::PasskeyUnknown)?;
    let kept = portal
        .passkeys
        .verify(&answer, &state, &found.credential, &found.holder)?;
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
    let person = portal.store.person(&hash, now).await?.ok_or(Error::Internal)?;
    let set = [(header::SET_COOKIE, session_cookie(&token, request.shared)?)];
    Ok((set, Json(Session::from(person))).into_response())
}
