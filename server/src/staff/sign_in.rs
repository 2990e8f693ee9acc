//! Signing in as staff: address, password and the code of an authenticator. Whatever is wrong, the answer is the same.

use super::{COOKIE, password, totp};
use crate::agent;
use crate::error::Error;
use crate::guard::{Client, token_hash};
use crate::json::Body;
use crate::sign_in::{SameSite, cookie, hash, set_cookie, token};
use crate::state::Portal;
use crate::store::{Staff, StaffAttempt};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use permit::api::ErrorBody;
use permit::api::staff::{StaffSession, StaffSignIn};
use permit::check::email::email;
use permit::check::fold::code;

/// A secret for where there is no account, so that its code is looked at too.
const NO_SECRET: &[u8] = &[0; 20];

/// Signs a member of the staff in.
///
/// # Errors
/// [`Error::StaffSignInWrong`], and [`Error::TooManyRequests`] after five wrong ones in a row.
#[utoipa::path(post, tag = "staff", path = permit::api::path::STAFF_SESSION, request_body = StaffSignIn, responses(
    (status = 200, body = StaffSession), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn sign_in_staff(
    State(portal): State<Portal>,
    Client(client): Client,
    headers: HeaderMap,
    Body(request): Body<StaffSignIn>,
) -> Result<Response, Error> {
    let address = email(&request.email).map_err(|_| Error::StaffSignInWrong)?;
    let email_key = address.to_lowercase();
    let now = portal.now();
    let client = client.map(|client| hash(&["client", &client]));
    portal
        .store
        .count_staff_try(email_key.clone(), client, now)
        .await?;
    let account = portal.store.staff_secrets(&email_key).await?;
    let kept = account.as_ref().map(|account| account.password_hash.clone());
    let is_right = password::is_right(request.password, kept).await?;
    let secret = account
        .as_ref()
        .and_then(|account| totp::from_base32(&account.totp_secret));
    let last = account.as_ref().map_or(0, |account| account.totp_step);
    let secret = secret.unwrap_or_else(|| NO_SECRET.to_vec());
    // The time passed while the password was looked at is the portal's own.
    let step = totp::step(&secret, &code(&request.code), now, last);
    let (Some(account), Some(totp_step), true) = (account, step, is_right) else {
        return Err(Error::StaffSignInWrong);
    };
    let token = token();
    let attempt = StaffAttempt {
        account,
        email_key,
        totp_step,
        token_hash: token_hash(&token),
        agent: agent::of(&headers),
        old_token_hash: cookie(&headers, COOKIE).map(|old| token_hash(&old)),
        now,
    };
    let new = attempt.token_hash.clone();
    portal.store.sign_in_staff(attempt).await?;
    let staff = portal
        .store
        .staff(&new, true, now)
        .await?
        .ok_or(Error::StaffSignInWrong)?;
    let cookie = set_cookie(COOKIE, &token, None, SameSite::Strict)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(session(staff, now))).into_response())
}

/// What a member of the staff is told of their session.
pub(crate) fn session(staff: Staff, now: i64) -> StaffSession {
    StaffSession {
        id: staff.id,
        name: staff.name,
        role: staff.role,
        expires_at: staff.expires_at,
        seconds_left: staff.expires_at - now,
    }
}

/// Who of the staff is signed in.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, tag = "staff", path = permit::api::path::STAFF_SESSION, responses(
    (status = 200, body = StaffSession), (status = 401, body = ErrorBody)))]
pub async fn read_staff_session(State(portal): State<Portal>, staff: Staff) -> Json<StaffSession> {
    Json(session(staff, portal.now()))
}

/// Signs out; harmless when nobody is signed in.
///
/// # Errors
/// [`Error::Unavailable`].
#[utoipa::path(delete, tag = "staff", path = permit::api::path::STAFF_SESSION, responses((status = 204)))]
pub async fn sign_out_staff(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, Error> {
    if let Some(token) = cookie(&headers, COOKIE) {
        portal.store.sign_out_staff(token_hash(&token)).await?;
    }
    let gone = set_cookie(COOKIE, "", Some(0), SameSite::Strict)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}
