//! Passkeys of the staff: one alone in place of password and authenticator code. It takes both to add one.

use super::{Account, FRESH, ask, name, who_answered};
use crate::agent;
use crate::error::Error;
use crate::guard::{Client, token_hash};
use crate::json::Body;
use crate::sign_in::{SameSite, cookie, set_cookie, token};
use crate::staff::COOKIE;
use crate::staff::sign_in::session;
use crate::state::Portal;
use crate::store::{Holder, NewStaffSession, Staff};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use permit::api::ErrorBody;
use permit::api::passkey::{Challenge, NewPasskey, Passkey, PasskeyName, PasskeySignIn};
use permit::api::staff::StaffSession;

fn account(staff: &Staff) -> Account<'_> {
    Account {
        holder: Holder::staff(&staff.id),
        email: &staff.email,
        shown: &staff.name,
    }
}

/// Lists one's passkeys, oldest first.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, tag = "staff", path = permit::api::path::STAFF_PASSKEYS, responses(
    (status = 200, body = Vec<Passkey>), (status = 401, body = ErrorBody)))]
pub async fn list_staff_passkeys(
    State(portal): State<Portal>,
    staff: Staff,
) -> Result<Json<Vec<Passkey>>, Error> {
    Ok(Json(portal.store.passkeys(&Holder::staff(&staff.id)).await?))
}

/// What to ask an authenticator for a new passkey.
///
/// # Errors
/// [`Error::SignInAgain`] more than 15 minutes after signing in with a password, and always after signing in with a
/// passkey; [`Error::TooMany`], [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "staff", path = permit::api::path::STAFF_PASSKEY_CREATION, responses(
    (status = 200, body = Challenge), (status = 401, body = ErrorBody), (status = 409, body = ErrorBody),
    (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn ask_staff_creation(
    State(portal): State<Portal>,
    Client(client): Client,
    staff: Staff,
) -> Result<Json<Challenge>, Error> {
    if !staff.by_password || portal.now() >= staff.created_at + FRESH {
        return Err(Error::SignInAgain);
    }
    account(&staff).ask(&portal, client.as_deref()).await
}

/// Adds a passkey; its owner gets a letter.
///
/// # Errors
/// As for applicants.
#[utoipa::path(post, tag = "staff", path = permit::api::path::STAFF_PASSKEYS, request_body = NewPasskey, responses(
    (status = 201, body = Passkey), (status = 401, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn add_staff_passkey(
    State(portal): State<Portal>,
    staff: Staff,
    Body(request): Body<NewPasskey>,
) -> Result<(StatusCode, Json<Passkey>), Error> {
    account(&staff).add(&portal, &request).await
}

/// Gives a passkey another name.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(put, tag = "staff", path = permit::api::path::STAFF_PASSKEY, params(("id" = String, Path)), request_body = PasskeyName,
    responses((status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn name_staff_passkey(
    State(portal): State<Portal>,
    staff: Staff,
    Path(id): Path<String>,
    Body(request): Body<PasskeyName>,
) -> Result<StatusCode, Error> {
    name(&portal, Holder::staff(&staff.id), id, &request).await
}

/// Removes a passkey: nobody signs in with it any more. Its owner gets a letter.
///
/// # Errors
/// [`Error::NotFound`], also when it is somebody else's.
#[utoipa::path(delete, tag = "staff", path = permit::api::path::STAFF_PASSKEY, params(("id" = String, Path)), responses(
    (status = 204), (status = 401, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub async fn remove_staff_passkey(
    State(portal): State<Portal>,
    staff: Staff,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    account(&staff).remove(&portal, &headers, id).await
}

/// What to ask an authenticator whose user signs in.
///
/// # Errors
/// [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "staff", path = permit::api::path::STAFF_PASSKEY_REQUEST, responses(
    (status = 200, body = Challenge), (status = 409, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn ask_staff_request(
    State(portal): State<Portal>,
    Client(client): Client,
) -> Result<Json<Challenge>, Error> {
    ask(&portal, client.as_deref(), Holder::staff("")).await
}

/// Signs a member of the staff in with a passkey.
///
/// # Errors
/// [`Error::PasskeyExpired`], [`Error::PasskeyUnknown`], also where the account was disabled.
#[utoipa::path(post, tag = "staff", path = permit::api::path::STAFF_PASSKEY_SESSION, request_body = PasskeySignIn, responses(
    (status = 200, body = StaffSession), (status = 422, body = ErrorBody)))]
pub async fn sign_in_staff_with_passkey(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Body(request): Body<PasskeySignIn>,
) -> Result<Response, Error> {
    let (found, kept) = who_answered(&portal, &request, Holder::staff("")).await?;
    let (token, now) = (token(), portal.now());
    let new = NewStaffSession {
        token_hash: token_hash(&token),
        staff: found.holder.id.clone(),
        by_password: false,
        agent: agent::of(&headers),
        old_token_hash: cookie(&headers, COOKIE).map(|old| token_hash(&old)),
        now,
    };
    let hash = new.token_hash.clone();
    portal.store.sign_in_staff_with_passkey(found, kept, new).await?;
    let staff = portal.store.staff(&hash, true, now).await?;
    let staff = staff.ok_or(Error::PasskeyUnknown)?;
    let set = [(
        header::SET_COOKIE,
        set_cookie(COOKIE, &token, None, SameSite::Strict)?,
    )];
    Ok((set, Json(session(staff, now))).into_response())
}
