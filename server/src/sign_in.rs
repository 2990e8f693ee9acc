//! Signing in with a code from an e-mail, and the session after it.
//!
//! A code holds only in the browser that asked for it, which a cookie tells: so a stranger who asks for codes to
//! somebody's address can't use up the tries of the person's own code, or replace it. The letter may be opened anywhere.

use crate::agent;
use crate::clock;
use crate::error::Error;
use crate::guard::{Client, token_hash};
use crate::json::Body;
use crate::mail;
use crate::state::Portal;
use crate::store::sign_in::{Attempt, Request, Typed, VALID};
use crate::store::{Letter, Person, SESSION_LONGEST};
use axum::Json;
use axum::extract::{FromRequestParts, OptionalFromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use permit::api::session::UNUSED;
use permit::api::{ErrorBody, Session, SignIn, SignInCodeRequest, SignInCodeSent};
use permit::check::email::email;
use permit::check::fold::fold;
use sha2::{Digest, Sha256};

/// The session's cookie: `__Host-` binds it to this host and to encryption.
pub const COOKIE: &str = "__Host-portal";
/// The cookie that binds a code to the browser that asked for it.
pub const ASKED: &str = "__Host-portal-asked";
/// The seconds it stays: longer than a code holds, so that a late code is explained.
const ASKED_FOR: i64 = 3_600;

/// A hash that names what it is of.
pub(crate) fn hash(parts: &[&str]) -> String {
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

/// A secret for a cookie.
pub(crate) fn token() -> String {
    URL_SAFE_NO_PAD.encode(clock::random::<32>())
}

/// Whether a cookie's value can be one of ours.
fn is_token(value: &str) -> bool {
    value.len() == 43
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

pub(crate) fn address(typed: &str) -> Result<(String, String), Error> {
    let tidy = email(typed).map_err(|_| Error::InvalidRequest)?;
    let key = tidy.to_lowercase();
    Ok((tidy, key))
}

/// What a code is for: one that was sent for the one thing does not do for another.
pub(crate) const CODE: &str = "code";

/// Sends a code to an address, for the browser that asks. `letter` writes the letter that carries it.
pub(crate) async fn send_code(
    portal: &Portal,
    purpose: &str,
    client: Option<String>,
    headers: &HeaderMap,
    request: &SignInCodeRequest,
    letter: fn(&str, &str, &str, i64) -> Letter,
) -> Result<Response, Error> {
    let (recipient, email_key) = address(&request.email)?;
    let code = six_digits();
    let browser = cookie(headers, ASKED)
        .filter(|value| is_token(value))
        .unwrap_or_else(token);
    let request = Request {
        code_hash: hash(&[purpose, &email_key, &code]),
        browser: token_hash(&browser),
        client: client.map(|client| hash(&["client", &client])),
        token_hash: cookie(headers, COOKIE).map(|token| token_hash(&token)),
        letter: letter(&request.locale, &recipient, &code, VALID / 60),
        email_key,
        now: portal.now(),
    };
    portal.store.ask_for_code(request).await?;
    portal.mailer.wake();
    let sent = SignInCodeSent {
        valid_seconds: u32::try_from(VALID).unwrap_or(0),
    };
    let asked = [(
        header::SET_COOKIE,
        set_cookie(ASKED, &browser, Some(ASKED_FOR), SameSite::Lax)?,
    )];
    Ok((StatusCode::ACCEPTED, asked, Json(sent)).into_response())
}

/// A code as it was typed, by whom.
pub(crate) fn typed(
    purpose: &str,
    email_key: String,
    code: &str,
    client: Option<String>,
    headers: &HeaderMap,
    now: i64,
) -> Typed {
    let code: String = fold(code)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    Typed {
        code_hash: hash(&[purpose, &email_key, &code]),
        browser: token_hash(&cookie(headers, ASKED).unwrap_or_default()),
        client: client.map(|client| hash(&["client", &client])),
        old_token_hash: cookie(headers, COOKIE).map(|old| token_hash(&old)),
        email_key,
        now,
    }
}

/// Asks for a sign-in code; the answer never tells whether the address is known. Its cookie goes back with the code.
///
/// # Errors
/// [`Error::TooManyRequests`], [`Error::SignInPaused`] and what is wrong with the request.
#[utoipa::path(post, path = permit::api::path::SIGN_IN_CODES, request_body = SignInCodeRequest, responses(
    (status = 202, body = SignInCodeSent), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn request_code(
    State(portal): State<Portal>,
    Client(client): Client,
    headers: HeaderMap,
    Body(request): Body<SignInCodeRequest>,
) -> Result<Response, Error> {
    send_code(&portal, CODE, client, &headers, &request, mail::code).await
}

/// Whether a cookie comes along when another site leads here.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SameSite {
    /// On links, so that one from a letter finds the person signed in.
    Lax,
    /// Never.
    Strict,
}

/// A cookie for so many seconds; without them the browser forgets it when it is closed.
pub(crate) fn set_cookie(
    name: &str,
    value: &str,
    seconds: Option<i64>,
    site: SameSite,
) -> Result<HeaderValue, Error> {
    let age = seconds.map_or(String::new(), |seconds| format!(" Max-Age={seconds};"));
    let cookie = format!("{name}={value}; Path=/;{age} Secure; HttpOnly; SameSite={site:?}");
    HeaderValue::from_str(&cookie).map_err(|_| Error::Internal)
}

/// Signs in with a code.
///
/// # Errors
/// One error for each way in which a code can fail.
#[utoipa::path(post, path = permit::api::path::SESSION, request_body = SignIn, responses(
    (status = 200, body = Session), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody),
    (status = 429, body = ErrorBody)))]
pub async fn sign_in(
    State(portal): State<Portal>,
    Client(client): Client,
    headers: HeaderMap,
    Body(request): Body<SignIn>,
) -> Result<Response, Error> {
    let (email, email_key) = address(&request.email)?;
    let token = token();
    let now = portal.now();
    let attempt = Attempt {
        typed: typed(CODE, email_key, &request.code, client, &headers, now),
        token_hash: token_hash(&token),
        email,
        shared: request.shared,
        agent: agent::of(&headers),
    };
    let new = attempt.token_hash.clone();
    portal.store.sign_in(attempt).await?;
    let person = portal
        .store
        .person(&new, true, now)
        .await?
        .ok_or(Error::Internal)?;
    let cookie = session_cookie(&token, request.shared)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(person.session(now))).into_response())
}

/// The cookie of a person's session; on a computer that others use the browser forgets it when it is closed.
pub(crate) fn session_cookie(token: &str, shared: bool) -> Result<HeaderValue, Error> {
    let seconds = (!shared).then_some(SESSION_LONGEST);
    set_cookie(COOKIE, token, seconds, SameSite::Lax)
}

/// Who is signed in.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, path = permit::api::path::SESSION, responses(
    (status = 200, body = Session), (status = 401, body = ErrorBody)))]
pub async fn read_session(State(portal): State<Portal>, person: Person) -> Json<Session> {
    Json(person.session(portal.now()))
}

/// Signs out; harmless when nobody is signed in.
///
/// # Errors
/// [`Error::Unavailable`].
#[utoipa::path(delete, path = permit::api::path::SESSION, responses((status = 204)))]
pub async fn sign_out(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, Error> {
    if let Some(token) = cookie(&headers, COOKIE) {
        portal.store.sign_out(token_hash(&token)).await?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        [(
            header::SET_COOKIE,
            set_cookie(COOKIE, "", Some(0), SameSite::Lax)?,
        )],
    )
        .into_response())
}

/// The value of a cookie of ours.
#[must_use]
pub fn cookie(headers: &HeaderMap, cookie: &str) -> Option<String> {
    let pairs = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == cookie && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// Whether a request uses the session that it comes with: not where nobody did anything, and a page only asks.
pub(crate) fn is_use(parts: &Parts) -> bool {
    parts.uri.query() != Some(UNUSED)
}

/// A handler that takes a [`Person`] is for people who are signed in.
impl FromRequestParts<Portal> for Person {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Error> {
        let token = cookie(&parts.headers, COOKIE).ok_or(Error::NotSignedIn)?;
        portal
            .store
            .person(&token_hash(&token), is_use(parts), portal.now())
            .await?
            .ok_or(Error::NotSignedIn)
    }
}

/// A handler that takes an `Option<Person>` is for strangers too.
impl OptionalFromRequestParts<Portal> for Person {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Option<Self>, Error> {
        match <Self as FromRequestParts<Portal>>::from_request_parts(parts, portal).await {
            Ok(person) => Ok(Some(person)),
            Err(Error::NotSignedIn) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
