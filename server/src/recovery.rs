//! The way back for who lost the mailbox they sign in with: facts, two of the staff, a week with letters to the old address.
//! `docs/recovery.md` says it for people.

use crate::error::Error;
use crate::guard::Client;
use crate::json::Body;
use crate::locales::{known, text_with};
use crate::mail::{self, letter};
use crate::organisation::letters::Sender;
use crate::sign_in::{address, hash, send_code, token, typed};
use crate::staff::Helper;
use crate::state::Portal;
use crate::store::recovery::{Asked, Decided};
use crate::store::{Letter, Person};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use permit::api::recovery::{
    OwnRecovery, Recovery, RecoveryAction, RecoveryDecision, RecoveryRequest, RecoveryStop,
};
use permit::api::staff::StaffRole;
use permit::api::{ErrorBody, SignInCodeRequest, SignInCodeSent};

/// What its codes are for: none of them signs anybody in.
const PURPOSE: &str = "recovery";

/// The hash of the secret in a letter's link.
fn stop_hash(secret: &str) -> String {
    hash(&["recovery-stop", secret])
}

/// A secret for the link in a letter, and its hash.
pub(crate) fn stop_secret() -> (String, String) {
    let secret = token();
    let hash = stop_hash(&secret);
    (secret, hash)
}

/// What a letter about a request says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News<'a> {
    /// To the old address: somebody asked. With the secret that stops it.
    Asked(&'a str),
    /// To the old address: it changes on this day. With the secret.
    Waiting(&'a str, &'a str),
    /// To the new address: it changes on this day.
    Granted(&'a str),
    /// To both: the owner stopped it.
    Stopped,
    /// To both: the address was changed.
    Done,
    /// To both: it could not be, for the new address has an account.
    Failed,
    /// To the new address of another request that was granted: the account moved elsewhere.
    Overtaken,
}

/// The letter: no name, and no address.
#[must_use]
pub fn news(sender: &Sender, (locale, to): (&str, &str), news: News<'_>) -> Letter {
    let (kind, path, day) = match news {
        News::Asked(secret) => ("recovery_asked", format!("account/stop/{secret}"), ""),
        News::Waiting(secret, day) => ("recovery_waiting", format!("account/stop/{secret}"), day),
        News::Granted(day) => ("recovery_granted", "account/sign-in".into(), day),
        News::Stopped => ("recovery_stopped", String::new(), ""),
        News::Done => ("recovery_done", "account/sign-in".into(), ""),
        News::Failed => ("recovery_failed", String::new(), ""),
        News::Overtaken => ("recovery_overtaken", String::new(), ""),
    };
    let url = format!("{}/{}/{path}", sender.url, known(locale));
    let values = [
        ("url", url.as_str()),
        ("day", day),
        ("authority", &sender.authority),
    ];
    let words = |part: &str| text_with(locale, &format!("mail.{kind}.{part}"), &values);
    letter(locale, to, words("subject"), words("text"))
}

/// Sends a code to the new address.
///
/// # Errors
/// [`Error::TooManyRequests`], [`Error::SignInPaused`] and what is wrong with the request.
#[utoipa::path(post, tag = "recovery", path = permit::api::path::RECOVERY_CODES, request_body = SignInCodeRequest, responses(
    (status = 202, body = SignInCodeSent), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn request_recovery_code(
    State(portal): State<Portal>,
    Client(client): Client,
    headers: HeaderMap,
    Body(request): Body<SignInCodeRequest>,
) -> Result<Response, Error> {
    send_code(&portal, PURPOSE, client, &headers, &request, mail::recovery_code).await
}

/// Asks for an account to be moved to the new address. Whether there is such an account, and whether anything of what was
/// said is right, the answer does not tell.
///
/// # Errors
/// One error for each way in which the code can fail; [`Error::AddressTaken`] where the new address has an account, which
/// who holds its code may know; [`Error::TooManyRequests`].
#[utoipa::path(post, tag = "recovery", path = permit::api::path::RECOVERY, request_body = RecoveryRequest, responses(
    (status = 202), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn ask_recovery(
    State(portal): State<Portal>,
    Client(client): Client,
    headers: HeaderMap,
    Body(request): Body<RecoveryRequest>,
) -> Result<StatusCode, Error> {
    let (_, old_key) = address(&request.old_email)?;
    let (new_email, new_key) = address(&request.new_email)?;
    if old_key == new_key {
        return Err(Error::InvalidRequest);
    }
    let typed = typed(PURPOSE, new_key, &request.code, client, &headers, portal.now());
    let asked = Asked {
        typed,
        old_key,
        new_email,
        request,
        sender: Sender::of(&portal),
    };
    portal.store.ask_recovery(asked).await?;
    portal.mailer.wake();
    Ok(StatusCode::ACCEPTED)
}

/// What runs against one's own account, the newest first.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(get, tag = "recovery", path = permit::api::path::RECOVERY, responses(
    (status = 200, body = Vec<OwnRecovery>), (status = 401, body = ErrorBody)))]
pub async fn list_own_recoveries(
    State(portal): State<Portal>,
    person: Person,
) -> Result<Json<Vec<OwnRecovery>>, Error> {
    Ok(Json(portal.store.own_recoveries(&person.id).await?))
}

/// Stops whatever runs against one's own account.
///
/// # Errors
/// [`Error::NotSignedIn`].
#[utoipa::path(delete, tag = "recovery", path = permit::api::path::RECOVERY, responses(
    (status = 204), (status = 401, body = ErrorBody)))]
pub async fn stop_own_recoveries(State(portal): State<Portal>, person: Person) -> Result<StatusCode, Error> {
    let sender = Sender::of(&portal);
    portal
        .store
        .stop_own_recoveries(person.id, sender, portal.now())
        .await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
}

/// Stops a request from the old mailbox.
///
/// # Errors
/// [`Error::CodeUnknown`] where the secret is of no request that can still be stopped.
#[utoipa::path(post, tag = "recovery", path = permit::api::path::RECOVERY_STOP, request_body = RecoveryStop, responses(
    (status = 204), (status = 422, body = ErrorBody)))]
pub async fn stop_recovery(
    State(portal): State<Portal>,
    Body(request): Body<RecoveryStop>,
) -> Result<StatusCode, Error> {
    let (hash, sender) = (stop_hash(&request.secret), Sender::of(&portal));
    portal.store.stop_recovery(hash, sender, portal.now()).await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
}

/// The requests that wait, oldest first: only these, and what was said only as the same or another.
///
/// # Errors
/// [`Error::Forbidden`] for officers.
#[utoipa::path(get, tag = "recovery", path = permit::api::path::HELPDESK_RECOVERIES, responses(
    (status = 200, body = Vec<Recovery>), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody)))]
pub async fn list_recoveries(
    State(portal): State<Portal>,
    Helper(staff): Helper,
) -> Result<Json<Vec<Recovery>>, Error> {
    Ok(Json(portal.store.recoveries(&staff).await?))
}

/// Proposes, confirms or refuses a request.
///
/// # Errors
/// [`Error::Forbidden`] for officers, and for confirming as anybody but a supervisor; [`Error::Denied`] where it is not in
/// the state for it, or who confirms is who proposed; [`Error::NotFound`].
#[utoipa::path(post, tag = "recovery", path = permit::api::path::HELPDESK_RECOVERY, params(("id" = String, Path)),
    request_body = RecoveryDecision, responses((status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    (status = 404, body = ErrorBody), (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn decide_recovery(
    State(portal): State<Portal>,
    Helper(staff): Helper,
    Path(id): Path<String>,
    Body(request): Body<RecoveryDecision>,
) -> Result<StatusCode, Error> {
    if request.action == RecoveryAction::Confirm && staff.role != StaffRole::Supervisor {
        return Err(Error::Forbidden);
    }
    let why = match request.why.trim() {
        "" => return Err(Error::InvalidRequest),
        why => why.to_owned(),
    };
    let decided = Decided {
        id,
        action: request.action,
        why,
        staff,
        sender: Sender::of(&portal),
        now: portal.now(),
    };
    portal.store.decide_recovery(decided).await?;
    portal.mailer.wake();
    Ok(StatusCode::NO_CONTENT)
}
