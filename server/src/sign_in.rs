//! Signing in with a code from an e-mail, and the session after it.

use crate::clock;
use crate::error::Error;
use crate::guard::{Client, token_hash};
use crate::json::Body;
use crate::mail;
use crate::state::Portal;
use crate::store::Person;
use crate::store::sign_in::{Attempt, Request, VALID};
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use permit::api::{ErrorBody, Session, SignIn, SignInCodeRequest, SignInCodeSent};
use permit::check::email::email;
use permit::check::fold::fold;
use sha2::{Digest, Sha256};

/// The session's cookie: `__Host-` binds it to this host and to encryption.
pub const COOKIE: &str = "__Host-portal";

/// A hash that names what it is of.
fn hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part.as_bytes());
    }
    clock::hex(&hasher.finalize())
}

/// Six digits, all equally likely.
fn six_digits() -> String {
    loop {
        let number = u32::from_be_bytes(clock::random());
        // The last, incomplete, stretch of a million would make small numbers likelier.
        if number < u32::MAX - u32::MAX % 1_000_000 {
            return format!("{:06}", number % 1_000_000);
        }
    }
}

fn address(typed: &str) -> Result<(String, String), Error> {
    let tidy = email(typed).map_err(|_| Error::InvalidRequest)?;
    let key = tidy.to_lowercase();
    Ok((tidy, key))
}

/// Asks for a sign-in code; the answer never tells whether the address is known.
///
/// # Errors
/// [`Error::TooManyRequests`] and what is wrong with the request.
#[utoipa::path(post, path = permit::api::path::SIGN_IN_CODES, request_body = SignInCodeRequest, responses(
    (status = 202, body = SignInCodeSent), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn request_code(
    State(portal): State<Portal>,
    Client(client): Client,
    Body(request): Body<SignInCodeRequest>,
) -> Result<(StatusCode, Json<SignInCodeSent>), Error> {
    let (recipient, email_key) = address(&request.email)?;
    let code = six_digits();
    let letter = mail::code(&request.locale, &recipient, &code, VALID / 60);
    let request = Request {
        code_hash: hash(&["code", &email_key, &code]),
        client: hash(&["client", &client]),
        email_key,
        letter,
        now: portal.now(),
    };
    portal.store.ask_for_code(request).await?;
    portal.mailer.wake();
    Ok((
        StatusCode::ACCEPTED,
        Json(SignInCodeSent {
            valid_seconds: u32::try_from(VALID).unwrap_or(0),
        }),
    ))
}

fn set_cookie(value: &str, seconds: i64) -> Result<HeaderValue, Error> {
    let cookie = format!("{COOKIE}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    HeaderValue::from_str(&cookie).map_err(|_| Error::Internal)
}

/// Signs in with a code.
///
/// # Errors
/// One error for each way in which a code can fail.
#[utoipa::path(post, path = permit::api::path::SESSION, request_body = SignIn, responses(
    (status = 200, body = Session), (status = 422, body = ErrorBody)))]
pub async fn sign_in(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Body(request): Body<SignIn>,
) -> Result<Response, Error> {
    let (email, email_key) = address(&request.email)?;
    let code: String = fold(&request.code)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    let token = URL_SAFE_NO_PAD.encode(clock::random::<32>());
    let now = portal.now();
    let attempt = Attempt {
        code_hash: hash(&["code", &email_key, &code]),
        token_hash: token_hash(&token),
        old_token_hash: cookie(&headers).map(|old| token_hash(&old)),
        email,
        email_key,
        now,
    };
    let new = attempt.token_hash.clone();
    portal.store.sign_in(attempt).await?;
    let person = portal.store.person(&new, now).await?.ok_or(Error::Internal)?;
    let cookie = set_cookie(&token, 30 * 86_400)?;
    let session = Session {
        email: person.email,
        expires_at: person.expires_at,
    };
    Ok(([(header::SET_COOKIE, cookie)], Json(session)).into_response())
}

/// Who is signed in.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, path = permit::api::path::SESSION, responses(
    (status = 200, body = Session), (status = 401, body = ErrorBody)))]
pub async fn read_session(person: Person) -> Json<Session> {
    Json(Session {
        email: person.email,
        expires_at: person.expires_at,
    })
}

/// Signs out; harmless when nobody is signed in.
///
/// # Errors
/// [`Error::Unavailable`].
#[utoipa::path(delete, path = permit::api::path::SESSION, responses((status = 204)))]
pub async fn sign_out(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, Error> {
    if let Some(token) = cookie(&headers) {
        portal.store.sign_out(token_hash(&token)).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, set_cookie("", 0)?)]).into_response())
}

/// The token in the session's cookie.
fn cookie(headers: &HeaderMap) -> Option<String> {
    let pairs = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// A handler that takes a [`Person`] is for people who are signed in.
impl FromRequestParts<Portal> for Person {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        let token = cookie(&parts.headers).ok_or(Error::NotSignedIn)?;
        portal
            .store
            .person(&token_hash(&token), portal.now())
            .await?
            .ok_or(Error::NotSignedIn)
    }
}
